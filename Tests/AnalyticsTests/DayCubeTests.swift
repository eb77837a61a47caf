import Lab
import Tables
import TestSupport
import Testing

@testable import Analytics

@Suite("Figures of a selection")
struct DayCubeTests {
  private static let specimens = """
    id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at
    1,S1,TSH,M2,ANN,COMPLETED,,2026-11-01T08:00:00Z,2026-11-01T08:40:00Z
    2,S2,TSH,M1,ANN,COMPLETED,,2026-11-01T08:00:00Z,2026-11-01T08:10:00Z
    3,S3,CRP,M1,BOB,ERROR,E1,2026-11-01T08:00:00Z,2026-11-01T08:30:00Z
    4,S4,TSH,M2,BOB,COMPLETED,,2026-11-01T23:50:00Z,2026-11-02T06:10:00Z
    5,S5,CRP,M1,ANN,COMPLETED,,soon,2026-11-02T09:30:30Z
    6,S6,CRP,M1,ANN,RECEIVED,,2026-11-02T01:00:00Z,
    7,S7,TSH,M2,ANN,COMPLETED,,2026-11-01T08:00:00Z,2026-11-01T09:00:00Z

    """

  private func cube(_ question: Question) throws -> DayCube {
    let store = try MemoryFolder.store([
      "specimens": Self.specimens,
      "assays": "code,name,sla_hours,target_tat_minutes\nTSH,Thyrotropin,4,30\n",
    ])
    return try store.gathering(DayCube(question, Promises(in: store, question)))
  }

  @Test("Cells are in the order of days, assays and machines, and hold what ended")
  func cells() throws {
    let cube = try cube(Question())
    #expect(cube.assays == ["CRP", "TSH"] && cube.machines == ["M1", "M2"])
    #expect(
      cube.cells.map { [$0.day - 20_758, $0.assay, $0.machine] } == [
        [0, 0, 0], [0, 1, 0], [0, 1, 1], [1, 0, 0], [1, 1, 1],
      ])
    let counts = cube.cells.map(\.counts)
    #expect(counts.map(\.completed) == [0, 1, 2, 1, 1])
    #expect(counts.map(\.errors) == [1, 0, 0, 0, 0])
    // A result without a readable reception is completed, and has no time.
    #expect(counts.map(\.timed) == [0, 1, 2, 0, 1])
    #expect(counts.map(\.sum) == [0, 600, 6000, 0, 22_800])
    #expect(counts[2].shortest == 2400 && counts[2].longest == 3600)
    #expect(counts.map(\.overTarget) == [0, 0, 2, 0, 1])
    #expect(counts.map(\.late) == [0, 0, 0, 0, 1])
    #expect(counts.map { $0.bins.values.reduce(0, +) } == counts.map(\.timed))
  }

  @Test("Days are those of the lab's zone, and only those of the period count")
  func days() throws {
    var question = Question()
    question.zone = try LocalZone("Pacific/Auckland")
    // There the first of November is over at 11:00 UTC.
    #expect(try cube(question).cells.last?.day == 20_759)
    question.zone = .utc
    question.period = 1_793_577_600..<1_793_600_000
    #expect(try cube(question).cells.map(\.counts.completed) == [1])
  }

  @Test("The middle of a bin is within 2.5 % of any time in it")
  func bins() {
    let edges = TimeBins.edges
    #expect(zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 })
    for (bin, (first, next)) in zip(edges, edges.dropFirst()).enumerated() {
      let middle = Double(first) + Double(next - 1 - first) / 2
      for time in [first, next - 1] {
        #expect(TimeBins.bin(of: time) == bin)
        #expect(abs(middle - Double(time)) <= 0.025 * Double(time))
      }
    }
    #expect(TimeBins.bin(of: .max) == edges.count - 1)
  }
}

@Suite("Many questions at once")
struct AskedMetricTests {
  @Test("Each has the answer that it has alone, or the reason why it has none")
  func answers() throws {
    let store = try MemoryFolder.store([
      "specimens": """
      id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at
      1,S1,TSH,M1,ANN,COMPLETED,,2026-11-01T08:00:00Z,2026-11-01T08:40:00Z
      2,S2,CRP,M1,ANN,ERROR,E1,2026-11-01T08:00:00Z,2026-11-01T08:10:00Z

      """,
      "error_codes": "code,description,severity,category\nE1,Haemolysed,major,preanalytical\n",
    ])
    var byCode = Question()
    byCode[Errors.grouping] = .code
    var refused = Question()
    refused[Promised.listed] = .atRisk
    let asked = [
      AskedMetric(.turnaround, Question()), AskedMetric(.errors, byCode),
      AskedMetric(.promised, refused), AskedMetric(.completion, Question()),
    ]
    let answers = store.figures(of: asked)
    for (item, answer) in zip(asked, answers) {
      let alone = Result { try item.metric.figures(of: store, item.question) }
      #expect((try? answer.get()) == (try? alone.get()))
    }
    #expect(try answers[1].get().rows[0][1] == .text("Haemolysed"))
    #expect(throws: NoAnswer.self) { try answers[2].get() }
  }

  @Test("A table that cannot be read is the answer of those that need it, and of no others")
  func unreadable() throws {
    let store = try MemoryFolder.store(["specimens": "x\n1\n"])
    let answers = store.figures(of: [
      AskedMetric(.turnaround, Question()), AskedMetric(.completion, Question()),
    ])
    #expect(throws: ReadingError.self) { try answers[0].get() }
    #expect(try answers[1].get().rows.isEmpty)
  }
}
