import CommandLineKit
import Tables
import Wording

/// A cell that a person fills: `status=completed`, or `notes=` to empty it.
struct Assignment {
  let column: Int
  let text: String

  init(_ typed: String, _ table: TableSchema) throws {
    guard let sign = typed.firstIndex(of: "=") else {
      throw UsageError("'\(typed)' says nothing: write COLUMN=VALUE, or COLUMN= to empty a cell.")
    }
    column = try table.ordinal(ofColumn: String(typed[..<sign]))
    text = String(typed[typed.index(after: sign)...])
  }

  /// All of a command, each column once.
  static func all(_ typed: [String], _ table: TableSchema) throws -> [Assignment] {
    var all: [Assignment] = []
    for word in typed {
      let assignment = try Assignment(word, table)
      guard !all.contains(where: { $0.column == assignment.column }) else {
        throw UsageError("\(table.columns[assignment.column].name) is given twice.")
      }
      all.append(assignment)
    }
    return all
  }
}

extension Change {
  /// The primary key of the row that a person names: by that key, its parts with '/' between them,
  /// or by a value of a column in which every row has its own.
  mutating func key(named name: String, in table: TableSchema) throws -> [String] {
    let parts =
      table.primaryKey.count == 1
      ? [name] : name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    var found: [[String]] = []
    if parts.count == table.primaryKey.count,
      let key = try key(ofRowWith: parts, in: table.primaryKey, of: table)
    {
      found.append(key)
    }
    for columns in table.uniqueKeys where columns.count == 1 && !name.isEmpty {
      guard let key = try key(ofRowWith: [name], in: columns, of: table), !found.contains(key)
      else {
        continue
      }
      found.append(key)
    }
    guard found.count < 2 else {
      throw RefusedChange(
        .primaryKey, table: table.name, key: name,
        "'\(abbreviated(name))' names \(found.count) rows of \(table.name)",
        hint: "They are the rows with the keys "
          + found.map { $0.joined(separator: "/") }.joinedForReading() + ".")
    }
    if let key = found.first { return key }
    let shown = abbreviated(name)
    throw RefusedChange(
      .primaryKey, table: table.name, key: shown, "there is no row '\(shown)' in \(table.name)",
      hint: "'plainlab list \(table.name)' shows those that are there.")
  }
}
