import Analytics
import Lab
import Tables
import TestSupport
import Testing

@Suite struct SeriesTests {
  private func series(
    _ words: String, _ tables: [String: String], by grouping: String? = nil,
    during period: Range<Int> = .min..<(.max)
  ) throws -> Series {
    let store = try MemoryFolder.store(tables)
    return try store.series(SeriesName(words, in: store.catalog), by: grouping, during: period)
  }

  private let results = [
    "test_results": """
    id,execution_id,measurement_type,measured_value,timestamp,equipment_id
    1,1,pmax,429.33,2026-10-07T08:10:00Z,SUN-1
    2,1,pmax,429.42,2026-10-07T08:06:00Z,SUN-2
    3,1,pmax,,2026-10-07T08:14:00Z,SUN-1
    4,1,pmax,much,2026-10-07T08:15:00Z,SUN-1
    5,1,pmax,1e3,2026-10-07T08:16:00Z,SUN-1

    """
  ]

  @Test("A column's numbers come in the order of their time, with their keys")
  func column() throws {
    let series = try series("test_results.measured_value", results)
    #expect(series.groups.map(\.name) == ["all"])
    #expect(series.groups[0].values == [429.42, 429.33])
    #expect(series.groups[0].points.map(\.key) == ["2", "1"])
    #expect(series.leftOut.empty == 1)
    #expect(series.leftOut.unreadable == 2)
  }

  @Test("Groups go by a column, or by the word for it")
  func groups() throws {
    let series = try series("test_results.measured_value", results, by: "equipment")
    #expect(series.groups.map(\.name) == ["SUN-1", "SUN-2"])
    #expect(series.groups.map(\.values) == [[429.33], [429.42]])
  }

  @Test("A length of time is in minutes, and counts when it ended")
  func duration() throws {
    let specimens = [
      "specimens": """
      id,status,received_at,processed_at
      1,COMPLETED,2026-11-20T08:00:00Z,2026-11-20T08:01:30Z
      2,COMPLETED,2026-11-20T08:00:00Z,2026-11-20T07:00:00Z
      3,COMPLETED,2026-11-20T08:00:00Z,
      4,COMPLETED,2026-11-20T08:00:00Z,2026-11-21T08:00:00Z
      5,ERROR,2026-11-20T08:00:00Z,2026-11-20T08:10:00Z
      6,RECEIVED,2026-11-20T08:00:00Z,

      """
    ]
    let all = try series("specimens.tat", specimens)
    #expect(all.groups[0].values == [1.5, 1440])
    #expect(all.name.unit == "min")
    #expect(all.leftOut.negative == 1)
    #expect(all.leftOut.empty == 1)
    #expect(all.leftOut.unfinished == 2)
    let day = try #require(CalendarDate(cellText: "2026-11-20")).days * 86_400
    let first = try series("specimens.tat", specimens, during: day..<day + 86_400)
    #expect(first.groups[0].values == [1.5])
    #expect(first.leftOut.outsidePeriod == 1)
  }

  @Test(
    "What is no series is said, with what was meant",
    arguments: [
      ("specimens", "write TABLE.COLUMN"), ("specimen.tat", "Did you mean 'specimens'?"),
      ("specimens.tatt", "Did you mean 'tat'?"), ("specimens.assay", "and no numbers"),
      ("", "write TABLE.COLUMN"), ("users.", "no column of numbers in users"),
    ])
  func unknown(words: String, expected: String) throws {
    let error = #expect(throws: NoAnswer.self) { try self.series(words, [:]) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
  }

  @Test("A group that is no column is said")
  func unknownGroup() throws {
    #expect(throws: NoAnswer.self) { try self.series("specimens.tat", [:], by: "colour") }
  }

  @Test("A table without a file has no groups")
  func empty() throws {
    #expect(try series("specimens.tat", [:]).groups.isEmpty)
  }

  @Test("Every length of time that has a word is of columns that are there")
  func durations() throws {
    for words in [
      "specimens.tat", "runs.duration", "bookings.duration", "maintenance_records.duration",
      "protocol_executions.duration",
    ] {
      #expect(try series(words, [:]).groups.isEmpty)
    }
  }
}
