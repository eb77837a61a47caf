extension SeriesOptions {
  /// What stands behind the name of a column in the unit of the series: `_min`, or nothing where the
  /// unit is the lab's own.
  static func suffix(_ question: Question) -> String {
    SeriesName.durations.contains { "\($0.table).\($0.field)" == question[series] } ? "_min" : ""
  }

  /// The name of the groups' column.
  static func groupColumn(_ question: Question) -> FigureColumn {
    FigureColumn(
      question[grouping] ?? "group", .text,
      "What the numbers have in common; 'all' where they are not grouped.")
  }
}

extension FigureColumn {
  /// What tells which value of a series a row is about: the cells of `Series.Point.cells(of:)`.
  static let seriesPoint: [FigureColumn] = [
    FigureColumn("group", .text, "What the values have in common."),
    FigureColumn("key", .text, "The primary key of the row."),
    FigureColumn("time", .instant, "When it was; empty where the table has no times."),
    FigureColumn("value", .significant(15), "The value, in its own unit."),
  ]
}

extension Series.Point {
  /// One cell for each of `FigureColumn.seriesPoint`.
  func cells(of group: String) -> [Figure] {
    [.text(group), .text(key), .instant(time), Figure(value)]
  }
}
