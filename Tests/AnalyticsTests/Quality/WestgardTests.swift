import Analytics
import TestSupport
import Testing

@Suite struct WestgardTests {
  /// One level, one result a run.
  private func alone(_ z: [Double], _ judge: WestgardJudge = WestgardJudge()) -> [[WestgardRule]] {
    judge.judge(
      z.enumerated().map { ControlPoint(material: 1, group: 0, run: $0, z: $1) })
  }

  /// Levels of one measurement, one result each in every run.
  private func runs(_ z: [[Double]], _ judge: WestgardJudge = WestgardJudge()) -> [[WestgardRule]] {
    judge.judge(
      z.enumerated().flatMap { run, levels in
        levels.enumerated().map { ControlPoint(material: $0, group: 0, run: run, z: $1) }
      })
  }

  @Test("1-2s and 1-3s need strictly more than their limits, on either side")
  func single() {
    #expect(alone([2, 0, -2]) == [[], [], []])
    #expect(alone([2.01, 0, -2.01]) == [[.oneTwoS], [], [.oneTwoS]])
    #expect(alone([3, 0, -3]) == [[.oneTwoS], [], [.oneTwoS]])
    #expect(alone([3.01, 0, -3.01]) == [[.oneTwoS, .oneThreeS], [], [.oneTwoS, .oneThreeS]])
    #expect(!WestgardRule.oneTwoS.isRejection)
    #expect(WestgardRule.allCases.count { $0.isRejection } == 5)
  }

  @Test("2-2s is two consecutive results of a material on the same side")
  func twoInARow() {
    #expect(alone([2.1, 2.1])[1] == [.oneTwoS, .twoTwoS])
    #expect(alone([-2.1, -2.1])[1] == [.oneTwoS, .twoTwoS])
    #expect(alone([2.1, -2.1])[1] == [.oneTwoS])
    #expect(alone([2.1, 0, 2.1])[2] == [.oneTwoS])
    #expect(alone([2, 2.1])[1] == [.oneTwoS])
    #expect(alone([2.1, 2])[1] == [])
  }

  @Test("2-2s is also two levels of one run on the same side, and names both")
  func twoLevels() {
    #expect(runs([[2.1, 2.1]]) == [[.oneTwoS, .twoTwoS], [.oneTwoS, .twoTwoS]])
    #expect(runs([[-2.1, -2.1]]) == [[.oneTwoS, .twoTwoS], [.oneTwoS, .twoTwoS]])
    #expect(runs([[2.1, 2], [0, 0]]) == [[.oneTwoS], [], [], []])
    #expect(runs([[2.1, 0], [0, 2.1]]).allSatisfy { !$0.contains(.twoTwoS) })
    #expect(runs([[2.1, 0, 2.1]])[2] == [.oneTwoS, .twoTwoS])
  }

  @Test("R-4s within a run is one result above +2 s and one below -2 s")
  func rangeWithinRun() {
    #expect(runs([[2.1, -2.1]]) == [[.oneTwoS, .rangeFourS], [.oneTwoS, .rangeFourS]])
    #expect(runs([[2, -2.5]]) == [[], [.oneTwoS]])
    #expect(runs([[2.9, -1.9]]) == [[.oneTwoS], []])
    #expect(runs([[2.1, 0], [0, -2.1]]).allSatisfy { !$0.contains(.rangeFourS) })
    #expect(alone([2.1, -2.1]).allSatisfy { !$0.contains(.rangeFourS) })
  }

  @Test("R-4s of consecutive results looks at one material, and names the later")
  func rangeConsecutive() {
    let judge = WestgardJudge(ranges: .consecutive)
    #expect(alone([2.1, -2.1], judge) == [[.oneTwoS], [.oneTwoS, .rangeFourS]])
    #expect(alone([-2.1, 2.1], judge)[1] == [.oneTwoS, .rangeFourS])
    #expect(alone([2.1, 0, -2.1], judge)[2] == [.oneTwoS])
    #expect(alone([2.1, -2], judge)[1] == [])
    #expect(runs([[2.1, -2.1]], judge) == [[.oneTwoS], [.oneTwoS]])
  }

  @Test("R-4s by range is a difference of more than 4 s in one run")
  func rangeOfRun() {
    let judge = WestgardJudge(ranges: .range)
    #expect(runs([[2.9, -1.9]], judge) == [[.oneTwoS, .rangeFourS], [.rangeFourS]])
    #expect(runs([[2, -2]], judge) == [[], []])
    #expect(runs([[2.7, -1.3]], judge) == [[.oneTwoS], []])
    #expect(runs([[2.9, 0, -1.9]], judge)[1] == [])
    #expect(runs([[2.9, 0], [0, -1.9]], judge).allSatisfy { !$0.contains(.rangeFourS) })
  }

  @Test("4-1s is four in a row beyond the same 1 s")
  func fourInARow() {
    #expect(alone([1.1, 1.1, 1.1, 1.1, 1.1]) == [[], [], [], [.fourOneS], [.fourOneS]])
    #expect(alone([-1.1, -1.1, -1.1, -1.1])[3] == [.fourOneS])
    #expect(alone([1.1, 1.1, 1.1, 1])[3] == [])
    #expect(alone([1.1, 1.1, -1.1, 1.1, 1.1]).allSatisfy { $0.isEmpty })
  }

  @Test("10-x is ten in a row on one side; on the mean is on neither")
  func tenInARow() {
    let ten = Array(repeating: 0.1, count: 10)
    #expect(alone(ten).map(\.isEmpty) == Array(repeating: true, count: 9) + [false])
    #expect(alone(ten)[9] == [.tenX])
    #expect(alone(ten.map { -$0 })[9] == [.tenX])
    #expect(alone(ten.dropLast() + [0, 0.1]).allSatisfy { $0.isEmpty })
    #expect(alone(ten.dropLast() + [-0.1, 0.1]).allSatisfy { $0.isEmpty })
  }

  @Test("4-1s and 10-x look across levels unless they are kept within one")
  func levels() {
    let two = [[1.1, 1.2], [1.3, 1.4]]
    #expect(runs(two) == [[], [], [], [.fourOneS]])
    #expect(runs(two, WestgardJudge(scope: .within)).allSatisfy { $0.isEmpty })
    let five = Array(repeating: [0.1, 0.2], count: 5)
    #expect(runs(five)[9] == [.tenX])
    #expect(runs(five, WestgardJudge(scope: .within)).allSatisfy { $0.isEmpty })
    // Of one level alone, while the other is on the other side.
    let apart = Array(repeating: [1.1, -0.5], count: 4)
    #expect(runs(apart)[6] == [.fourOneS])
  }

  @Test("Other measurements and other instruments take no part")
  func groups() {
    let points = (0..<4).map { ControlPoint(material: $0, group: $0, run: 0, z: 2.5) }
    #expect(WestgardJudge().judge(points) == Array(repeating: [.oneTwoS], count: 4))
    #expect(WestgardJudge().judge([]) == [])
  }

  @Test("Python, looking back over lists, breaks the same rules")
  func python() throws {
    let rows = try Fixture.rows("westgard")
    #expect(rows.count > 900)
    var seen: Set<WestgardRule> = []
    for (lab, rows) in Dictionary(grouping: rows, by: { $0["lab"] ?? "" }) {
      let judge = WestgardJudge(
        ranges: try #require(rows[0]["r4s"].flatMap(RangeRule.init)),
        scope: try #require(rows[0]["scope"].flatMap(LevelScope.init)))
      let points = try rows.map { row in
        ControlPoint(
          material: try #require(row["material"].flatMap { Int($0) }),
          group: try #require(row["group"].flatMap { Int($0) }),
          run: try #require(row["run"].flatMap { Int($0) }),
          z: try #require(row["z"].flatMap(Double.init)))
      }
      for (place, broken) in judge.judge(points).enumerated() {
        #expect(
          broken.map(\.rawValue).joined(separator: ";") == rows[place]["rules"],
          "lab \(lab), result \(place + 1)")
        seen.formUnion(broken)
      }
    }
    #expect(seen == Set(WestgardRule.allCases))
  }
}
