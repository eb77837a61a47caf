internal import Tables

/// A column of a fact, and how its cells come from columns of the lab's table.
struct FactColumn: Sendable {
  /// Writes what a row's cell holds.
  enum Writer {
    /// The number of a member, a day or an id; `none` where there is none.
    case number((Int) -> Int)
    /// Whatever needs no quotes.
    case plain((Int, inout [UInt8]) -> Void)
    /// Text, as it stands in the lab's table.
    case text((Int) -> [UInt8])
  }

  /// Stands for a number that is not there, and those below it too.
  static let none = WholeNumberColumn.unreadable

  private(set) var column: StarColumn
  /// The column of the lab that it is a copy of, which says its type and its meaning.
  private let original: String?
  let bind: @Sendable (FactScan) throws -> Writer

  init(
    _ column: StarColumn, original: String? = nil,
    _ bind: @escaping @Sendable (FactScan) throws -> Writer
  ) {
    self.column = column
    self.original = original
    self.bind = bind
  }

  /// The same with the type and the meaning of the lab's column, where it is a copy of one.
  func describing(_ table: TableSchema) -> FactColumn {
    guard let original else { return self }
    let schema = table.starColumn(original)
    var described = self
    described.column = StarColumn(
      column.name, StarType(schema.type), column.meaning.isEmpty ? schema.note : column.meaning)
    return described
  }
}

extension StarType {
  fileprivate init(_ type: ColumnType) {
    switch type {
    case .int: self = .whole
    case .decimal: self = .decimal
    case .bool: self = .boolean
    case .date: self = .date
    case .datetime: self = .timestamp
    default: self = .text
    }
  }
}

extension TableSchema {
  /// A column that the star is made of.
  func starColumn(_ name: String) -> ColumnSchema {
    guard let place = column(named: name) else {
      preconditionFailure("\(self.name) has no column \(name)")
    }
    return columns[place]
  }
}
