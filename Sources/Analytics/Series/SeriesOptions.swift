public import Tables

/// What every metric of a series takes.
public enum SeriesOptions {
  /// `TABLE.COLUMN`.
  public static let series = MetricOption<String>(
    "series", .argument(placeholder: "TABLE.COLUMN", isRequired: true),
    "A column of numbers such as test_results.measured_value, or a length of time: specimens.tat, "
      + "runs.duration, bookings.duration (minutes)",
    fallback: "", word: nil, read: { $0.isEmpty ? nil : $0 })

  /// `--by COLUMN`.
  public static let grouping = MetricOption<String?>(
    "by", placeholder: "COLUMN", "A column of the same table by which the numbers are grouped")
}

extension Store {
  /// The series that a question is about.
  public func series(_ question: Question, withKeys: Bool = true) throws -> Series {
    try series(
      SeriesName(question[SeriesOptions.series], in: catalog),
      by: question[SeriesOptions.grouping], during: question.period, withKeys: withKeys)
  }
}

extension Series.LeftOut {
  /// What was left out, as a remark; empty when nothing was.
  public var remarks: [String] {
    leftOutRemarks([
      (unfinished, "not completed"), (empty, "empty"), (unreadable, "not readable"),
      (negative, "that end before they start"),
      (outsidePeriod, "outside the period"), (lost, "in records that cannot be read"),
    ])
  }
}
