import CSVText
import CommandLineKit
import Tables
import Wording

/// `--where COLUMN=VALUE`: one thing that must hold for a row.
struct Condition {
  enum Comparison: String, CaseIterable {
    // The longer ones first, as they begin with the shorter.
    case notEqual = "!="
    case atMost = "<="
    case atLeast = ">="
    case equal = "="
    case less = "<"
    case greater = ">"
    case contains = "~"
  }

  let column: Int
  private let comparison: Comparison
  private let text: [UInt8]
  private let needle: String
  /// The value in the order of the column's type; of a day, where times are compared, its first
  /// second, and its last.
  private let rank: CellRank?
  private let lastRank: CellRank?
  private let type: ColumnType

  init(_ words: String, _ table: TableSchema) throws {
    guard let start = words.firstIndex(where: { "!<>=~".contains($0) }),
      let comparison = Comparison.allCases.first(where: { words[start...].hasPrefix($0.rawValue) })
    else {
      throw UsageError("--where needs a comparison, as in status=ERROR, not '\(words)'.")
    }
    let name = words[..<start].reversed().drop { $0 == " " }.reversed()
    column = try table.ordinal(ofColumn: String(name))
    type = table.columns[column].type
    self.comparison = comparison
    var value = String(words[start...].dropFirst(comparison.rawValue.count))
    // Other languages' words; a value such as '<1' may well begin like a comparison.
    for (foreign, ours) in [("<>", "!="), ("==", "=")] where words[start...].hasPrefix(foreign) {
      throw UsageError("There is no comparison '\(foreign)'. Did you mean '\(ours)'?")
    }
    // Who puts a space before the comparison means the one behind it the same way.
    if name.count < words[..<start].count { value = String(value.drop { $0 == " " }) }
    text = Array(value.utf8)
    needle = value.lowercased()
    let isDay = type == .datetime && CalendarDate(cellText: value) != nil
    rank = Self.rank(isDay ? value + "T00:00:00Z" : value, type)
    lastRank = Self.rank(isDay ? value + "T23:59:59Z" : value, type)
    try check(value, column, in: table)
  }

  /// Refuses a value that no cell of the column can have, as nobody means to find nothing.
  private func check(_ value: String, _ ordinal: Int, in table: TableSchema) throws {
    let column = table.columns[ordinal]
    let isOrder = [.less, .atMost, .greater, .atLeast].contains(comparison)
    guard comparison != .contains, !value.isEmpty || isOrder else { return }
    if Self.holdsAnother(value, in: table) {
      throw UsageError("One --where has one condition; write another --where for the other.")
    }
    if let words = column.type.words, !isOrder, !words.contains(value) {
      throw UsageError.unknown(column.name, value, among: words)
    }
    guard rank != nil else {
      throw UsageError("\(column.name) holds \(column.type.expectation), not '\(visible(value))'.")
    }
  }

  /// Whether a value is one and another condition: `ERROR and assay=TSH`. Text may hold the word.
  private static func holdsAnother(_ value: String, in table: TableSchema) -> Bool {
    value.split(separator: " and ").dropFirst().contains { rest in
      let name = rest.prefix { !"!<>=~ ".contains($0) }
      return name.count < rest.count && table.column(named: String(name)) != nil
    }
  }

  private static func rank(_ value: String, _ type: ColumnType) -> CellRank? {
    let bytes = Array(value.utf8)
    return CellRank(bytes.span, type)
  }

  /// Whether it holds for a record whose column stands at `at`. Nothing compares with an empty cell
  /// but equality.
  func holds(_ batch: borrowing RecordBatch, _ record: Int, _ at: Int) -> Bool {
    guard at >= 0 else {
      switch comparison {
      case .equal: return text.isEmpty
      case .notEqual: return !text.isEmpty
      default: return false
      }
    }
    return batch.withCell(record, at) { holds($0) }
  }

  private func holds(_ cell: Span<UInt8>) -> Bool {
    switch comparison {
    case .equal: return isEqual(cell)
    case .notEqual: return !isEqual(cell)
    case .contains: return String(decoding: cell).lowercased().contains(needle)
    case .less, .atMost, .greater, .atLeast:
      guard !cell.isEmpty, let rank, let other = CellRank(cell, type) else { return false }
      switch comparison {
      case .less: return other < rank
      case .atMost: return other <= rank
      case .greater: return other > rank
      default: return other >= rank
      }
    }
  }

  /// As text, as the same moment or number written otherwise, or as a moment of the day.
  private func isEqual(_ cell: Span<UInt8>) -> Bool {
    if cell.count == text.count, cell.indices.allSatisfy({ cell[$0] == text[$0] }) { return true }
    guard !type.isTextual, !cell.isEmpty, let rank, let lastRank,
      let other = CellRank(cell, type)
    else { return false }
    return !(other < rank) && !(lastRank < other)
  }
}

extension ColumnType {
  /// The only words that a cell may hold; `nil` where they cannot be listed.
  fileprivate var words: [String]? {
    switch self {
    case .enumeration(let words): words
    case .bool: ["true", "false"]
    default: nil
    }
  }

  /// Whether two cells are the same only when their bytes are.
  fileprivate var isTextual: Bool {
    switch self {
    case .int, .decimal, .date, .time, .datetime: false
    default: true
    }
  }
}
