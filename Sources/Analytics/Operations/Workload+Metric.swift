internal import Tables
internal import Wording

extension Metric {
  static let workload = Metric(
    .metrics, "workload", "When specimens arrive: by hour and weekday.",
    definition: """
      Counts specimens by the hour and weekday of their reception on the lab's clock. The mean is per \
      such hour of the period, as --since and --until have it, or of the days from the first to \
      the last arrival: arrivals divided by how many such hours there were, of which one is missing or \
      twice there when clocks change.
      """,
    takes: .period,
    examples: [
      ("plainlab metrics workload", "a picture of the week"),
      ("plainlab metrics workload --since 2026-11-01 --format csv", "its figures"),
    ],
    of: Workload.self)
}

extension Workload {
  /// A thousand years of weeks are walked through in no time, more than that nobody means.
  static let longest = 366 * 86_400 * 1000

  public static func refusal(_ question: Question) -> NoAnswer? {
    guard question.isBounded else { return nil }
    let (seconds, overflow) = question.period.upperBound.subtractingReportingOverflow(
      question.period.lowerBound)
    return overflow || seconds > longest
      ? NoAnswer("From --since to --until there are more than a thousand years.") : nil
  }

  public static func columns(_ question: Question) -> [FigureColumn] {
    [
      FigureColumn("weekday", .text, "On the lab's calendar."),
      FigureColumn("hour", .count, "The hour of the day on the lab's clock, from 0 to 23."),
      FigureColumn("arrivals", .count, "Specimens received in such hours."),
      FigureColumn("hours", .decimals(2), "How many such hours the period has."),
      FigureColumn(
        "arrivals_per_hour", .decimals(3), "Their mean; empty where the period has no such hour."),
      .note,
    ]
  }

  public func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    for hour in week {
      figures.add([
        .text(Self.weekdays[hour.weekday - 1]), .count(hour.hour), .count(hour.arrivals),
        .number(hour.hours), Figure(hour.mean),
        Figure(hour.mean == nil ? "the period has no such hour" : nil),
      ])
    }
    if total > 0 { figures.picture = .heatMap(map) }
    if let period {
      figures.remarks = [
        "\(counted(total, "specimen")) received from \(question.zone.minute(period.lowerBound)) "
          + "to \(question.zone.minute(period.upperBound))."
      ]
    }
    figures.remarks += leftOutRemarks([
      (withoutTime, "without a readable time"), (outsidePeriod, "outside the period"),
    ])
    return figures
  }

  private var map: HeatMap {
    let days = (0..<7).map { Array(week[$0 * 24..<$0 * 24 + 24]) }
    return HeatMap(
      title: "Arrivals an hour, on average", rows: Self.weekdays.map { String($0.prefix(3)) },
      columns: (0..<24).map { $0 < 10 ? "0\($0)" : "\($0)" },
      values: days.map { $0.map(\.mean) },
      rowTotals: .init(
        "a day",
        days.map { day in
          // A weekday that the period does not have has no arrivals, and not none either.
          let means = day.compactMap(\.mean)
          return means.isEmpty ? nil : means.reduce(0, +)
        }),
      columnTotals: .init(
        "Mean",
        (0..<24).map { hour in
          let means = days.compactMap { $0[hour].mean }
          return means.isEmpty ? nil : means.reduce(0, +) / Double(means.count)
        }))
  }
}
