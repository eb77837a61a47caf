internal import Tables

/// A table of what happened: one row for each row of a table of the lab.
struct StarFact: Sendable {
  let name: String
  let about: String
  /// The table of the lab that it is made of.
  let table: TableSchema
  /// The column of the lab by whose month its rows are put into parts; `nil` where it is one file.
  let parts: String?
  /// The keys of each row that facts behind it look up by its id. They stay in memory.
  let remembers: [String]
  let measures: [StarMeasure]
  private let made: [FactColumn]

  var columns: [StarColumn] { made.map(\.column) }

  /// - Parameter columns: In groups, as one moment makes several.
  init<Row: TableRow>(
    of row: Row.Type, parts: String? = nil, remembers: [String] = [],
    columns: [[FactColumn]], measures: [StarMeasure] = []
  ) {
    table = row.schema.table
    name = "fact_" + table.name
    about = table.about
    self.parts = parts
    self.remembers = remembers
    self.measures = measures
    made = columns.flatMap { $0 }.map { $0.describing(row.schema.table) }
  }

  /// What writes the cells of each column from what a scan reads.
  func writers(of scan: FactScan) throws -> [FactColumn.Writer] {
    try made.map { try $0.bind(scan) }
  }
}

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

  fileprivate(set) var column: StarColumn
  /// The column of the lab that it is a copy of, which says its type and its meaning.
  private let original: String?
  fileprivate let bind: @Sendable (FactScan) throws -> Writer

  private init(
    _ column: StarColumn, original: String? = nil,
    _ bind: @escaping @Sendable (FactScan) throws -> Writer
  ) {
    self.column = column
    self.original = original
    self.bind = bind
  }

  fileprivate func describing(_ table: TableSchema) -> FactColumn {
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

// MARK: Kinds of columns

extension FactColumn {
  /// A column as it stands in the lab's table, with its type.
  static func copy(_ name: String, as other: String? = nil, _ meaning: String = "") -> [Self] {
    [
      Self(StarColumn(other ?? name, .text, meaning), original: name) { scan in
        switch scan.fact.table.starColumn(name).type {
        case .int: .number(scan.wholeNumber(name))
        case .decimal: .plain(scan.decimal(name))
        case .bool: .plain(scan.boolean(name))
        case .enumeration: .text(scan.word(name))
        default: .text(scan.text(name))
        }
      }
    ]
  }

  /// The key of the member that a column of the lab's table refers to.
  static func key(
    _ dimension: StarDimension, _ name: String, as other: String? = nil, _ meaning: String = ""
  ) -> [Self] {
    let key = other ?? dimension.key.name
    return [
      Self(StarColumn(key, .whole, meaning, dimension: dimension.name)) { scan in
        .number(scan.member(of: dimension, name))
      }
    ]
  }

  /// A key that the row of another fact has, to which a column of the lab's table refers.
  static func key(
    _ dimension: StarDimension, through name: String, _ meaning: String = ""
  ) -> [Self] {
    let key = dimension.key.name
    return [
      Self(StarColumn(key, .whole, meaning, dimension: dimension.name)) { scan in
        .number(scan.followed(name, key))
      }
    ]
  }

  /// A key that takes more than one column to find.
  static func key(
    _ dimension: StarDimension, _ meaning: String,
    found: @escaping @Sendable (FactScan) throws -> (Int) -> Int
  ) -> [Self] {
    [
      Self(StarColumn(dimension.key.name, .whole, meaning, dimension: dimension.name)) { scan in
        .number(try found(scan))
      }
    ]
  }

  /// A moment on the lab's clock: the key of its day, the day, and the time.
  ///
  /// - Parameters:
  ///   - stem: What the columns of the day are called by.
  ///   - isActive: Whether reports by day are about this one.
  static func moment(_ name: String, _ stem: String, isActive: Bool = false) -> [Self] {
    [
      Self(
        StarColumn(
          stem + "_date_key", .whole, "The day of \(name); empty where there is none.",
          dimension: DateDimension.name, isActive: isActive)
      ) { .number($0.dayKey(name)) },
      Self(StarColumn(stem + "_date", .date, "The day of \(name) on the lab's calendar.")) {
        .plain($0.day(name))
      },
      Self(StarColumn(name, .timestamp, ""), original: name) { .plain($0.timestamp(name)) },
    ]
  }

  /// The key of a moment's hour of the day.
  static func hour(_ name: String, _ stem: String) -> [Self] {
    [
      Self(
        StarColumn(
          stem + "_hour_key", .whole, "The hour of \(name) on the lab's clock.",
          dimension: StarDimension.hour.name)
      ) { .number($0.hourKey(name)) }
    ]
  }

  /// Whether a word of the lab's table is one of these.
  static func flag(
    _ flag: String, _ meaning: String, when name: String, in words: [String]
  ) -> [Self] {
    [
      Self(StarColumn(flag, .boolean, meaning)) { scan in
        .plain(scan.flag(name, words))
      }
    ]
  }

  /// The minutes from one moment to another; empty where one is not there, or the order is wrong.
  static func minutes(
    _ column: String, _ meaning: String, from start: String, to end: String
  ) -> [Self] {
    [Self(StarColumn(column, .decimal, meaning)) { .plain($0.minutes(from: start, to: end)) }]
  }

  /// Whatever else is computed of a row.
  static func computed(
    _ column: String, _ type: StarType, _ meaning: String,
    _ bind: @escaping @Sendable (FactScan) throws -> (Int, inout [UInt8]) -> Void
  ) -> [Self] {
    [Self(StarColumn(column, type, meaning)) { .plain(try bind($0)) }]
  }

  /// A word that is computed of a row.
  static func word(
    _ column: String, _ meaning: String,
    _ bind: @escaping @Sendable (FactScan) throws -> (Int) -> [UInt8]
  ) -> [Self] {
    [Self(StarColumn(column, .text, meaning)) { .text(try bind($0)) }]
  }
}
