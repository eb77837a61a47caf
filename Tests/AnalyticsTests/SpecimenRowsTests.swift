import Analytics
import Tables
import TestSupport
import Testing

@Suite("Rows of specimens")
struct SpecimenRowsTests {
  private static let header =
    "id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at\n"

  @Test("Only so many are kept, the newest first, and of one second in the order of the file")
  func newest() throws {
    let rows = (0..<3000).map { i in
      "\(i + 1),S\(i),TSH,M1,ANN,COMPLETED,,2026-11-01T08:00:00Z,"
        + "2026-11-01T09:\(i % 60 < 10 ? "0" : "")\(i % 60):00Z\n"
    }
    let store = try MemoryFolder.store(["specimens": Self.header + rows.joined()])
    let newest = try store.gathering(SpecimenRows(.results, Question(), limit: 3))
    #expect(newest.total == 3000)
    #expect(
      newest.figures.rows.map { $0[0] } == [.text("S59"), .text("S119"), .text("S179")])
    #expect(newest.figures.rows[0][5] == .number(119))
    let failed = try store.gathering(SpecimenRows(.errors, Question(), limit: 3))
    #expect(failed.total == 0 && failed.figures.rows.isEmpty)
  }

  private static let mixed =
    header + """
      1,A,TSH,M1,ANN,COMPLETED,,2026-11-01T08:00:00Z,2026-11-01T09:00:00Z
      2,B,TSH,M1,ANN,RECEIVED,,2026-11-01T08:30:00Z,
      3,C,CRP,M2,ANN,IN_PROCESS,,2026-11-01T08:10:00Z,
      4,D,CRP,M2,ANN,ERROR,E1,2026-11-01T08:20:00Z,2026-11-01T12:00:00Z
      5,E,CRP,M2,ANN,RECEIVED,,2026-11-01T13:00:00Z,
      6,F,CRP,M2,ANN,RECEIVED,,soon,

      """

  private func names(_ choice: SpecimenRows.Choice, at time: String?) throws -> [Figure] {
    var question = Question()
    question.asOf = try time.map { try #require(Instant(cellText: $0)) }
    let store = try MemoryFolder.store(["specimens": Self.mixed])
    return try store.gathering(SpecimenRows(choice, question, limit: 10)).figures.rows.map { $0[0] }
  }

  @Test(
    "Open are those without an end at that moment, the oldest first, as the backlog counts them")
  func open() throws {
    #expect(try names(.open, at: nil) == ["C", "B", "E"].map { .text($0) })
    // What ended later was open, and what came later was not there.
    let noon = "2026-11-01T11:59:59Z"
    #expect(try names(.open, at: noon) == ["C", "D", "B"].map { .text($0) })
    var question = Question()
    question.asOf = Instant(cellText: noon)
    let store = try MemoryFolder.store(["specimens": Self.mixed])
    let rows = try store.gathering(SpecimenRows(.open, question, limit: 2))
    #expect(rows.total == 3 && rows.figures.rows.count == 2)
    #expect(
      rows.figures.rows[0][3...] == [
        .text("IN_PROCESS"), rows.figures.rows[0][4], .number(3.8330555555555557),
      ])
    let backlog = try store.figures(of: [AskedMetric(.backlog, question)])[0].get()
    #expect(backlog.remarks.joined().contains("3 specimens open"))
  }

  @Test("Arrivals are those with a time of reception, the newest first")
  func received() throws {
    #expect(try names(.received, at: nil) == ["E", "B", "D", "C", "A"].map { .text($0) })
  }
}
