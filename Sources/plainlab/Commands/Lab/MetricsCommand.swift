public import Analytics
public import CommandLineKit
import Lab
public import Statistics
import Tables
import Wording

enum MetricsCommand {
  static let command = Command(
    "metrics", "The lab's figures, computed from its files.", subcommands: [turnaround])

  enum Grouping: String, CaseIterable, ParameterValue {
    case assay, machine, `operator`, none

    /// The column of specimens that holds the group.
    var column: String? {
      switch self {
      case .assay: "assay"
      case .machine: "machine_id"
      case .operator: "operator_id"
      case .none: nil
      }
    }

    /// The heading of the groups' names.
    var heading: String { self == .none ? "group" : rawValue }
  }

  private static let turnaround = Command(
    "tat", "Turnaround time from reception to result.",
    discussion: """
      Of completed specimens, in minutes, counted in the period in which they were processed. \
      Percentiles interpolate linearly (R type 7, as PERCENTILE.INC and percentile_cont), or take \
      the nearest rank. What was left out is said on stderr.
      """,
    examples: [
      Example("plainlab metrics tat", "by assay"),
      Example("plainlab metrics tat --by machine --since 2026-11-01", "by analyzer, this month"),
      Example("plainlab metrics tat --format csv > tat.csv", "for a spreadsheet"),
    ],
    Option("by", default: Grouping.assay, "What specimens are grouped by"),
    Option("since", as: Moment.self, "Only results from this day or time (UTC) on"),
    Option("until", as: Moment.self, "Only results before this day or time (UTC)"),
    Option("method", default: PercentileMethod.r7, "How percentiles are read"),
    Option("format", default: OutputFormat.table, "How rows are written"),
    run: { context, grouping, since, until, method, format in
      let period = try Moment.period(since, until)
      let (figures, summary) = try context.reading(context.dataFolder(), "Reading") { store in
        try store.turnaround(by: grouping.column, period)
      }
      try TurnaroundTable(figures, grouping.heading, method).write(context, as: format)
      TurnaroundTable.noteLeftOut(figures.leftOut, summary, method, context)
    })
}

extension PercentileMethod: ParameterValue {}

extension Store {
  /// The turnaround of the specimens in the store, grouped by a column of theirs.
  func turnaround(
    by column: String?, _ period: Range<Int> = .min..<(.max)
  ) throws -> (Turnaround, ReadingSummary) {
    let groups = column.map { CodedColumn($0) }
    let status = CodedColumn("status")
    let received = InstantColumn("received_at")
    let processed = InstantColumn("processed_at")
    let completed = status.code(of: Specimen.Status.completed.rawValue)
    var collector = Turnaround.Collector(period: period)
    let columns: [any ScannedColumn] = [status, received, processed] + (groups.map { [$0] } ?? [])
    let summary = try scan(Specimen.schema.table, filling: columns) {
      collector.add(
        by: groups, status: status, completed: completed, received: received, processed: processed)
    }
    return (collector.figures { groups?.values.text($0) ?? "all" }, summary)
  }
}

/// Turnaround figures as rows.
struct TurnaroundTable {
  private let figures: Turnaround
  private let heading: String
  private let method: PercentileMethod

  init(_ figures: Turnaround, _ heading: String, _ method: PercentileMethod) {
    self.figures = figures
    self.heading = heading
    self.method = method
  }

  func write(_ context: Context, as format: OutputFormat) throws {
    let headings: [Heading] =
      [Heading(heading)]
      + ["n", "p50_min", "p90_min", "p99_min", "mean_min", "min_min", "max_min"].map {
        .number($0)
      }
    try context.rows(headings, as: format) { rows in
      for group in figures.groups {
        let minutes = [
          group.percentile(0.5, method), group.percentile(0.9, method),
          group.percentile(0.99, method), group.mean, group.shortest, group.longest,
        ]
        try rows.add(
          [.text(group.name), .int(group.samples.count)]
            + minutes.map { Field($0, decimals: 1) })
      }
    }
  }

  /// Says on stderr how percentiles were read, and which rows are not in the figures.
  static func noteLeftOut(
    _ leftOut: Turnaround.LeftOut, _ summary: ReadingSummary, _ method: PercentileMethod,
    _ context: Context
  ) {
    let reasons = [
      (leftOut.notCompleted, "not completed"),
      (leftOut.processedBeforeReceived, "processed before received"),
      (leftOut.withoutTimes, "without readable times"),
      (leftOut.outsidePeriod, "outside the period"),
      (summary.lost, "not readable"),
    ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    let percentiles =
      method == .r7 ? "Percentiles: linear interpolation (R type 7)." : "Percentiles: nearest rank."
    context.note(percentiles)
    if !reasons.isEmpty { context.note("Left out: \(reasons.joined(separator: ", ")).") }
    if leftOut.processedBeforeReceived + leftOut.withoutTimes + summary.lost > 0 {
      context.note("'plainlab check' names the rows that are at fault.")
    }
  }
}
