import CommandLineKit
import Foundation
import JSONText
import Testing

@testable import plainlab

@Suite("The figures of operations as commands")
struct MetricsOperationsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let names = ["tat", "throughput", "errors", "sla", "backlog", "workload"]

  @Test("Each runs on the sample lab in every form", arguments: names)
  func sample(name: String) throws {
    try folder.copySampleLab()
    for format in ["table", "csv", "json"] {
      let run = folder.plainlab("metrics \(name) --format \(format)")
      #expect(run.status == .success)
      #expect(!run.out.isEmpty)
      if format == "json" { _ = try JSON(parsing: run.out) }
    }
    #expect(folder.plainlab("metrics sla --list --format csv").status == .success)
    #expect(folder.plainlab("metrics tat --censored").status == .success)
  }

  @Test("Each runs where there is nothing", arguments: names)
  func nothing(name: String) throws {
    try folder.makeFolder("data")
    for _ in 0..<2 {
      let run = folder.plainlab("metrics \(name) --format json")
      #expect(run.status == .success)
      #expect(run.out == "[]\n")
      try folder.write(
        "id,specimen_id,assay,machine_id,operator_id,status,received_at\n", to: "data/specimens.csv"
      )
    }
  }

  @Test("Names that would play with the terminal are shown, not sent")
  func hostile() throws {
    try folder.write(
      "id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at\n"
        + "1,\u{1B}[2J,\u{1B}[31m,M\u{202E}1,A\u{7},RECEIVED,,2026-11-20T08:00:00Z,\n"
        + "2,S2,\u{1B}[31m,M\u{202E}1,A\u{7},ERROR,\u{1B}c,2026-11-20T08:00:00Z,2026-11-20T18:00:00Z\n",
      to: "data/specimens.csv")
    for line in Self.names.map({ "metrics \($0)" })
      + ["metrics errors --by code", "metrics sla --list", "metrics backlog --by machine"]
    {
      let run = folder.plainlab(line, isTerminal: true)
      #expect(run.status == .success)
      #expect(!(run.out + run.error).contains { "\u{1B}\u{7}\u{202E}".contains($0) }, "\(line)")
    }
  }

  @Test("The week is drawn in 80 columns, and stands for its rows only where people look")
  func heatMap() throws {
    try folder.write(
      "id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at\n"
        + (0..<8).map {
          "\($0),S\($0),TSH,M1,ANN,RECEIVED,,2026-11-1\($0 < 4 ? 6 : 7)T0\($0 % 4 * $0 % 4 + 6):00:00Z,\n"
        }.joined(), to: "data/specimens.csv")
    let run = folder.plainlab("metrics workload --since 2026-11-16 --until 2026-11-23")
    #expect(
      run.out == """
        Arrivals an hour, on average
             00  02  04  06  08  10  12  14  16  18  20  22    a day
        Mon   · · · · · ·████ · · · · · · · · · · · · · · · ·      4
        Tue   · · · · · ·████ · · · · · · · · · · · · · · · ·      4
        Wed   · · · · · · · · · · · · · · · · · · · · · · · ·      0
        Thu   · · · · · · · · · · · · · · · · · · · · · · · ·      0
        Fri   · · · · · · · · · · · · · · · · · · · · · · · ·      0
        Sat   · · · · · · · · · · · · · · · · · · · · · · · ·      0
        Sun   · · · · · · · · · · · · · · · · · · · · · · · ·      0
        Mean ▁▁▁▁▁▁▁▁▁▁▁▁████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁

         · none   ░░ to 0.5   ▒▒ to 1   ▓▓ to 1.5   ██ to 2

        """)
    for line in run.out.split(separator: "\n") { #expect(line.count <= 80) }
    let narrow = folder.plainlab(
      "metrics workload --since 2026-11-16 --until 2026-11-23", isTerminal: true, width: 56)
    for line in narrow.out.split(separator: "\n") { #expect(line.count <= 56) }
    #expect(
      folder.plainlab("metrics workload --format csv").out.hasPrefix(
        "weekday,hour,arrivals,hours,arrivals_per_hour,note\nMonday,0,0,"))
  }

  @Test("What is not understood is told")
  func usage() throws {
    try folder.copySampleLab()
    for (line, sentence) in [
      ("metrics throughput --grain minute", "--grain needs hour, day, week or month, not 'minute'"),
      ("metrics errors --by colour", "--by needs machine, code, assay, operator or none"),
      (
        "metrics sla --list --state late",
        "--state needs open-breached, at-risk, closed-breached or"
      ),
      ("metrics backlog --since 2026-11-01", "There is no option '--since'"),
    ] {
      let run = folder.plainlab(line)
      #expect(run.status == .usage && run.out == "")
      #expect(run.error.contains(sentence))
    }
    let unlisted = folder.plainlab("metrics sla --state at-risk")
    #expect(unlisted.status == .couldNotRun && unlisted.out == "")
    #expect(unlisted.error.contains("Give --list too."))
    let run = folder.plainlab(
      "metrics throughput --grain hour --since 1970-01-01 --until 2026-01-01")
    #expect(run.status == .couldNotRun && run.out == "")
    #expect(run.error.contains("there are more than 100,000 hours. Ask for a shorter period"))
  }
}
