public import Analytics
public import Tables

/// A table as it leaves the lab, whatever the form: what its rows are, and what its columns hold.
/// The lab's own tables and the answers of its metrics become one.
///
/// Its rows are handed out beside it, as texts in the order of the columns, which CSV has as they
/// are and other forms read by the column's kind; `nil` where a cell is empty.
public struct PublishedTable: Sendable {
  public let name: String
  /// One sentence: what its rows are.
  public let about: String
  public let columns: [PublishedColumn]

  /// Some columns of a table of the lab, by their places.
  public init(_ table: TableSchema, columns: [Int]) {
    name = table.name
    about = table.about
    self.columns = columns.map { PublishedColumn(table.columns[$0]) }
  }

  /// The answer of a metric.
  public init(_ figures: Figures, of metric: Metric) {
    name = metric.name
    about = metric.summary
    columns = figures.columns.map { PublishedColumn($0) }
  }

  public init(name: String, about: String, columns: [PublishedColumn]) {
    self.name = name
    self.about = about
    self.columns = columns
  }
}

/// A column of a table that leaves the lab.
public struct PublishedColumn: Sendable {
  /// What the texts of its cells say, where they are of the column's kind.
  public enum Kind: Sendable {
    case text
    /// A decimal number, also with an exponent.
    case number
    /// `true` or `false`.
    case flag
    /// `2026-11-20`
    case date
    /// `08:30`
    case time
    /// `2026-11-20T08:30:00Z`, or with an offset.
    case instant
  }

  public let name: String
  public let kind: Kind
  /// What its cells hold, in a few words.
  public let holds: String
  /// What it means; empty where the name says it.
  public let meaning: String

  public init(_ name: String, _ kind: Kind, holds: String, meaning: String) {
    self.name = name
    self.kind = kind
    self.holds = holds
    self.meaning = meaning
  }

  init(_ column: ColumnSchema) {
    let reference = column.reference.map { "One of \($0.table).\($0.column)." }
    let note = column.note.isEmpty ? nil : column.note
    self.init(
      column.name, Kind(column.type), holds: column.type.name,
      meaning: [note, reference].compactMap { $0 }.joined(separator: " "))
  }

  init(_ column: FigureColumn) {
    self.init(
      column.name, Kind(column.kind), holds: column.kind.words, meaning: column.meaning)
  }
}

extension PublishedColumn.Kind {
  fileprivate init(_ type: ColumnType) {
    self =
      switch type {
      case .int, .decimal: .number
      case .bool: .flag
      case .date: .date
      case .time: .time
      case .datetime: .instant
      case .text, .enumeration, .json, .list, .hexColor, .path: .text
      }
  }

  fileprivate init(_ kind: FigureColumn.Kind) {
    self =
      switch kind {
      case .text: .text
      case .count, .decimals, .significant: .number
      case .instant: .instant
      case .flag: .flag
      }
  }
}

extension FigureColumn.Kind {
  fileprivate var words: String {
    switch self {
    case .text: "text"
    case .count: "count"
    case .decimals(let count): "number, to \(count) decimals"
    case .significant(let count): "number, to \(count) significant digits"
    case .instant: "datetime"
    case .flag: "bool"
    }
  }
}
