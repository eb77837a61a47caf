import Analytics
import Lab
import Statistics
import Tables
import TestSupport
import Testing

/// What the metrics of a series make of tables that stand in the test.
@Suite struct SeriesFiguresTests {
  private func figures(
    _ name: String, _ series: String, _ tables: [String: String], _ options: [String: String] = [:],
    noun: Metric.Noun? = .qc
  ) throws -> Figures {
    let metric = try #require(Metric[noun, name])
    var question = Question()
    for (name, word) in options.merging(["series": series], uniquingKeysWith: { $1 }) {
      let option = try #require(metric.options.first { $0.name == name })
      #expect(option.set(word, in: &question))
    }
    let figures = try metric.figures(of: MemoryFolder.store(tables), question)
    #expect(figures.columns == metric.columns(question))
    return figures
  }

  private func results(_ values: [String], each seconds: Int = 86_400, by equipment: [String] = [])
    -> [String: String]
  {
    let start = 1_791_331_200  // 2026-10-07
    let rows = values.enumerated().map { i, value in
      let time = Instant(seconds: start + i * seconds).cellText
      return "\(i + 1),1,pmax,\(value),\(time),\(i < equipment.count ? equipment[i] : "SUN-1")"
    }
    return [
      "test_results":
        "id,execution_id,measurement_type,measured_value,timestamp,equipment_id\n"
        + rows.joined(separator: "\n") + "\n"
    ]
  }

  private func cell(_ figures: Figures, _ row: Int, _ column: String) throws -> Figure {
    let index = try #require(figures.columns.firstIndex { $0.name == column })
    return figures.rows[row][index]
  }

  private func number(_ figures: Figures, _ row: Int, _ column: String) throws -> Double {
    guard case .number(let value) = try cell(figures, row, column) else {
      Issue.record("\(column) is \(try cell(figures, row, column))")
      return .nan
    }
    return value
  }

  @Test("Stats of a column are those that scipy and numpy give, digits and all")
  func summary() throws {
    // NIST/SEMATECH e-Handbook 7.2.6.2, and NIST's NumAcc4 in short.
    let gauge = [
      "95.1772", "95.1567", "95.1937", "95.1959", "95.1442", "95.0610", "95.1591", "95.1195",
      "95.1065", "95.0925", "95.1990", "95.1682",
    ]
    let figures = try figures("stats", "test_results.measured_value", results(gauge), noun: nil)
    #expect(figures.rows.count == 1)
    #expect(try cell(figures, 0, "group") == .text("all"))
    #expect(try cell(figures, 0, "n") == .count(12))
    #expect(try cell(figures, 0, "note") == .none)
    for (column, expected) in [
      ("mean", 95.14779166666666), ("sd", 0.04435512593792922), ("se", 0.012804221950101596),
      ("cv", 0.0004661708397113357), ("skewness", -0.6718798070852906),
      ("kurtosis", -0.4810346455439336), ("min", 95.0610), ("p25", 95.11625), ("p50", 95.1579),
      ("p75", 95.181325), ("max", 95.1990),
    ] {
      #expect(abs(try number(figures, 0, column) - expected) < 1e-11, "\(column)")
    }
    let large = ["10000000.2"] + (0..<20).flatMap { _ in ["10000000.1", "10000000.3"] }
    let exact = try self.figures(
      "stats", "test_results.measured_value", results(large), noun: nil)
    #expect(try number(exact, 0, "mean") == 10000000.2)
    #expect(abs(try number(exact, 0, "sd") - 0.1) < 1e-15)
  }

  @Test("Groups of one, and of equal numbers, say what they have no figure of")
  func undefinedSummary() throws {
    let figures = try figures(
      "stats", "test_results.measured_value",
      results(["5", "7", "7", "7", "7"], by: ["A", "B", "B", "B", "B"]), ["by": "equipment"],
      noun: nil)
    #expect(figures.columns[0].name == "equipment")
    #expect(try number(figures, 0, "mean") == 5)
    #expect(try cell(figures, 0, "sd") == .none)
    #expect(
      try cell(figures, 0, "note")
        == .text("it takes 2 samples, and there is one"))
    #expect(try number(figures, 1, "sd") == 0)
    #expect(try cell(figures, 1, "skewness") == .none)
    #expect(try cell(figures, 1, "note") == .text("all samples are equal"))
    #expect(
      try self.figures("stats", "test_results.measured_value", results([]), noun: nil).rows.isEmpty)
  }

  @Test("Numbers out of the order of their time are put into it, percentiles are those asked for")
  func order() throws {
    let specimens = [
      "specimens": """
      id,status,received_at,processed_at
      1,COMPLETED,2026-11-20T08:00:00Z,2026-11-20T08:03:00Z
      2,COMPLETED,2026-11-20T08:00:00Z,2026-11-20T08:01:00Z
      3,COMPLETED,2026-11-20T08:00:00Z,2026-11-20T08:02:00Z
      4,COMPLETED,2026-11-20T08:00:00Z,2026-11-20T08:04:00Z

      """
    ]
    let figures = try figures(
      "stats", "specimens.tat", specimens, ["percentiles": "10,50", "method": "nearest"], noun: nil)
    // Of 1, 2, 3, 4: (1.5 · 0.5 - 0.25 + 0.75) / 5.
    #expect(abs(try number(figures, 0, "autocorrelation") - 0.25) < 1e-15)
    #expect(try number(figures, 0, "mean_min") == 2.5)
    #expect(try number(figures, 0, "p10_min") == 1)
    #expect(try number(figures, 0, "p50_min") == 2)
    #expect(figures.remarks == ["Percentiles: nearest rank."])
  }

  @Test("An anomaly comes with its row, its time, its score and what would be usual")
  func anomalies() throws {
    // NIST/SEMATECH e-Handbook 1.3.5.17.1: G = 2.4687.
    let values = [
      "199.31", "199.53", "200.19", "200.82", "245.57", "201.92", "201.95", "202.18",
    ]
    for method in ["grubbs", "modified-z", "tukey", "hampel"] {
      let figures = try figures(
        "anomalies", "test_results.measured_value", results(values), ["method": method])
      #expect(figures.rows.count == 1, "\(method)")
      #expect(try cell(figures, 0, "table") == .text("test_results"))
      #expect(try cell(figures, 0, "key") == .text("5"))
      #expect(try cell(figures, 0, "time") == .instant(1_791_331_200 + 4 * 86_400))
      #expect(try number(figures, 0, "value") == 245.57)
      #expect(try number(figures, 0, "upper") < 245.57)
      #expect(figures.remarks == ["1 of 8 numbers stand apart (\(method))."])
    }
    let grubbs = try figures(
      "anomalies", "test_results.measured_value", results(values), ["method": "grubbs"])
    #expect(abs(try number(grubbs, 0, "score") - 2.46876461121245) < 1e-12)
  }

  @Test("A group that has no anomalies to speak of says why")
  func undefinedAnomalies() throws {
    let table = results(["5", "5", "5", "9"], by: ["A", "A", "A", "B"])
    let figures = try figures(
      "anomalies", "test_results.measured_value", table, ["by": "equipment"])
    #expect(figures.rows.count == 2)
    #expect(try cell(figures, 0, "note") == .text("all samples are equal"))
    #expect(try cell(figures, 0, "value") == .none)
    #expect(try cell(figures, 1, "note") == .text("it takes 3 samples, and there is one"))
    let few = try self.figures(
      "anomalies", "test_results.measured_value", table, ["method": "esd"])
    #expect(try cell(few, 0, "note") == .text("it takes 15 samples, and there are 4"))
  }

  @Test("A trend is per day, whatever the time between the numbers")
  func trend() throws {
    // scipy 1.17.1 and pymannkendall 1.4.3 of these by days: 0, 0.5, 1, …
    let values = [
      "1.2", "0.9", "1.6", "1.4", "2.1", "1.9", "2.6", "2.2", "2.9", "3.3", "2.8", "3.6",
    ]
    let figures = try figures(
      "trend", "test_results.measured_value", results(values, each: 43_200))
    #expect(try cell(figures, 0, "trend") == .text("rising"))
    #expect(try cell(figures, 0, "per") == .text("day"))
    #expect(try cell(figures, 0, "note") == .none)
    for (column, expected) in [
      ("p", 0.0002786876842340684),
      ("tau", 0.8181818181818181),
      ("slope", 0.44722222222222224),
      ("slope_low", 0.31999999999999995),
      ("slope_high", 0.55),
      ("line_slope", 0.4468531468531468),
      ("line_slope_error", 0.04820375302939895),
      ("line_r2", 0.8957622948002536),
      ("line_p", 3.169558051829611e-06),
    ] {
      #expect(abs(try number(figures, 0, column) - expected) < 1e-11 * abs(expected), "\(column)")
    }
  }

  @Test("Where there are too few numbers for a test, the others stand and the note says so")
  func shortTrend() throws {
    let three = try figures("trend", "test_results.measured_value", results(["1", "2", "4"]))
    #expect(try cell(three, 0, "p") == .none)
    #expect(try number(three, 0, "slope") == 1.5)
    #expect(try cell(three, 0, "note") == .text("it takes 4 samples, and there are 3"))
    let level = try figures("trend", "test_results.measured_value", results(["2", "2", "2", "2"]))
    #expect(try cell(level, 0, "p") == .none)
    #expect(try number(level, 0, "slope") == 0)
    #expect(try cell(level, 0, "line_r2") == .none)
    let four = try figures("trend", "test_results.measured_value", results(["1", "2", "3", "4"]))
    #expect(try cell(four, 0, "note") == .text("p is rough for fewer than 10 numbers"))
    let one = try figures("trend", "test_results.measured_value", results(["1"]))
    #expect(try cell(one, 0, "slope") == .none)
    let times = try figures(
      "trend", "test_results.measured_value", results(["1", "2", "3", "4"], each: 0))
    #expect(try cell(times, 0, "slope") == .none)
    #expect(times.remarks.first?.hasPrefix("3 share their time") == true)
  }
}
