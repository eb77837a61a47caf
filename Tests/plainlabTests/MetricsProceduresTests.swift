import CommandLineKit
import Testing

@testable import plainlab

@Suite("plainlab metrics, of procedures")
struct MetricsProceduresTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      #"""
      id,name,description,created_at,updated_at,version
      1,Rinse,,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,1
      2,"Red \#u{1B}[31m, ""quoted""",,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,1

      """#, to: "data/procedures.csv")
    try folder.write(
      """
      id,procedure_id,start_time,end_time,status,notes,procedure_version,user_id
      1,1,2026-11-02T08:00:00Z,2026-11-02T08:40:00Z,completed,,1,
      2,2,2026-11-03T08:00:00Z,2026-11-03T08:10:00Z,cancelled,,1,
      3,1,2026-11-03T22:30:00Z,,in_progress,,1,

      """, to: "data/runs.csv")
  }

  @Test("What is not defined is empty in CSV, null in JSON, and the note says why")
  func forms() {
    #expect(
      folder.plainlab("metrics completion --format csv --procedure rinse").out == """
        procedure,started,completed,cancelled,open,completion_pct,low_pct,high_pct,steps_left_out,note
        Rinse,2,1,0,1,100.0,20.7,100.0,,the completed runs have no steps

        """)
    let json = folder.plainlab("metrics completion --format json --procedure 2").out
    #expect(json.contains(#""completion_pct":0.0"#))
    #expect(json.contains(#""steps_left_out":null"#))
  }

  @Test("No name reaches a terminal as it stands")
  func hostileNames() {
    for metric in ["completion", "duration", "bottlenecks", "trends", "frequency"] {
      let run = folder.plainlab("metrics \(metric)")
      #expect(run.status == .success)
      #expect(!run.out.contains("\u{1B}") && !run.error.contains("\u{1B}"))
    }
    #expect(folder.plainlab("metrics completion").out.contains(#"Red \u{1B}[31m, "quoted""#))
  }

  @Test("A procedure that is not there is no answer, but a guess of what was meant")
  func unknown() {
    let run = folder.plainlab("metrics duration --procedure Rinze")
    #expect(run.status == .couldNotRun)
    #expect(run.out.isEmpty)
    #expect(run.error.contains("There is no procedure 'Rinze'. Did you mean 'Rinse'?"))
  }

  @Test("Days are those of the zone that is asked for")
  func zone() {
    let days = { (zone: String) in
      folder.plainlab("metrics frequency --grain day --format csv --time-zone \(zone)").out
    }
    #expect(days("UTC") == "day,started\n2026-11-02,1\n2026-11-03,2\n")
    #expect(days("Europe/Berlin") == "day,started\n2026-11-02,1\n2026-11-03,2\n")
    #expect(days("+05:30") == "day,started\n2026-11-02,1\n2026-11-03,1\n2026-11-04,1\n")
  }

  @Test("A period without an end to list is refused with what to do")
  func endless() {
    let run = folder.plainlab(
      "metrics frequency --grain day --since 0001-01-01 --until 9999-12-31")
    #expect(run.status == .couldNotRun)
    #expect(run.error.contains("Give --since and --until"))
  }
}
