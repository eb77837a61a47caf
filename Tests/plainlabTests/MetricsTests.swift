import CommandLineKit
import Foundation
import JSONText
import Testing

@testable import plainlab

@Suite("plainlab metrics tat")
struct MetricsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// TSH takes 10, 20, 30 and 40 minutes; of these R's `quantile` (type 7) has 25, 37 and 39.7, its
  /// type 1 20, 40 and 40.
  private func writeSpecimens() throws {
    try folder.write(
      """
      id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at
      1,S1,TSH,M1,ANN,COMPLETED,,2026-11-01T08:00:00Z,2026-11-01T08:40:00Z
      2,S2,TSH,M2,ANN,COMPLETED,,2026-11-01T08:00:00Z,2026-11-01T08:10:00Z
      3,S3,TSH,M1,BOB,COMPLETED,,2026-11-01T08:00:00Z,2026-11-01T10:30:00+02:00
      4,S4,TSH,M2,BOB,COMPLETED,,2026-11-01T23:50:00Z,2026-11-02T00:10:00Z
      5,S5,CRP,M1,ANN,COMPLETED,,2026-11-02T08:00:00Z,2026-11-02T09:30:30Z
      6,S6,CRP,M1,ANN,RECEIVED,,2026-11-02T08:00:00Z,
      7,S7,CRP,M1,ANN,ERROR,E1,2026-11-02T08:00:00Z,2026-11-02T09:00:00Z
      8,S8,CRP,M1,ANN,COMPLETED,,2026-11-02T08:00:00Z,2026-11-02T07:00:00Z
      9,S9,CRP,M1,ANN,COMPLETED,,2026-11-02T08:00:00Z,
      10,S10,CRP,M1,ANN,COMPLETED,,soon,2026-11-02T07:00:00Z
      11,S11,CRP

      """, to: "data/specimens.csv")
  }

  private func csv(_ options: String = "") -> String {
    folder.plainlab("metrics tat --format csv " + options).out
  }

  private static let columns = "n,p50_min,p90_min,p99_min,mean_min,min_min,max_min"
  private static let header = columns + "\n"
  private static let assayHeader = "assay," + columns + ",target_min,over_target_pct\n"

  @Test("By assay, with what was left out on stderr")
  func byAssay() throws {
    try writeSpecimens()
    #expect(
      folder.plainlab("metrics tat") == (
        .success,
        """
        assay  n  p50_min  p90_min  p99_min  mean_min  min_min  max_min  target_min  over_target_pct
        CRP    1     90.5     90.5     90.5      90.5     90.5     90.5           -                -
        TSH    4     25.0     37.0     39.7      25.0     10.0     40.0           -                -

        """,
        """
        Percentiles: linear interpolation (R type 7).
        Left out: 2 not completed, 1 processed before received, 2 without readable times, 1 not \
        readable.
        'plainlab check' names the rows that are at fault.

        """
      ))
  }

  @Test("By assay the lab's target stands beside the share of results that took longer")
  func target() throws {
    try writeSpecimens()
    try folder.write(
      "code,name,target_tat_minutes\nTSH,Thyrotropin,30\nCRP,C-reactive protein,\n",
      to: "data/assays.csv")
    // 40 of 10, 20, 30 and 40 minutes took longer than 30; as long is not longer.
    #expect(
      csv() == Self.assayHeader
        + "CRP,1,90.5,90.5,90.5,90.5,90.5,90.5,,\nTSH,4,25.0,37.0,39.7,25.0,10.0,40.0,30,25.0\n")
    #expect(csv("--by machine").hasPrefix("machine," + Self.header))
    #expect(
      csv("--censored").hasPrefix(
        "assay,n,open,p50_min,p90_min,p99_min,km_p50_min,km_p90_min,km_p99_min,"
          + "mean_min,min_min,max_min,target_min,over_target_pct,note\n"))
  }

  @Test("By machine, by operator, or not at all")
  func grouping() throws {
    try writeSpecimens()
    #expect(
      csv("--by machine") == "machine," + Self.header
        + "M1,3,40.0,80.4,89.5,53.5,30.0,90.5\nM2,2,15.0,19.0,19.9,15.0,10.0,20.0\n")
    #expect(
      csv("--by operator") == "operator," + Self.header
        + "ANN,3,40.0,80.4,89.5,46.8,10.0,90.5\nBOB,2,25.0,29.0,29.9,25.0,20.0,30.0\n")
    #expect(csv("--by none") == "group," + Self.header + "all,5,30.0,70.3,88.5,38.1,10.0,90.5\n")
    #expect(csv("--by assay") == csv())
  }

  @Test("The nearest rank is always one of the samples, and is said")
  func nearest() throws {
    try writeSpecimens()
    let run = folder.plainlab("metrics tat --method nearest --format csv")
    #expect(
      run.out == Self.assayHeader
        + "CRP,1,90.5,90.5,90.5,90.5,90.5,90.5,,\nTSH,4,20.0,40.0,40.0,25.0,10.0,40.0,,\n")
    #expect(run.error.hasPrefix("Percentiles: nearest rank.\n"))
    #expect(csv("--method r7") == csv())
  }

  @Test("A result counts in the period in which it was known; the end is not in it")
  func period() throws {
    try writeSpecimens()
    let second = Self.assayHeader + "CRP,1,90.5,90.5,90.5,90.5,90.5,90.5,,\n"
    #expect(csv("--since 2026-11-02T00:10:01Z") == second)
    #expect(
      csv("--since 2026-11-02T00:10:00Z") == second + "TSH,1,20.0,20.0,20.0,20.0,20.0,20.0,,\n")
    #expect(
      csv("--until 2026-11-02") == Self.assayHeader + "TSH,3,30.0,38.0,39.8,26.7,10.0,40.0,,\n")
    #expect(
      csv("--until 2026-11-01T08:30:00Z") == Self.assayHeader
        + "TSH,1,10.0,10.0,10.0,10.0,10.0,10.0,,\n")
    #expect(
      csv("--until 2026-11-01T10:30:00+02:00") == csv("--until 2026-11-01T08:30:00Z"))
    #expect(csv("--since 2026-11-02 --until 2026-11-02") == Self.assayHeader)
    let run = folder.plainlab("metrics tat --since 2026-11-02")
    #expect(run.error.contains(" 3 outside the period,"))
  }

  @Test("As JSON an array of objects")
  func json() throws {
    try writeSpecimens()
    let run = folder.plainlab("metrics tat --format json")
    #expect(
      run.out == """
        [
        {"assay":"CRP","n":1,"p50_min":90.5,"p90_min":90.5,"p99_min":90.5,"mean_min":90.5,"min_min":90.5,"max_min":90.5,"target_min":null,"over_target_pct":null},
        {"assay":"TSH","n":4,"p50_min":25.0,"p90_min":37.0,"p99_min":39.7,"mean_min":25.0,"min_min":10.0,"max_min":40.0,"target_min":null,"over_target_pct":null}
        ]

        """)
    _ = try JSON(parsing: run.out)
  }

  @Test(
    "Without specimens there is a header, or an empty array", arguments: ["none", "init", "header"])
  func empty(lab: String) throws {
    switch lab {
    case "init": #expect(folder.plainlab("init").status == .success)
    case "header":
      try folder.write(
        "id,specimen_id,assay,machine_id,operator_id,status,received_at\n", to: "data/specimens.csv"
      )
    default: try folder.makeFolder("data")
    }
    #expect(csv() == Self.assayHeader)
    #expect(csv("--by none") == "group," + Self.header)
    #expect(
      folder.plainlab("metrics tat --format json")
        == (
          .success, "[]\n",
          """
          No rows: nothing in the files counts for this question.
          Percentiles: linear interpolation (R type 7).

          """
        ))
  }

  @Test("Specimens in parts count together")
  func parts() throws {
    try writeSpecimens()
    try folder.write(
      "specimen_id,assay,machine_id,operator_id,status,processed_at,received_at,id\n"
        + "S20,TSH,M1,ANN,COMPLETED,2026-11-01T08:50:00Z,2026-11-01T08:00:00Z,20\n",
      to: "data/specimens/b.csv")
    #expect(csv().hasSuffix("TSH,5,30.0,46.0,49.6,30.0,10.0,50.0,,\n"))
  }

  @Test("Words that make no sense are told")
  func usage() throws {
    try writeSpecimens()
    for (options, sentence) in [
      ("--by machin", "--by needs assay, machine, operator or none, not 'machin'. Did you mean"),
      ("--method r8", "--method needs r7 or nearest, not 'r8'"),
      ("--since soon", "--since needs a day like 2026-11-20"),
      ("--until 2026-13-01", "--until needs a day like 2026-11-20"),
      ("--since 2026-11-02 --until 2026-11-01", "--since is later than --until."),
      ("--format xml", "--format needs table, csv or json"),
      ("extra", ""),
    ] {
      let run = folder.plainlab("metrics tat \(options)")
      #expect(run.status == .usage && run.out == "", "\(options)")
      #expect(run.error.hasPrefix("plainlab metrics tat: \(sentence)"))
    }
    #expect(folder.plainlab("metrics tta").error.contains("Did you mean 'tat'?"))
    #expect(folder.plainlab("metrics").out.contains("Turnaround time from reception to result."))
  }

  @Test("Specimens that cannot be understood are told with their place")
  func broken() throws {
    try folder.write("Our specimens\n", to: "data/specimens.csv")
    let run = folder.plainlab("metrics tat --format csv")
    #expect(run.status == .couldNotRun && run.out == "")
    #expect(run.error.hasPrefix("plainlab metrics tat: data/specimens.csv:1:1: "))
  }
}
