internal import Tables

/// What tells a row of a table from every other.
public struct RowKey: Hashable, Sendable {
  /// What the cells of the key hold.
  let cells: [[UInt8]]
  /// Which of several rows it is that are all the same, in a table that has no key; 0 elsewhere.
  let occurrence: Int

  init(_ cells: [[UInt8]], occurrence: Int = 0) {
    self.cells = cells
    self.occurrence = occurrence
  }

  /// The key as a person reads it.
  public var text: String {
    cells.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ",")
  }
}

/// A file's records, found by their keys.
struct KeyedText: Sendable {
  let text: TableText
  /// The key of each record.
  let keys: [RowKey]
  /// The records by their keys.
  let places: [RowKey: Int]

  /// - Parameter key: The names of the columns whose cells are the key.
  /// - Throws: `UnreadableText` where one of them is not there, a key is empty or stands there
  ///   twice.
  init(_ text: TableText, key: [String]) throws {
    let columns = try key.map { name in
      guard let column = text.columns[name] else {
        throw UnreadableText(line: 1, "has no column '\(name)'")
      }
      return column
    }
    var keys: [RowKey] = []
    var places: [RowKey: Int] = [:]
    for record in 0..<text.count {
      let contents = text.contents(record)
      let key = RowKey(columns.map { contents[$0] })
      guard !key.cells.contains([]) else { throw UnreadableText("has a row without a key") }
      guard places.updateValue(record, forKey: key) == nil else {
        throw UnreadableText("has two rows of the key '\(key.text)'")
      }
      keys.append(key)
    }
    (self.text, self.keys, self.places) = (text, keys, places)
  }

  /// The records of a table that has no key: what they hold in these columns tells them apart, and
  /// their number among those that hold the same.
  init(_ text: TableText, alike columns: [String]) {
    var keys: [RowKey] = []
    var counts: [[[UInt8]]: Int] = [:]
    let places = columns.compactMap { text.columns[$0] }
    for record in 0..<text.count {
      let contents = text.contents(record)
      let cells = places.map { contents[$0] }
      keys.append(RowKey(cells, occurrence: counts[cells, default: 0]))
      counts[cells, default: 0] += 1
    }
    self.text = text
    self.keys = keys
    self.places = Dictionary(uniqueKeysWithValues: zip(keys, 0...))
  }

  /// The cells of the record of this key by the names of their columns; `nil` where there is none.
  func row(_ key: RowKey) -> KeyedRow? {
    places[key].map { KeyedRow(record: $0, cells: text.cells($0), columns: text.columns) }
  }
}

/// A record and its cells, found by the names of their columns.
struct KeyedRow: Sendable {
  let record: Int
  let cells: [RawCell]
  let columns: [String: Int]

  /// The cell of a column; `nil` where the file does not have the column.
  subscript(name: String) -> RawCell? { columns[name].map { cells[$0] } }
}

extension TableSchema {
  /// The names of the columns that are its primary key.
  var keyNames: [String] { primaryKey.map { columns[$0].name } }
}
