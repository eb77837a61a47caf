import Analytics
import Tables
import Testing

@Suite("Workload") struct OperationsWorkloadTests {
  private func rows(_ lab: OperationsLab, as change: (inout Question) -> Void = { _ in }) throws
    -> [[String]]
  {
    try lab.rows("workload", as: change).filter { $0[2] != "0" }
  }

  @Test("Arrivals by weekday and hour of the lab's clock, and their mean")
  func week() throws {
    // 2026-11-20 is a Friday.
    let lab = OperationsLab(
      """
      TSH,M1,ANN,RECEIVED,,20T08:00,
      TSH,M1,ANN,COMPLETED,,20T08:59,20T12:00
      TSH,M1,ANN,RECEIVED,,27T08:30,
      TSH,M1,ANN,RECEIVED,,22T23:30,
      TSH,M1,ANN,RECEIVED,,,
      """)
    #expect(
      try rows(lab) == [
        ["Friday", "8", "3", "2.0", "1.5", ""], ["Sunday", "23", "1", "1.0", "1.0", ""],
      ])
    #expect(try lab.rows("workload").count == 168)
    #expect(
      try rows(lab) { $0.zone = (try? LocalZone("+05:30")) ?? .utc }.map { $0.prefix(3) } == [
        ["Monday", "5", "1"], ["Friday", "13", "1"], ["Friday", "14", "2"],
      ])
    #expect(
      try lab.figures("workload").remarks == [
        "4 specimens received from 2026-11-20 00:00 UTC to 2026-11-28 00:00 UTC.",
        "Left out: 1 without a readable time.",
      ])
  }

  @Test("The mean is of the period that was asked for, up to its very ends")
  func period() throws {
    let lab = OperationsLab("TSH,M1,ANN,RECEIVED,,20T08:40,\nTSH,M1,ANN,RECEIVED,,21T08:40,")
    let all = try lab.rows("workload") { $0.period = seconds("20T08:30")..<seconds("21T08:30") }
    let friday = try #require(all.first { $0[0] == "Friday" && $0[1] == "8" })
    #expect(friday == ["Friday", "8", "1", "0.5", "2.0", ""])
    let monday = try #require(all.first { $0[0] == "Monday" })
    #expect(monday == ["Monday", "0", "0", "0.0", "", "the period has no such hour"])
    let hours = all.compactMap { Double($0[3]) }.reduce(0, +)
    #expect(hours == 24)
  }

  @Test("A weekday that the period does not have has no arrivals a day, one without arrivals has 0")
  func margin() throws {
    let lab = OperationsLab("TSH,M1,ANN,RECEIVED,,20T08:40,\nTSH,M1,ANN,RECEIVED,,20T09:40,")
    let figures = try lab.figures("workload") {
      $0.period = seconds("20T00:00")..<seconds("22T00:00")
    }
    guard case .heatMap(let map) = figures.picture else {
      Issue.record("there is no map")
      return
    }
    #expect(map.rowTotals?.values == [nil, nil, nil, nil, 2, 0, nil])
  }

  @Test("More arrivals are told when they are beyond chance, and not for a few or without a pace")
  func attention() throws {
    func told(_ then: Int, _ now: Int) throws -> [String] {
      let rows =
        // The records begin on the first day, so that there is a time to compare with.
        Array(repeating: "TSH,M1,ANN,RECEIVED,,01T08:00,", count: min(then, 1))
        + Array(repeating: "TSH,M1,ANN,RECEIVED,,12T08:00,", count: max(0, then - 1))
        + Array(repeating: "TSH,M1,ANN,RECEIVED,,16T08:00,", count: now)
      let lab = OperationsLab(rows.joined(separator: "\n"))
      let later = try lab.measured(Workload.self) {
        $0.period = seconds("15T00:00")..<seconds("22T00:00")
      }
      let before = try lab.measured(Workload.self) {
        $0.period = seconds("01T00:00")..<seconds("15T00:00")
      }
      return later.attention(after: before).map(\.sentence)
    }
    #expect(try told(0, 1) == [])
    #expect(try told(0, 500) == [])
    #expect(try told(9, 500) == [])
    #expect(
      try told(10, 30) == [
        "30 specimens arrived, where at the pace of the time before it would have been 5"
      ])
    #expect(try told(100, 60) == [])
    #expect(try told(100, 100).count == 1)
    #expect(try told(10_000, 5_900) == [])
  }

  @Test("Where clocks change, one hour is missing or there twice")
  func changingClocks() throws {
    func hours(_ from: String, _ to: String) throws -> [String: Double] {
      let all = try OperationsLab("").rows("workload") { question in
        question.zone = (try? LocalZone("Europe/Berlin")) ?? .utc
        question.period = seconds(from)..<seconds(to)
      }
      return Dictionary(
        uniqueKeysWithValues: all.map { ("\($0[0]) \($0[1])", Double($0[3]) ?? -1) })
    }
    // A week and a day around the Sunday of each change, in UTC.
    let spring = try hours("2026-03-26T00:00:00Z", "2026-04-02T00:00:00Z")
    #expect(spring["Sunday 2"] == 0 && spring["Sunday 1"] == 1 && spring["Sunday 3"] == 1)
    #expect(spring.values.reduce(0, +) == 168)
    let autumn = try hours("2026-10-22T00:00:00Z", "2026-10-29T00:00:00Z")
    #expect(autumn["Sunday 2"] == 2 && autumn["Sunday 3"] == 1)
    let year = try hours("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")
    #expect(year["Sunday 2"] == 52 && year["Sunday 3"] == 52)
    #expect(year.values.reduce(0, +) == 8760)
  }

  @Test("Of nothing there is no week; times far away are walked through")
  func edges() throws {
    #expect(try OperationsLab("").rows("workload") == [])
    #expect(try OperationsLab("").figures("workload").picture == nil)
    let lab = OperationsLab(
      "TSH,M1,ANN,RECEIVED,,0001-01-01T00:00:00Z,\nTSH,M1,ANN,RECEIVED,,9999-12-31T23:59:59Z,")
    #expect(try rows(lab).count == 2)
    #expect(throws: NoAnswer.self) {
      try lab.rows("workload") { $0.period = -.max..<(.max - 1) }
    }
  }
}
