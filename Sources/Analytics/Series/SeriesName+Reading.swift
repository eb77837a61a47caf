public import Tables
internal import Wording

extension SeriesName {
  /// Reads `TABLE.COLUMN`, as a person writes it.
  ///
  /// - Throws: `NoAnswer` when there is no such table or column, or it holds no numbers.
  public init(_ words: String, in catalog: Catalog) throws {
    let parts = words.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw NoAnswer("'\(visible(words))' is no series: write TABLE.COLUMN, such as specimens.tat")
    }
    let name = String(parts[0])
    guard let table = catalog[name] else {
      throw NoAnswer.unknown("table", name, among: catalog.names)
    }
    let field = String(parts[1])
    if let duration = Self.durations.first(where: { $0.table == name && $0.field == field }) {
      self.init(
        table: name, field: field,
        source: .minutes(from: duration.from, to: duration.to, status: duration.status),
        time: duration.to)
      return
    }
    guard let column = table.column(named: field) else {
      let known = table.columns.filter { $0.type.isNumeric }.map(\.name)
      let words = Self.durations.filter { $0.table == name }.map(\.field)
      throw NoAnswer.unknown("column of numbers in \(name)", field, among: words + known)
    }
    guard table.columns[column].type.isNumeric else {
      throw NoAnswer(
        "\(name).\(field) holds \(table.columns[column].type.expectation), and no numbers")
    }
    self.init(
      table: name, field: field, source: .column(field), time: Self.timeColumn(of: table))
  }

  /// The column that says when a row was: `timestamp`, else the first instant that every row has.
  private static func timeColumn(of table: TableSchema) -> String? {
    let instants = table.columns.filter { $0.type == .datetime }
    return (instants.first { $0.name == "timestamp" } ?? instants.first { $0.isRequired })?.name
  }

  /// The column behind a word for groups: `machine` for `machine_id`.
  ///
  /// - Throws: `NoAnswer` when the table has none such.
  func groupColumn(_ word: String, in table: TableSchema) throws -> String {
    for name in [word, word + "_id", word + "_code"] where table.column(named: name) != nil {
      return name
    }
    throw NoAnswer.unknown("column in \(table.name)", word, among: table.columns.map(\.name))
  }
}
