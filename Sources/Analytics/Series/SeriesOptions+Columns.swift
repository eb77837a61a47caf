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
