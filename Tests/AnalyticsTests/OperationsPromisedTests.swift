import Analytics
import Tables
import Testing

@Suite("Promises") struct OperationsPromisedTests {
  private static let assays = "TSH,,1,,\nCRP,,,,\n"

  private func lab(_ rows: String) -> OperationsLab { OperationsLab(rows, assays: Self.assays) }

  @Test("Strictly longer than promised is a breach, and exactly as long is not")
  func strictly() throws {
    let lab = lab(
      """
      TSH,M1,ANN,COMPLETED,,20T08:00,2026-11-20T09:00:00Z
      TSH,M1,ANN,COMPLETED,,20T08:00,2026-11-20T09:00:01Z
      CRP,M1,ANN,COMPLETED,,20T08:00,2026-11-20T12:00:00Z
      CRP,M1,ANN,COMPLETED,,20T08:00,2026-11-20T12:00:01Z
      XXX,M1,ANN,COMPLETED,,20T08:00,2026-11-20T11:00:00Z
      """)
    #expect(
      try lab.rows("sla") == [
        ["CRP", "4.0", "2", "1", "1", "0", "0", "0", "50.0", ""],
        ["TSH", "1.0", "2", "1", "1", "0", "0", "0", "50.0", ""],
        ["XXX", "4.0", "1", "1", "0", "0", "0", "0", "100.0", ""],
      ])
    #expect(try lab.rows("sla") { $0.slaHours = 2.5 }[2][4] == "1")
  }

  @Test("Open specimens are in time, from 80 % of the promise at risk, and after it breached")
  func open() throws {
    let lab = lab(
      """
      TSH,M1,ANN,RECEIVED,,2026-11-20T08:12:01Z,
      TSH,M1,ANN,RECEIVED,,2026-11-20T08:12:00Z,
      TSH,M1,ANN,IN_PROCESS,,2026-11-20T08:00:00Z,
      TSH,M1,ANN,RECEIVED,,2026-11-20T07:59:59Z,
      TSH,M1,ANN,ERROR,E1,20T07:00,20T07:30
      """)
    let asOf = { (question: inout Question) in question.asOf = Instant(seconds: seconds("20T09:00"))
    }
    #expect(
      try lab.rows("sla", as: asOf) == [["TSH", "1.0", "4", "0", "0", "1", "2", "1", "0.0", ""]])
    let figures = try lab.figures("sla", as: asOf)
    #expect(
      figures.remarks == [
        "As of 2026-11-20 09:00 UTC.", "In time: 0 of 1, 0.0 %.", "Left out: 1 with an error.",
      ])
    #expect(
      try lab.rows("sla", ["list": ""], as: asOf) == [
        ["S4", "TSH", "M1", "2026-11-20T07:59:59Z", "1.0", "1.0", "100.028", "open_breached"],
        ["S3", "TSH", "M1", "2026-11-20T08:00:00Z", "1.0", "1.0", "100.0", "at_risk"],
        ["S2", "TSH", "M1", "2026-11-20T08:12:00Z", "0.8", "1.0", "80.0", "at_risk"],
      ])
  }

  @Test("At an earlier moment what was completed later was open, and what came later was not there")
  func past() throws {
    let lab = lab(
      """
      TSH,M1,ANN,COMPLETED,,20T08:00,20T08:30
      TSH,M1,ANN,COMPLETED,,20T08:00,20T11:00
      TSH,M1,ANN,ERROR,E1,20T09:30,20T11:00
      TSH,M1,ANN,COMPLETED,,20T10:30,20T10:40
      """)
    #expect(
      try lab.rows("sla") { $0.asOf = Instant(seconds: seconds("20T10:00")) } == [
        ["TSH", "1.0", "3", "1", "0", "1", "0", "1", "50.0", ""]
      ])
    // Without a moment it is the newest time in the files.
    #expect(try lab.rows("sla")[0][2...5] == ["3", "2", "1", "0"])
  }

  @Test("Where the moment comes from is said, unless it was asked for")
  func moment() throws {
    let lab = lab("TSH,M1,ANN,COMPLETED,,20T08:00,20T08:30\nTSH,M1,ANN,RECEIVED,,20T09:00,")
    func said(until end: String? = nil, asOf: String? = nil) throws -> String? {
      try lab.figures("sla") {
        if let end { $0.period = seconds("20T08:00")..<seconds(end) }
        $0.asOf = asOf.map { Instant(seconds: seconds($0)) }
      }.remarks.first
    }
    let newest = "As of 2026-11-20 09:00 UTC, the newest time in the tables that it reads."
    let end = "As of 2026-11-20 08:45 UTC, the end of the period."
    #expect(try said() == newest)
    #expect(try said(until: "20T10:00") == newest)
    #expect(try said(until: "20T08:45") == end)
    #expect(try said(until: "20T08:45", asOf: "20T09:00") == end)
    #expect(try said(until: "20T08:45", asOf: "20T08:40") == "As of 2026-11-20 08:40 UTC.")
  }

  @Test("Of the specimens that are late, will be, or were, those of one state can be listed")
  func states() throws {
    let lab = lab(
      """
      TSH,M1,ANN,RECEIVED,,20T07:59,
      TSH,M1,ANN,RECEIVED,,20T08:10,
      TSH,M1,ANN,RECEIVED,,20T08:50,
      TSH,M1,ANN,COMPLETED,,20T07:00,20T09:00
      """)
    func listed(_ state: String) throws -> [String] {
      try lab.rows("sla", ["list": "", "state": state]).map { $0[0] + " " + $0[7] }
    }
    #expect(try listed("open-breached") == ["S1 open_breached"])
    #expect(try listed("at-risk") == ["S2 at_risk"])
    #expect(try listed("closed-breached") == ["S4 closed_breached"])
    #expect(try listed("all") == ["S1 open_breached", "S2 at_risk", "S4 closed_breached"])
    #expect(throws: NoAnswer.self) { try lab.rows("sla", ["state": "at-risk"]) }
    let now = try lab.measured(Promised.self)
    #expect(
      now.attention(after: now).map(\.command) == [
        "plainlab metrics sla --list --state open-breached",
        "plainlab metrics sla --list --state at-risk",
      ])
  }

  @Test("While nothing is decided there is no compliance, and it says so")
  func undecided() throws {
    #expect(
      try lab("TSH,M1,ANN,RECEIVED,,20T08:00,").rows("sla")[0].suffix(2) == [
        "", "nothing is decided yet",
      ])
    #expect(try lab("").rows("sla") == [])
    let odd = lab(
      """
      TSH,M1,ANN,RECEIVED,,soon,
      TSH,M1,ANN,COMPLETED,,20T08:00,
      TSH,M1,ANN,COMPLETED,,20T08:00,20T07:00
      TSH,M1,ANN,COMPLETED,,1969-12-31T23:30:00Z,1970-01-01T00:10:00Z
      """)
    #expect(try odd.rows("sla")[0].prefix(4) == ["TSH", "1.0", "1", "1"])
    #expect(try odd.measured(Promised.self).withoutTimes == 3)
  }

  @Test("Each open specimen that is late is told, and those that will be")
  func attention() throws {
    let lab = lab(
      """
      TSH,M1,ANN,RECEIVED,,20T07:00,
      TSH,M1,ANN,RECEIVED,,20T07:59,
      CRP,M1,ANN,RECEIVED,,20T05:30,
      GLU,M1,ANN,COMPLETED,,20T08:00,20T09:00
      """)
    let now = try lab.measured(Promised.self)
    #expect(
      now.attention(after: try self.lab("").measured(Promised.self)).map(\.sentence) == [
        "2 open specimens are older than promised: 2 TSH",
        "1 open specimen has used up 80 % of the time promised: 1 CRP",
      ])
  }
}
