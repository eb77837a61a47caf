/// A range as it was written, its ends still text: `0..100`, `..5`, `> 0`, `8`.
struct RangeWords: Sendable {
  struct End: Sendable {
    let text: String
    /// Whether the end itself lies within.
    var isIncluded = true
  }

  /// `nil` where it is open.
  let lower: End?
  let upper: End?
  /// Whether it is one value alone.
  var isOneValue = false

  /// `nil` where it is no range.
  init?(_ argument: String) {
    let text = argument.trimmed
    for sign in [">=", "<=", ">", "<"] where text.hasPrefix(sign) {
      let rest = String(text.dropFirst(sign.count)).trimmed
      guard !rest.isEmpty else { return nil }
      let end = End(text: rest, isIncluded: sign.count == 2)
      lower = sign.first == ">" ? end : nil
      upper = sign.first == "<" ? end : nil
      return
    }
    guard let dots = text.firstRange(of: "..") else {
      guard !text.isEmpty else { return nil }
      (lower, upper, isOneValue) = (End(text: text), End(text: text), true)
      return
    }
    let first = String(text[..<dots.lowerBound]).trimmed
    let last = String(text[dots.upperBound...]).trimmed
    guard !first.isEmpty || !last.isEmpty else { return nil }
    lower = first.isEmpty ? nil : End(text: first)
    upper = last.isEmpty ? nil : End(text: last)
  }

  /// What lies within, behind "must be": "from 0 to 100", "at least 5".
  /// - Parameters:
  ///   - above: How an end is called that does not itself lie within.
  ///   - many: Adds to a number what there are so many of.
  func words(above: String = "greater than", _ many: (String) -> String = { $0 }) -> String {
    if let lower, isOneValue { return many(lower.text) }
    if let lower, let upper { return "from \(lower.text) to \(many(upper.text))" }
    if let lower { return (lower.isIncluded ? "at least" : above) + " " + many(lower.text) }
    if let upper { return (upper.isIncluded ? "at most" : "less than") + " " + many(upper.text) }
    return ""
  }
}

extension String {
  /// Without spaces at its ends.
  var trimmed: String {
    let space = UInt8(ascii: " ")
    guard let first = utf8.firstIndex(where: { $0 != space }),
      let last = utf8.lastIndex(where: { $0 != space })
    else { return "" }
    return String(self[first..<utf8.index(after: last)])
  }
}

/// How many of something there may be.
struct CountRange: Sendable {
  let lowest: Int
  let highest: Int
  let words: RangeWords

  /// `nil` where an end is no whole number, or no number lies within.
  init?(_ words: RangeWords) {
    var (lowest, highest) = (0, Int.max)
    if let lower = words.lower {
      guard let number = Int(cellText: lower.text), number >= 0 else { return nil }
      lowest = lower.isIncluded ? number : number.addingReportingOverflow(1).partialValue
    }
    if let upper = words.upper {
      guard let number = Int(cellText: upper.text), number >= 0 else { return nil }
      highest = upper.isIncluded ? number : number - 1
    }
    guard lowest >= 0, lowest <= highest else { return nil }
    self.lowest = lowest
    self.highest = highest
    self.words = words
  }

  func contains(_ count: Int) -> Bool { lowest <= count && count <= highest }
}

/// Which values of a column's type lie between two of them.
struct ValueRange: Sendable {
  private struct End: Sendable {
    let cell: [UInt8]
    let isIncluded: Bool
  }

  private let order: CellOrder
  private let lower: End?
  private let upper: End?
  let words: RangeWords

  /// Why a text is no range of a type.
  enum Fault: Error {
    case unreadable(String)
    case wrongWayRound
  }

  init(_ words: RangeWords, of type: ColumnType) throws(Fault) {
    self.words = words
    order = CellOrder(type)
    lower = try words.lower.map { end throws(Fault) in
      // Nothing of a day is before its first second; after the day is after its last.
      End(
        cell: try Self.cell(end.text, type, isEndOfDay: !end.isIncluded), isIncluded: end.isIncluded
      )
    }
    upper = try words.upper.map { end throws(Fault) in
      End(
        cell: try Self.cell(end.text, type, isEndOfDay: end.isIncluded), isIncluded: end.isIncluded)
    }
    if let lower, let upper, (order.compare(lower.cell.span, upper.cell.span) ?? 1) > 0 {
      throw .wrongWayRound
    }
  }

  /// The bytes of an end, which is a value of the type, or a day among times.
  private static func cell(
    _ text: String, _ type: ColumnType, isEndOfDay: Bool
  ) throws(Fault) -> [UInt8] {
    if type == .datetime, CalendarDate(cellText: text) != nil {
      return Array((text + (isEndOfDay ? "T23:59:59Z" : "T00:00:00Z")).utf8)
    }
    // The numbers of a column of whole ones may be compared with others.
    guard (type == .int ? ColumnType.decimal : type).accepts(text) else { throw .unreadable(text) }
    return Array(text.utf8)
  }

  /// Whether a cell of the type lies within.
  @inline(__always)
  func contains(_ cell: Span<UInt8>) -> Bool {
    if let lower, let order = order.compare(cell, lower.cell.span) {
      if lower.isIncluded ? order < 0 : order <= 0 { return false }
    }
    if let upper, let order = order.compare(cell, upper.cell.span) {
      if upper.isIncluded ? order > 0 : order >= 0 { return false }
    }
    return true
  }
}

/// Some values of a type, sorted, for looking up cells among them.
struct ValueSet: Sendable {
  private let order: CellOrder
  private let cells: [[UInt8]]

  init(_ values: [String], of type: ColumnType) {
    let order = CellOrder(type)
    self.order = order
    cells = values.map { Array($0.utf8) }.sorted { (order.compare($0.span, $1.span) ?? 0) < 0 }
  }

  /// - Complexity: logarithmic in the values.
  func contains(_ cell: Span<UInt8>) -> Bool {
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      let value = cells[middle]
      guard let found = order.compare(value.span, cell) else { return false }
      if found == 0 { return true }
      if found < 0 { low = middle + 1 } else { high = middle }
    }
    return false
  }
}
