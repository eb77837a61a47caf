import CommandLineKit
import Foundation
import Testing

@testable import plainlab

/// Where the file is, if it is there.
private let published = URL(
  filePath: ProcessInfo.processInfo.environment["PLAINLAB_COVID"]
    ?? package.appending(path: "../shared/real/covid").standardizedFileURL.path
).appending(path: "specimens.csv")

/// 15,524 tests of a hospital, as published; the figures are those that pandas, DuckDB and R found.
///
/// The file is not ours to keep. Where it does not lie beside the package, in `../shared/real/covid`,
/// these tests are skipped; `PLAINLAB_COVID` names another folder.
@Suite("Real specimens", .enabled(if: FileManager.default.isReadableFile(atPath: published.path)))
struct CovidTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    #expect(folder.plainlab("init").status == .success)
    try Data(contentsOf: published).write(to: folder.url.appending(path: "data/specimens.csv"))
  }

  @Test("The turnaround is the published one")
  func turnaround() {
    let run = folder.plainlab("metrics tat --by none --format csv")
    #expect(
      run.out.hasPrefix(
        """
        group,n,p50_min,p90_min,p99_min,mean_min,min_min,max_min
        all,15223,300.0,456.0,996.0,
        """))
    #expect(run.error.contains("Left out: 301 not completed.\n"))
  }

  @Test("The one impossible row is named at the cell, and nothing else is more than a note")
  func check() {
    let run = folder.plainlab("check")
    #expect(run.status == .findings)
    let grave = run.out.split(separator: "\n").filter {
      $0.contains(": error[") || $0.contains(": warning[")
    }
    #expect(
      grave == [
        "data/specimens.csv:1446:67: error[order]: a specimen is not processed before it is received"
      ])
    #expect(run.error == "1 error and 4 notes.\n")
  }

  @Test("The one row from the year 2027 is found")
  func future() {
    #expect(
      folder.plainlab("list specimens --where received_at>2027-01-01 --format csv").out == """
        id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at
        6304,COV-006304,COVID,C001,P04,COMPLETED,,2027-04-27T02:12:00Z,2027-04-27T06:18:00Z

        """)
  }

  @Test("301 of 15,524 ended in an error")
  func errors() {
    let run = folder.plainlab("list specimens --where status=ERROR --columns id --format csv")
    #expect(run.out.split(separator: "\n").count == 302)
    // statsmodels: 301 of 15524 is 1.734 to 2.168 (Wilson, 95 %).
    #expect(
      folder.plainlab("metrics errors --by none --format csv").out == """
        group,errors,completed,error_rate_pct,low_pct,high_pct,note
        all,301,15223,1.939,1.734,2.168,

        """)
    #expect(folder.plainlab("report").out.contains("15,524: 15,223 completed, 301 error\n"))
  }

  @Test("The file is in canonical form, and comes back as it is")
  func form() throws {
    let bytes = try folder.bytes("data/specimens.csv")
    #expect(folder.plainlab("fmt") == (.success, "", ""))
    #expect(try folder.bytes("data/specimens.csv") == bytes)
    let run = folder.plainlab("cat data/specimens.csv --format csv")
    #expect(Array(run.out.utf8) == bytes)
  }
}
