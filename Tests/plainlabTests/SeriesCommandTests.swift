import CommandLineKit
import Testing

@testable import plainlab

@Suite("plainlab stats, qc anomalies and qc trend")
struct SeriesCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    // The eight measurements of NIST/SEMATECH e-Handbook 1.3.5.17.1, in another order.
    try folder.write(
      """
      id,execution_id,measurement_type,measured_value,timestamp,equipment_id
      1,1,mass,199.31,2026-10-07T08:00:00Z,SUN-1
      2,1,mass,199.53,2026-10-08T08:00:00Z,SUN-1
      3,1,mass,200.19,2026-10-09T08:00:00Z,SUN-1
      4,1,mass,200.82,2026-10-10T08:00:00Z,SUN-1
      5,1,mass,245.57,2026-10-11T08:00:00Z,SUN-1
      6,1,mass,201.92,2026-10-12T08:00:00Z,SUN-1
      7,1,mass,201.95,2026-10-13T08:00:00Z,SUN-1
      8,1,mass,202.18,2026-10-14T08:00:00Z,SUN-1

      """, to: "data/test_results.csv")
  }

  @Test("Stats of a column, with the percentiles that were asked for")
  func stats() {
    // numpy 2.4.6 and scipy 1.17.1 with bias=False.
    let run = folder.plainlab("stats test_results.measured_value --percentiles 50 --format csv")
    #expect(
      run.out == """
        group,n,mean,sd,cv,se,min,p50,max,skewness,kurtosis,autocorrelation,note
        all,8,206.43375,15.8525644,0.0767925,5.60473,199.31,201.37,245.57,2.80052,7.88215,-0.130579,

        """)
    #expect(run.status == .success)
  }

  @Test("The row of an anomaly, with its key and what would be usual")
  func anomalies() {
    let run = folder.plainlab(
      "qc anomalies test_results.measured_value --by equipment --method grubbs --format csv")
    #expect(
      run.out == """
        table,key,time,equipment,value,score,lower,upper,note
        test_results,5,2026-10-11T08:00:00Z,SUN-1,245.57,2.47,172.721,240.147,

        """)
    #expect(run.error == "1 of 8 numbers stand apart (grubbs).\n")
  }

  // scipy 1.17.1 and pymannkendall 1.4.3.
  @Test("A trend by day; one wild number moves the line and hardly the median of slopes")
  func trend() {
    let run = folder.plainlab("qc trend test_results.measured_value --format csv")
    #expect(
      run.out == """
        group,n,first,last,trend,p,tau,per,slope,slope_low,slope_high,line_slope,\
        line_slope_error,line_r2,line_p,note
        all,8,2026-10-07T08:00:00Z,2026-10-14T08:00:00Z,rising,0.009375,0.7857,day,0.440833,0.22,\
        0.645,0.977738,2.612,0.0228,0.721,p is rough for fewer than 10 numbers

        """)
  }

  @Test("A column that is not there, or no method, is said with what was meant")
  func unknown() {
    let column = folder.plainlab("stats test_results.measured_valu")
    #expect(column.status == .usage && column.error.contains("Did you mean 'measured_value'?"))
    let method = folder.plainlab("qc anomalies specimens.tat --method hample")
    #expect(method.status == .usage && method.error.contains("hampel"))
  }
}
