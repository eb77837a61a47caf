internal import CSVText
internal import Statistics
internal import Tables
internal import Wording

/// What can be asked of control charts.
enum ChartOptions {
  static let rules = MetricOption(
    "rules", default: RunRules.westernElectric, "Which patterns of points are marked")

  /// Of shares and counts, where runs on a side are usual when few are expected.
  static let countRules = MetricOption(
    "rules", default: RunRules.limits, "Which patterns of points are marked")

  static let baseline = MetricOption(
    "baseline", default: 0, in: 0...1_000_000,
    "How many first points the limits come from, to judge all; 0 is all of them")

  static let spread = MetricOption(
    "spread", default: SubgroupSpread.range, "What the spread within subgroups is measured by")

  /// A number that may be left away.
  static func known(_ name: String, _ help: String) -> MetricOption<Double?> {
    MetricOption(
      name, .value(placeholder: "NUMBER", expectation: "a number"), help, fallback: nil, word: nil,
      read: { decimal($0).map { .some($0) } })
  }

  static let target = known("target", "Where the process should lie (default: the points' mean)")
  static let sigma = known(
    "sigma", "The deviation of single values (default: the mean moving range / 1.128)")
}

extension Question {
  /// Those points that limits come from: the first ones that were asked for.
  func baseline<Value>(_ values: [Value]) throws(NoChart) -> ArraySlice<Value> {
    let count = self[ChartOptions.baseline]
    guard count > 0 else { return values[...] }
    guard count <= values.count else { throw .tooFew(count: values.count, needed: count) }
    return values.prefix(count)
  }

  /// The level that single values are judged by: what was given of it, else what they say.
  func level(of values: [Double]) throws(NoChart) -> ProcessLevel {
    switch (self[ChartOptions.target], self[ChartOptions.sigma]) {
    case (let target?, let sigma?): return try ProcessLevel(center: target, sigma: sigma)
    case (let target, let sigma):
      let observed = try ProcessLevel(individuals: baseline(values))
      return try ProcessLevel(
        center: target ?? observed.center, sigma: sigma ?? observed.sigma)
    }
  }

  /// What the limits rest on, as a remark.
  var baselineRemark: String {
    let count = self[ChartOptions.baseline]
    return count == 0
      ? "Limits come from all points of a chart; --baseline N takes the first N, of a stable time."
      : "Limits come from the first \(counted(count, "point")) of each chart."
  }
}

extension FigureColumn {
  static let rules = FigureColumn(
    "rules", .text, "The patterns that end here; empty when there are none.")

  static func limits(_ prefix: String = "", of drawn: String) -> [FigureColumn] {
    [
      FigureColumn(prefix + "center", .significant(7), "The centre of \(drawn)."),
      FigureColumn(prefix + "lower", .significant(7), "The lower limit of \(drawn)."),
      FigureColumn(prefix + "upper", .significant(7), "The upper limit of \(drawn)."),
    ]
  }
}

extension ControlChart.Point {
  var limits: [Figure] { [Figure(center), Figure(lower), Figure(upper)] }

  var rules: Figure {
    broken.isEmpty ? .none : .text(broken.map(\.rawValue).joined(separator: " "))
  }
}

extension ControlChart {
  /// The points beside their limits.
  ///
  /// - Parameter times: When each was, as seconds since 1970 on the lab's clock, where that is known.
  func picture(_ title: String, times: [Int] = []) -> ControlChartPicture {
    let signals = signals
    return ControlChartPicture(
      title: visible(title), values: points.map(\.value), marked: Set(signals),
      rules: Dictionary(
        uniqueKeysWithValues: signals.map { place in
          (place, points[place].broken.map(\.rawValue).joined(separator: " "))
        }),
      levels: points.isEmpty
        ? []
        : [
          .init(name: "lower", values: points.map(\.lower)),
          .init(name: "center", values: points.map(\.center)),
          .init(name: "upper", values: points.map(\.upper)),
        ],
      times: times)
  }
}

/// A chart of each group, or why there is none.
struct GroupedCharts<Chart: Sendable>: Sendable {
  struct Group: Sendable {
    let name: String
    let chart: Result<Chart, NoChart>
  }

  let groups: [Group]

  /// Those that could be drawn.
  var drawn: [Chart] { groups.compactMap { try? $0.chart.get() } }

  /// Draws the charts, several at once.
  init<Source: Sendable>(
    _ sources: [(name: String, source: Source)],
    _ draw: @Sendable (Source) throws(NoChart) -> Chart
  ) {
    groups = sources.mapAtOnce { name, source in
      do throws(NoChart) {
        return Group(name: name, chart: .success(try draw(source)))
      } catch {
        return Group(name: name, chart: .failure(error))
      }
    }
  }

  /// The rows of every chart, which are made when somebody asks for them; of a group that has none, one
  /// row that says why.
  ///
  /// - Parameters:
  ///   - count: How many rows a chart has.
  ///   - row: A row of a chart, by its place.
  func rows(
    _ columns: Int, count: (Chart) -> Int,
    _ row: @escaping @Sendable (String, Chart, Int) -> [Figure]
  ) -> FigureRows {
    var rows = FigureRows()
    for group in groups {
      switch group.chart {
      case .success(let chart): rows.append(count(chart)) { row(group.name, chart, $0) }
      case .failure(let why):
        rows.append(
          [.text(group.name)] + Array(repeating: .none, count: columns - 2) + [.text(why.reason)])
      }
    }
    return rows
  }

  /// Pictures, where they are few enough to be looked at.
  func picture(_ draw: (String, Chart) -> [ControlChartPicture]) -> Picture? {
    let charts = groups.flatMap { group in
      (try? group.chart.get()).map { draw(group.name, $0) } ?? []
    }
    return charts.isEmpty || charts.count > Picture.mostCharts ? nil : .chart(charts)
  }
}

/// Says that limits are rough where few faults are expected in a sample: they come from the normal
/// distribution, for which Montgomery (section 7.2) wants five or more.
func roughness(_ expected: [Double], _ grain: Grain) -> String? {
  let few = expected.count { $0 < 5 }
  return few == 0
    ? nil
    : "In \(grouped(few)) of \(counted(expected.count, "sample")) fewer than 5 faults are expected: "
      + "their limits are rough." + (grain == .day ? " --grain week makes samples larger." : "")
}
