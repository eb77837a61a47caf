internal import Tables

/// The kinds of columns that facts have. Each is a list, as one moment makes several columns.
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
  ///   - other: What the column of the time is called, where it is not by the lab's own name.
  ///   - isActive: Whether reports by day are about this one.
  static func moment(
    _ name: String, _ stem: String, as other: String? = nil, isActive: Bool = false
  ) -> [Self] {
    [
      Self(
        StarColumn(
          stem + "_date_key", .whole, "The day of \(other ?? name); empty where there is none.",
          dimension: DateDimension.name, isActive: isActive)
      ) { .number($0.dayKey(name)) },
      Self(StarColumn(stem + "_date", .date, "The day of \(other ?? name) on the lab's calendar."))
      {
        .plain($0.day(name))
      },
      Self(StarColumn(other ?? name, .timestamp, ""), original: name) {
        .plain($0.timestamp(name))
      },
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
