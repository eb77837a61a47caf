import Statistics
import Tables
import TestSupport
import Testing

@testable import Analytics

@Suite struct TurnaroundTests {
  private func turnaround(
    _ rows: String, by grouping: Grouping = .assay, period: Range<Int> = .min..<(.max)
  ) throws -> Turnaround {
    let store = try MemoryFolder.store([
      "specimens": "assay,status,received_at,processed_at\n" + rows
    ])
    var question = Question()
    question[Turnaround.grouping] = grouping
    question.period = period
    return try store.gathering(Turnaround(question, Promises([], slaHours: 4)))
  }

  @Test("Turnaround is received to processed of completed specimens, by group, in minutes")
  func groups() throws {
    let figures = try turnaround(
      """
      TSH,COMPLETED,2026-11-20T08:00:00Z,2026-11-20T08:30:00Z
      CRP,COMPLETED,2026-11-20T08:00:00Z,2026-11-20T09:00:00+00:00
      TSH,COMPLETED,2026-11-20T23:50:00Z,2026-11-21T00:40:00Z
      TSH,COMPLETED,2026-11-20T09:00:00+01:00,2026-11-20T08:10:00Z

      """)
    #expect(figures.groups.map(\.name) == ["CRP", "TSH"])
    #expect(figures.groups[0].samples.count == 1)
    #expect(figures.groups[1].percentile(0.5) == 30)
    #expect(figures.groups[1].percentile(0.9) == 46)
    #expect(figures.groups[1].percentile(0.9, .nearest) == 50)
    #expect(figures.groups[1].mean == 30)
    #expect(figures.groups[1].shortest == 10)
    #expect(figures.groups[1].longest == 50)
  }

  @Test("What is left out is counted by its reason")
  func leftOut() throws {
    let figures = try turnaround(
      """
      TSH,COMPLETED,2026-11-20T08:00:00Z,2026-11-20T07:59:59Z
      TSH,RECEIVED,2026-11-20T08:00:00Z,
      TSH,ERROR,2026-11-20T08:00:00Z,2026-11-20T09:00:00Z
      TSH,COMPLETED,yesterday,2026-11-20T09:00:00Z
      TSH,COMPLETED,2026-11-20T08:00:00Z,
      TSH,COMPLETED,2026-11-20T08:00:00Z,2026-11-20T08:00:00Z

      """, by: .none)
    #expect(figures.groups.map(\.name) == ["all"])
    #expect(figures.groups[0].samples.count == 1)
    #expect(figures.groups[0].longest == 0)
    #expect(figures.leftOut.notCompleted == 2)
    #expect(figures.leftOut.processedBeforeReceived == 1)
    #expect(figures.leftOut.withoutTimes == 2)
    #expect(figures.leftOut.outsidePeriod == 0)
  }

  @Test("A period takes its first second and not its last")
  func period() throws {
    let rows = """
      TSH,COMPLETED,2026-11-19T08:00:00Z,2026-11-19T23:59:59Z
      TSH,COMPLETED,2026-11-19T08:00:00Z,2026-11-20T00:00:00Z
      TSH,COMPLETED,2026-11-19T08:00:00Z,2026-11-21T00:00:00Z

      """
    let day = try #require(CalendarDate(cellText: "2026-11-20")).days * 86_400
    let figures = try turnaround(rows, period: day..<day + 86_400)
    #expect(figures.groups[0].samples.count == 1)
    #expect(figures.groups[0].longest == 960)
    #expect(figures.leftOut.outsidePeriod == 2)
  }

  @Test("Of no specimens there are no groups")
  func empty() throws {
    #expect(try turnaround("").groups.isEmpty)
  }
}
