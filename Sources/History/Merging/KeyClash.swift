internal import Tables
internal import Wording

/// Two rows that both sides gave the same business key, such as a name or a number on a label.
///
/// Nobody can say but a person whether they mean one thing, and what the other is called.
public struct KeyClash: Sendable, Hashable {
  public let table: String
  /// The columns of the key, and what they hold in both rows.
  public let columns: [String]
  public let value: String
  /// The primary keys of the two rows in the merged table.
  public let ours: String
  public let theirs: String

  /// What happened, as a sentence without a capital or a full stop.
  public var sentence: String {
    let (ours, theirs) = (visible(abbreviated(ours)), visible(abbreviated(theirs)))
    return "rows \(ours) (ours) and \(theirs) (theirs) both have \(columns.joinedForReading()) "
      + "'\(visible(abbreviated(value)))'"
  }
}

extension KeyClash {
  /// The clashes of what theirs changed in a table with what ours has.
  ///
  /// - Parameter theirs: The file of theirs after its rows got new ids.
  static func all(
    in table: TableSchema, base: [KeyedText], ours: [KeyedText], theirs: [KeyedText]
  ) -> [KeyClash] {
    var clashes: [KeyClash] = []
    for columns in table.uniqueKeys {
      let names = columns.map { table.columns[$0].name }
      func value(_ row: KeyedRow?) -> [[UInt8]]? {
        guard let row else { return nil }
        let cells = names.map { row[$0]?.content ?? [] }
        return cells.contains([]) ? nil : cells
      }
      func row(_ key: RowKey, in texts: [KeyedText]) -> KeyedRow? {
        texts.lazy.compactMap { $0.row(key) }.first
      }
      var taken: [[[UInt8]]: RowKey] = [:]
      for text in ours {
        for key in text.keys { if let held = value(text.row(key)) { taken[held] = key } }
      }
      for text in theirs {
        for key in text.keys {
          guard let held = value(text.row(key)), let other = taken[held], other != key,
            value(row(key, in: base)) != held
          else { continue }
          // Theirs may have taken it from the other row.
          let before = value(row(other, in: base))
          if before == held, value(row(other, in: theirs)) != held { continue }
          clashes.append(
            KeyClash(
              table: table.name, columns: names, value: RowKey(held).text, ours: other.text,
              theirs: key.text))
        }
      }
    }
    return clashes
  }
}
