import Tables
import Testing

@testable import Lab

@Suite("The moves of a specimen")
struct SpecimenMoveTests {
  /// A lab with a specimen of each state, called as its state.
  private static let files = [
    "specimens": """
    id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at
    1,RECEIVED,TSH,A1,ADA,RECEIVED,,2026-11-20T08:00:00Z,
    2,IN_PROCESS,TSH,A1,ADA,IN_PROCESS,,2026-11-20T08:00:00Z,
    3,COMPLETED,TSH,A1,ADA,COMPLETED,,2026-11-20T08:00:00Z,2026-11-20T09:00:00Z
    4,ERROR,TSH,A1,ADA,ERROR,E12,2026-11-20T08:00:00Z,2026-11-20T09:00:00Z

    """,
    "error_codes": "code,description,severity,category\nE12,Clot,,\n",
  ]

  private func lab() throws -> TemporaryLab { try TemporaryLab(Self.files) }

  private static func make(
    _ move: SpecimenMove, _ codes: [Code<Specimen>], _ change: inout Change,
    at time: Instant = .at("10:00")
  ) throws -> [Specimen] {
    switch move {
    case .start: try change.start(codes)
    case .complete: try change.complete(codes, at: time)
    case .fail: try change.fail(codes, with: Code("E12"), at: time)
    case .rerun: try change.rerun(codes)
    }
  }

  private static let legal: [SpecimenMove: [Specimen.Status: String]] = [
    .start: [.received: "IN_PROCESS,,2026-11-20T08:00:00Z,\n"],
    .complete: [.inProcess: "COMPLETED,,2026-11-20T08:00:00Z,2026-11-20T10:00:00Z\n"],
    .fail: [
      .received: "ERROR,E12,2026-11-20T08:00:00Z,2026-11-20T10:00:00Z\n",
      .inProcess: "ERROR,E12,2026-11-20T08:00:00Z,2026-11-20T10:00:00Z\n",
    ],
    .rerun: [.error: "IN_PROCESS,,2026-11-20T08:00:00Z,\n"],
  ]

  @Test(
    "Each is made from the states it leads on from, and refused from all others",
    arguments: SpecimenMove.allCases, Specimen.Status.allCases)
  func everyMove(move: SpecimenMove, state: Specimen.Status) throws {
    let lab = try lab()
    let before = try lab.text("specimens")
    let refusals = try lab.refusals { _ = try Self.make(move, [Code(state.rawValue)], &$0) }
    if let row = Self.legal[move]?[state] {
      #expect(refusals == [])
      #expect(try lab.text("specimens").contains(",\(state.rawValue),TSH,A1,ADA,\(row)"))
    } else {
      #expect(refusals.count == 1)
      #expect(refusals[0].contains("is \(state.rawValue)"))
      #expect(try lab.text("specimens") == before)
    }
  }

  @Test("A refusal says what can be done instead")
  func sentences() throws {
    let lab = try lab()
    let said = { (move: SpecimenMove, code: String) in
      try lab.refusals { _ = try Self.make(move, [Code(code)], &$0) }.first
    }
    #expect(
      try said(.complete, "RECEIVED")
        == "specimen RECEIVED is RECEIVED and cannot be completed. Start it first: 'plainlab specimen "
        + "start RECEIVED'.")
    #expect(
      try said(.start, "ERROR")
        == "specimen ERROR is ERROR since 2026-11-20T09:00:00Z and cannot be started. To run it "
        + "again: 'plainlab specimen rerun ERROR'.")
    #expect(
      try said(.rerun, "COMPLETED")
        == "specimen COMPLETED is COMPLETED since 2026-11-20T09:00:00Z and cannot be rerun. Its "
        + "result is out and stays. Another measurement is received as another specimen.")
    #expect(
      try said(.start, "S9")
        == "there is no specimen 'S9'. Look at the label, or receive it first with 'plainlab specimen "
        + "receive'.")
  }

  @Test("No result is known before its specimen was received; at the same second it may be")
  func times() throws {
    for (move, code) in [(SpecimenMove.complete, "IN_PROCESS"), (.fail, "RECEIVED")] {
      let lab = try lab()
      let refusals = try lab.refusals {
        _ = try Self.make(move, [Code(code)], &$0, at: .at("07:59"))
      }
      #expect(refusals.count == 1)
      #expect(refusals[0].contains("at 2026-11-20T07:59:00Z: it was received at 2026-11-20T08:00"))
      #expect(
        try lab.refusals { _ = try Self.make(move, [Code(code)], &$0, at: .at("08:00")) } == [])
    }
  }

  @Test("Of several all are moved or none, and each that cannot be is named")
  func several() throws {
    let lab = try lab()
    let before = try lab.text("specimens")
    let codes = ["IN_PROCESS", "COMPLETED", "S9", "RECEIVED"].map { Code<Specimen>($0) }
    let refusals = try lab.refusals { try $0.complete(codes, at: .at("10:00")) }
    #expect(refusals.count == 3)
    #expect(try lab.text("specimens") == before)
    #expect(
      try lab.refusals {
        try $0.fail([Code("RECEIVED"), Code("IN_PROCESS")], with: Code("E12"), at: .at("10:00"))
      } == [])
  }

  @Test("A rack of hundreds is one change")
  func many() throws {
    let lab = try lab()
    let rack = (1...200).map { Code<Specimen>("R\($0)") }
    try lab.write {
      try $0.receive(rack, for: Code("TSH"), on: Code("A1"), by: Code("ADA"), at: .at("09:00"))
    }
    #expect(try lab.write { try $0.start(rack) }.count == 200)
    #expect(
      try lab.refusals { try $0.complete(rack + [Code("S9")], at: .at("10:00")) }.count == 1)
    try lab.write { try $0.complete(rack, at: .at("10:00")) }
    #expect(try lab.text("specimens").hasSuffix("2026-11-20T09:00:00Z,2026-11-20T10:00:00Z\n"))
  }

  @Test("A tube that was scanned twice counts once")
  func twice() throws {
    let lab = try lab()
    let twice = [Code<Specimen>("S5"), Code("S5")]
    let received = try lab.write {
      try $0.receive(twice, for: Code("TSH"), on: Code("A1"), by: Code("ADA"), at: .at("09:00"))
    }
    #expect(received.map(\.id) == [Key(5)])
    #expect(try lab.write { try $0.start(twice) }.count == 1)
  }

  @Test("A specimen is received once, and the code on its tube is its own")
  func receive() throws {
    let lab = try lab()
    let receive = { (codes: [String]) in
      try lab.refusals {
        try $0.receive(
          codes.map { Code($0) }, for: Code("TSH"), on: Code("A2"), by: Code("ADA"),
          at: .at("09:30"))
      }
    }
    #expect(
      try receive(["S5", "ERROR"]) == [
        "specimen ERROR is here already: ERROR, received at 2026-11-20T08:00:00Z. Every tube has a "
          + "code of its own. Look at the label."
      ])
    #expect(try receive(["S5", "S6"]) == [])
    #expect(
      try lab.text("specimens").hasSuffix(
        """
        5,S5,TSH,A2,ADA,RECEIVED,,2026-11-20T09:30:00Z,
        6,S6,TSH,A2,ADA,RECEIVED,,2026-11-20T09:30:00Z,

        """))
    // What the columns allow is the store's to judge.
    #expect(try receive([String(repeating: "x", count: 51)]).count == 1)
    #expect(try receive([""]).count == 1)
  }

  @Test("A start or a rerun may be on another analyzer, by another person")
  func anotherAnalyzer() throws {
    let lab = try lab()
    try lab.write { try $0.start([Code("RECEIVED")], on: Code("A2")) }
    try lab.write { try $0.rerun([Code("ERROR")], by: Code("BEN")) }
    #expect(try lab.text("specimens").contains("1,RECEIVED,TSH,A2,ADA,IN_PROCESS,"))
    #expect(try lab.text("specimens").contains("4,ERROR,TSH,A1,BEN,IN_PROCESS,,"))
  }

  @Test("A reason that nobody entered is a warning, as the list may be another system's")
  func unknownReason() throws {
    let lab = try lab()
    let written = try lab.read { store in
      try store.write("test") {
        try $0.fail([Code("RECEIVED")], with: Code("E99"), at: .at("10:00"))
      }
    }
    #expect(written.warnings.contains { $0.message.contains("'E99'") })
    #expect(try lab.text("specimens").contains("1,RECEIVED,TSH,A1,ADA,ERROR,E99,"))
  }
}
