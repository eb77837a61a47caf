import CSVText
import CommandLineKit
import Tables

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
  private let rank: CellRank?
  private let type: ColumnType

  init(_ words: String, _ table: TableSchema) throws {
    guard let start = words.firstIndex(where: { "!<>=~".contains($0) }),
      let comparison = Comparison.allCases.first(where: { words[start...].hasPrefix($0.rawValue) })
    else {
      throw UsageError("--where needs a comparison, as in status=ERROR, not '\(words)'.")
    }
    column = try table.ordinal(ofColumn: String(words[..<start]))
    type = table.columns[column].type
    self.comparison = comparison
    let value = String(words[start...].dropFirst(comparison.rawValue.count))
    text = Array(value.utf8)
    needle = value.lowercased()
    rank = Self.rank(value, type)
    switch comparison {
    case .less, .atMost, .greater, .atLeast:
      guard rank != nil else {
        throw UsageError("\(table.columns[column].name) holds \(type.expectation), not '\(value)'.")
      }
    case .equal, .notEqual:
      if let words = type.words, !value.isEmpty, !words.contains(value) {
        throw UsageError.unknown(table.columns[column].name, value, among: words)
      }
    case .contains: break
    }
  }

  /// A day stands for its first second where times are compared.
  private static func rank(_ value: String, _ type: ColumnType) -> CellRank? {
    let full =
      type == .datetime && CalendarDate(cellText: value) != nil ? value + "T00:00:00Z" : value
    let bytes = Array(full.utf8)
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

  /// As text, or as the same moment or number written otherwise.
  private func isEqual(_ cell: Span<UInt8>) -> Bool {
    if cell.count == text.count, cell.indices.allSatisfy({ cell[$0] == text[$0] }) { return true }
    guard !type.isTextual, !cell.isEmpty, let rank, let other = CellRank(cell, type) else {
      return false
    }
    return !(other < rank) && !(rank < other)
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
