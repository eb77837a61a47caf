import Analytics
import Tables
import Testing

@Suite("Backlog") struct OperationsBacklogTests {
  @Test("Open specimens by age; a border belongs to the older ones")
  func ages() throws {
    let lab = OperationsLab(
      """
      TSH,M1,ANN,RECEIVED,,20T12:00,
      TSH,M1,ANN,RECEIVED,,20T11:00,
      TSH,M1,ANN,IN_PROCESS,,2026-11-20T11:00:01Z,
      TSH,M2,ANN,RECEIVED,,19T12:00,
      CRP,M2,ANN,RECEIVED,,17T12:00,
      CRP,M2,ANN,COMPLETED,,10T12:00,20T11:30
      CRP,M2,ANN,ERROR,E1,10T12:00,20T11:30
      CRP,M2,ANN,RECEIVED,,soon,
      """)
    #expect(
      try lab.rows("backlog") == [
        ["CRP", "1", "0", "0", "0", "0", "0", "0", "1", "72.0", "72.0"],
        ["TSH", "4", "2", "1", "0", "0", "0", "1", "0", "1.0", "24.0"],
      ])
    #expect(try lab.rows("backlog", ["by": "machine"]).map { $0[1] } == ["3", "2"])
    #expect(
      try lab.figures("backlog", ["by": "none"]).remarks == [
        "As of 2026-11-20 12:00 UTC, the newest time in the tables that it reads.",
        "5 specimens open, the oldest for 3 d 0 h.",
        "Left out: 1 without a readable time.",
        "'plainlab check' names the rows that are at fault.",
      ])
  }

  @Test("At an earlier moment those that ended later were open")
  func past() throws {
    let lab = OperationsLab(
      """
      TSH,M1,ANN,COMPLETED,,20T08:00,20T09:00
      TSH,M1,ANN,COMPLETED,,20T08:00,20T10:00
      TSH,M1,ANN,ERROR,E1,20T08:30,20T11:00
      TSH,M1,ANN,RECEIVED,,20T09:30,
      TSH,M1,ANN,COMPLETED,,20T08:00,
      """)
    let rows = try lab.rows("backlog") { $0.asOf = Instant(seconds: seconds("20T09:00")) }
    #expect(rows.map { Array($0.prefix(4)) } == [["TSH", "2", "1", "1"]])
    #expect(try lab.rows("backlog").map { Array($0.prefix(2)) } == [["TSH", "1"]])
  }

  @Test("Where nothing is open it says so")
  func none() throws {
    #expect(try OperationsLab("").rows("backlog") == [])
    #expect(try OperationsLab("").figures("backlog").remarks == ["No specimen is open."])
    let future = try OperationsLab("TSH,M1,ANN,RECEIVED,,20T08:00,").figures("backlog") {
      $0.asOf = Instant(seconds: seconds("19T08:00"))
    }
    #expect(future.rows.isEmpty)
  }

  @Test("A backlog is told when it grew beyond chance")
  func attention() throws {
    func told(_ then: Int, _ now: Int) throws -> Int {
      let lab = { (count: Int) in
        try OperationsLab(
          Array(repeating: "TSH,M1,ANN,RECEIVED,,20T08:00,", count: count).joined(separator: "\n")
        ).measured(Backlog.self)
      }
      return try lab(now).attention(after: lab(then)).count
    }
    #expect(try told(0, 3) == 0)
    #expect(try told(100, 110) == 0)
    #expect(try told(100, 160) == 1)
    #expect(try told(0, 12) == 1)
    #expect(try told(160, 100) == 0)
  }
}
