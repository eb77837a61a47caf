import Analytics
import Tables
import TestSupport
import Testing

/// What the commands of quality control answer, as rows.
@Suite struct QualityMetricTests {
  private func figures(
    _ name: String, _ tables: [String: String], _ options: [String: String] = [:],
    period: Range<Int> = .min..<(.max), zone: LocalZone = .utc
  ) throws -> Figures {
    let metric = try #require(Metric[.qc, name])
    var question = Question()
    question.period = period
    question.zone = zone
    for option in metric.options {
      guard let word = options[option.name] else { continue }
      #expect(option.set(word, in: &question), "\(option.name) \(word)")
    }
    #expect(Set(options.keys).isSubset(of: metric.options.map(\.name)))
    return try metric.figures(of: try MemoryFolder.store(tables), question)
  }

  private func column(_ name: String, of figures: Figures) throws -> [Figure] {
    let place = try #require(figures.columns.firstIndex { $0.name == name })
    return figures.rows.map { $0[place] }
  }

  /// Ten flow rates of the NIST/SEMATECH e-Handbook 6.3.2.2, as results of an execution.
  private let flow = [
    "test_results": "id,execution_id,measurement_type,measured_value,timestamp\n"
      + [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1].enumerated().map {
        "\($0 + 1),\($0 / 5),flow,\($1),2026-11-20T08:0\($0):00Z\n"
      }.joined()
  ]

  private let controls = [
    "qc_materials": """
    id,name,measurement_type,resource_code,level,target,sd,tea_pct,valid_from,valid_to
    1,low,TSH,A-1,1,100,2,10,2026-01-01T00:00:00Z,
    2,high,TSH,A-1,2,200,4,,2026-01-01T00:00:00Z,
    3,other,GLU,B-1,1,5,0.1,8,2026-01-01T00:00:00Z,2026-11-02T00:00:00Z

    """,
    "qc_results": """
    id,qc_material_id,run_key,measured_value,timestamp,operator_id
    1,1,r1,104.2,2026-11-01T06:00:00Z,
    2,2,r1,191.0,2026-11-01T06:01:00Z,
    3,1,r2,104.1,2026-11-02T06:00:00Z,
    4,2,r2,200,2026-11-02T06:01:00Z,
    5,3,r2,5,2026-11-02T06:01:00Z,

    """,
  ]

  @Test("Single values stand beside the handbook's limits, each with its moving range")
  func individuals() throws {
    let answer = try figures(
      "individuals", flow, ["series": "test_results.measured_value"])
    #expect(answer.rows.count == 10)
    #expect(try column("center", of: answer)[0] == .number(50.81))
    guard case .number(let upper) = try column("upper", of: answer)[3] else {
      Issue.record("no limit")
      return
    }
    #expect(abs(upper - 55.8041) < 5e-5)
    #expect(try column("moving_range", of: answer)[0] == .none)
    #expect(try column("rules", of: answer).allSatisfy { $0 == .none })
    #expect(answer.picture != nil)
  }

  @Test("A group that has no chart has one row, which says why")
  func noChart() throws {
    let answer = try figures(
      "individuals", flow, ["series": "test_results.measured_value", "baseline": "11"])
    #expect(answer.rows.count == 1)
    #expect(
      answer.rows[0].last
        == .text("limits need at least 11 points to come from, and there are 10"))
    #expect(answer.picture == nil)
    let single = try figures(
      "ewma", flow, ["series": "test_results.measured_value", "by": "id"])
    #expect(single.rows.count == 10)
    #expect(try column("ewma", of: single).allSatisfy { $0 == .none })
  }

  @Test("A known level needs no points to be estimated from")
  func known() throws {
    let options = [
      "series": "test_results.measured_value", "target": "50", "sigma": "2", "by": "id",
    ]
    let answer = try figures("cusum", flow, options)
    #expect(try column("limit", of: answer).allSatisfy { $0 == .number(10) })
    #expect(try column("note", of: answer).allSatisfy { $0 == .none })
    #expect(try column("high", of: answer).last == .number(2.6000000000000014))
  }

  @Test("Subgroups are equal contents of a column, or so many neighbours")
  func subgroups() throws {
    let series = ["series": "test_results.measured_value"]
    let byColumn = try figures("xbar", flow, series.merging(["subgroup": "execution"]) { $1 })
    #expect(try column("subgroup", of: byColumn) == [.text("0"), .text("1")])
    #expect(try column("n", of: byColumn) == [.count(5), .count(5)])
    let bySize = try figures("xbar", flow, series.merging(["size": "4"]) { $1 })
    #expect(bySize.rows.count == 2)
    #expect(bySize.remarks.contains { $0.hasPrefix("Left out: 1 subgroup ") })
    #expect(throws: NoAnswer.self) {
      try figures("xbar", flow, series.merging(["subgroup": "execution", "by": "id"]) { $1 })
    }
  }

  @Test("Controls are judged across levels, also by what came before the period")
  func leveyJennings() throws {
    let all = try figures("levey-jennings", controls)
    #expect(
      try column("rules", of: all) == [
        .text("1-2s R-4s"), .text("1-2s R-4s"), .text("1-2s 2-2s"), .none, .none,
      ])
    #expect(try column("verdict", of: all).last == .text("not judged"))
    #expect(try column("note", of: all).last == .text("measured outside the material's validity"))
    let second = try #require(Instant(cellText: "2026-11-02T00:00:00Z")).seconds
    let late = try figures("levey-jennings", controls, period: second..<(.max))
    #expect(try column("rules", of: late).first == .text("1-2s 2-2s"))
    let broken = try figures("westgard", controls, ["material": "high,3"])
    #expect(try column("result_id", of: broken) == [.count(2)])
    let consecutive = try figures("westgard", controls, ["r4s": "consecutive"])
    #expect(
      try column("rules", of: consecutive) == [.text("1-2s"), .text("1-2s"), .text("1-2s 2-2s")])
  }

  @Test("A control or an instrument that is not there says what there is")
  func unknown() throws {
    #expect(throws: NoAnswer.self) { try figures("sigma", controls, ["material": "TSX"]) }
    #expect(throws: NoAnswer.self) { try figures("sigma", controls, ["machine": "C-1"]) }
    #expect(throws: NoAnswer.self) {
      try figures("sigma", controls, ["machine": "A-1", "material": "GLU"])
    }
    #expect(try figures("sigma", controls, ["machine": "A-1"]).rows.count == 2)
    #expect(try figures("levey-jennings", [:]).rows.isEmpty)
  }

  @Test("A sigma metric that is not there says why")
  func sigma() throws {
    let answer = try figures("sigma", controls, ["at-least": "2"])
    #expect(
      try column("note", of: answer) == [
        .none, .text("the material has no allowed error (tea_pct)"),
        .text("no results in the period"),
      ])
    #expect(answer.remarks == ["1 result left out: outside the material's validity."])
  }

  private let specimens = [
    "specimens": """
    id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at
    1,S1,TSH,A,O,COMPLETED,,2026-11-01T00:00:00Z,2026-11-01T08:00:00Z
    2,S2,TSH,A,O,ERROR,E1,2026-11-01T00:00:00Z,2026-11-01T23:30:00Z
    3,S3,TSH,A,O,COMPLETED,,2026-11-01T00:00:00Z,2026-11-02T08:00:00Z
    4,S4,TSH,B,O,IN_PROCESS,,2026-11-01T00:00:00Z,
    5,S5,TSH,A,O,ERROR,E1,2026-11-01T00:00:00Z,2026-11-17T08:00:00Z

    """
  ]

  @Test("The share of errors is of the specimens that were finished on a day of the lab")
  func shares() throws {
    let utc = try figures("p", specimens)
    #expect(
      try column("from", of: utc) == [
        .text("2026-11-01"), .text("2026-11-02"), .text("2026-11-17"),
      ])
    #expect(try column("errors", of: utc) == [.count(1), .count(0), .count(1)])
    #expect(try column("n", of: utc) == [.count(2), .count(1), .count(1)])
    #expect(try column("center", of: utc).allSatisfy { $0 == .number(0.5) })
    #expect(utc.warnings.count == 1)
    let berlin = try figures("p", specimens, zone: LocalZone("Europe/Berlin"))
    #expect(try column("n", of: berlin) == [.count(1), .count(2), .count(1)])
    let weeks = try figures("p", specimens, ["grain": "week", "by": "none"])
    #expect(
      try column("from", of: weeks) == [
        .text("2026-10-26"), .text("2026-11-02"), .text("2026-11-16"),
      ])
  }

  @Test("A week without faults counts as 0, inside of what was asked for")
  func counts() throws {
    let weeks = try figures("c", specimens, ["of": "errors"])
    #expect(
      try column("count", of: weeks) == [.count(1), .count(0), .count(0), .count(1)])
    let start = try #require(Instant(cellText: "2026-10-25T00:00:00Z")).seconds
    let end = try #require(Instant(cellText: "2026-11-30T00:00:00Z")).seconds
    let asked = try figures("c", specimens, ["of": "errors"], period: start..<end)
    #expect(try column("from", of: asked).first == .text("2026-10-19"))
    #expect(try column("from", of: asked).last == .text("2026-11-23"))
    #expect(asked.rows.count == 6)
    let since = try figures("c", specimens, ["of": "errors"], period: start..<(.max))
    #expect(try column("from", of: since).first == .text("2026-10-19"))
    #expect(try column("from", of: since).last == column("from", of: weeks).last)
    let none = try figures("c", specimens)
    #expect(none.rows.count == 1)
    #expect(
      none.rows[0].last == .text("limits need at least 2 points to come from, and there are none"))
  }
}
