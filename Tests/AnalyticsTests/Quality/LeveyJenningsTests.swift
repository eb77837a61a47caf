import Analytics
import Lab
import Statistics
import Tables
import TestSupport
import Testing

@Suite struct LeveyJenningsTests {
  @Test("The exercise at westgard.com breaks the rules on the days that its answers name")
  func published() throws {
    let rows = try Fixture.rows("levey_jennings")
    let materials = [
      try material(1, level: "1", target: "200", sd: "4.0"),
      try material(2, level: "2", target: "250", sd: "5.0"),
    ]
    var results: [QCResult] = []
    for (place, row) in rows.enumerated() {
      results.append(
        try result(
          place + 1, of: try #require(row["control"].flatMap { Int($0) }), run: row["day"] ?? "",
          at: place, row["value"] ?? ""))
    }
    let chart = LeveyJennings(results, of: materials, judge: WestgardJudge(scope: .within))
    #expect(chart.entries.count == 56)
    for (entry, row) in zip(chart.entries, rows) {
      #expect(
        entry.broken.map(\.rawValue).joined(separator: ";") == row["rules"],
        "day \(row["day"] ?? ""), control \(row["control"] ?? "")")
    }
    // As the page has them: days that a rule of 2 s would reject, and those of 1-3s, 2-2s and R-4s.
    func days(_ rule: WestgardRule) -> [String] {
      var days: [String] = []
      for entry in chart.entries
      where entry.broken.contains(rule) && days.last != entry.result.runKey {
        days.append(entry.result.runKey)
      }
      return days
    }
    #expect(days(.oneTwoS) == ["5", "6", "8", "11", "13", "14", "17", "25", "27"])
    #expect(days(.oneThreeS) == ["5"])
    #expect(days(.twoTwoS) == ["8", "14"])
    #expect(days(.rangeFourS) == ["11"])
  }

  @Test("A value exactly on a limit does not exceed it, whatever its decimals")
  func decimals() throws {
    let control = try material(1, target: "0.52", sd: "0.03")
    for (value, z) in [
      ("0.58", 2.0), ("0.46", -2), ("0.61", 3), ("0.43", -3), ("0.55", 1), ("0.520", 0),
    ] {
      let distance = control.distance(of: try #require(ExactDecimal(value)))
      #expect(distance == z, "\(value)")
    }
    #expect((0.58 - 0.52) / 0.03 != 2, "a case in which binary numbers would not do")
    let long = try #require(ExactDecimal("0.5800000000000000000001"))
    #expect(abs(try #require(control.distance(of: long)) - 2) < 1e-9)
    let far = try #require(ExactDecimal("1" + String(repeating: "0", count: 400)))
    #expect(control.distance(of: far) == nil)
  }

  @Test("Results are judged by time and then by id, whatever their order in the file")
  func order() throws {
    let results = [
      try result(3, at: 20, "104.2"), try result(2, at: 10, "104.1"),
      try result(1, at: 10, "100"), try result(4, at: 5, "104.1"),
    ]
    let chart = LeveyJennings(results, of: [try material(1)])
    #expect(chart.entries.map(\.result.id.id) == [4, 1, 2, 3])
    #expect(chart.entries.map(\.verdict) == [.warning, .inControl, .warning, .rejected])
  }

  @Test("A result outside its material's validity, or without limits, is said and not judged")
  func notJudged() throws {
    let results = [
      try result(1, at: 0, "104.2"), try result(2, at: 100, "104.2"),
      try result(3, at: -1, "104.2"),
      try result(4, of: 2, at: 3, "1"), try result(5, of: 9, at: 3, "1"),
    ]
    let chart = LeveyJennings(
      results, of: [try material(1, validTo: 100), try material(2, sd: "0")])
    #expect(chart.withoutMaterial == 1)
    #expect(chart.entries.map(\.result.id.id) == [3, 1, 4, 2])
    #expect(
      chart.entries.map(\.notJudged) == [.outsideValidity, nil, .noLimits, .outsideValidity])
    #expect(chart.entries.map(\.verdict) == [.notJudged, .warning, .notJudged, .notJudged])
    #expect(chart.entries.map { $0.z == nil } == [true, false, true, true])
  }

  @Test("Observed limits are the mean and the deviation of the first results, and judge all")
  func observed() throws {
    let values = ["9", "11", "9", "11", "10", "15", "10"]
    let results = try values.enumerated().map { try result($0 + 1, at: $0, $1) }
    let control = try material(1)
    let chart = LeveyJennings(results, of: [control], limits: .observed, baseline: 5)
    // Mean 10, deviation 1.
    #expect(chart.entries.map(\.z) == [-1, 1, -1, 1, 0, 5, 0])
    #expect(chart.entries[5].broken == [.oneTwoS, .oneThreeS])
    let few = LeveyJennings(results, of: [control], limits: .observed, baseline: 8)
    #expect(few.entries.allSatisfy { $0.notJudged == .baselineIncomplete(count: 7, needed: 8) })
    let alike = LeveyJennings(
      try (0..<3).map { try result($0 + 1, at: $0, "7") }, of: [control], limits: .observed,
      baseline: 3)
    #expect(alike.entries.allSatisfy { $0.notJudged == .noObservedLimits(.noSpread) })
    #expect(LeveyJennings([], of: []).entries.isEmpty)
  }

  @Test("An instrument whose last run was rejected needs attention; one that recovered does not")
  func attention() throws {
    let materials = [
      try material(1, level: "low", machine: "A-1"), try material(2, level: "high", machine: "A-1"),
      try material(3, machine: "B-1"),
    ]
    let results = [
      try result(1, of: 3, run: "1", at: 1, "110"), try result(2, of: 3, run: "2", at: 2, "100"),
      try result(3, of: 1, run: "1", at: 1, "100"), try result(4, of: 2, run: "1", at: 1, "100"),
      try result(5, of: 1, run: "2", at: 2, "104.2"),
      try result(6, of: 2, run: "2", at: 3, "104.8"),
    ]
    let chart = LeveyJennings(results, of: materials)
    let attention = chart.attention(after: LeveyJennings([], of: []))
    #expect(attention.map(\.weight) == [.untrusted])
    #expect(
      attention.map(\.sentence) == [
        "TSH on A-1 is out of control: 2-2s in its last run, 2 (high and low)"
      ])
    #expect(attention.map(\.command) == ["plainlab qc levey-jennings TSH --machine A-1"])
    #expect(abs((attention.first?.size ?? 0) - 2.4) < 1e-12)
  }
}
