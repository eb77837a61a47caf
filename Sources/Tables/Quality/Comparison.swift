internal import CSVText

/// How two values stand to each other.
enum Comparison: String, Sendable, CaseIterable {
  // The longer ones first, as they begin with the shorter.
  case atMost = "<="
  case atLeast = ">="
  case different = "!="
  case less = "<"
  case greater = ">"
  case equal = "="

  /// Whether it holds for a value that is before another (below zero), after it (above) or the same.
  @inline(__always)
  func holds(_ order: Int) -> Bool {
    switch self {
    case .atMost: order <= 0
    case .atLeast: order >= 0
    case .different: order != 0
    case .less: order < 0
    case .greater: order > 0
    case .equal: order == 0
    }
  }

  /// Whether it asks more than whether two values are the same.
  var isOrder: Bool { self != .equal && self != .different }

  /// What is to hold, behind "must".
  func words(ofTimes areTimes: Bool) -> String {
    switch self {
    case .atMost: areTimes ? "not be after" : "be at most"
    case .atLeast: areTimes ? "not be before" : "be at least"
    case .different: "differ from"
    case .less: areTimes ? "be before" : "be less than"
    case .greater: areTimes ? "be after" : "be greater than"
    case .equal: "be the same as"
    }
  }
}

/// Cells in the order of their type, without making a value of them.
struct CellOrder: Sendable {
  private enum Kind {
    case number
    case date
    case time
    case datetime
    case bytes
  }

  private let kind: Kind

  init(_ type: ColumnType) {
    kind =
      switch type {
      case .int, .decimal: .number
      case .date: .date
      case .time: .time
      case .datetime: .datetime
      default: .bytes
      }
  }

  /// Whether it is that of days or times.
  var isOfTimes: Bool { kind == .date || kind == .time || kind == .datetime }

  /// Below zero when the first comes before the second, above when after; `nil` when one of them is
  /// not of the type.
  @inline(__always)
  func compare(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Int? {
    switch kind {
    case .number: return ExactDecimal.compare(first, second)
    case .bytes: return Self.compareBytes(first, second)
    case .date, .time, .datetime:
      guard let a = moment(first), let b = moment(second) else { return nil }
      return a < b ? -1 : a > b ? 1 : 0
    }
  }

  /// The day, minute or second that a cell names.
  @inline(__always)
  private func moment(_ cell: Span<UInt8>) -> Int? {
    switch kind {
    case .date: CalendarDate(cell: cell)?.days
    case .time: TimeOfDay(cell: cell)?.minutes
    default: Instant(cell: cell)?.seconds
    }
  }

  /// By bytes, which is the order of code points.
  private static func compareBytes(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Int {
    for i in 0..<min(first.count, second.count) where first[i] != second[i] {
      return first[i] < second[i] ? -1 : 1
    }
    return first.count - second.count
  }
}

extension ExactDecimal {
  /// Below zero when the first number is less, above when greater, 0 when they are the same however
  /// they are written. Exact for any number of digits; `nil` when one of the cells is no number.
  static func compare(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Int? {
    guard isDecimal(first), isDecimal(second) else { return nil }
    let (a, b) = (Digits(first), Digits(second))
    // Nothing has a sign, though -0 may be written.
    let isFirstBelow = a.isNegative && !a.isZero(in: first)
    let isSecondBelow = b.isNegative && !b.isZero(in: second)
    if isFirstBelow != isSecondBelow { return isFirstBelow ? -1 : 1 }
    let order = Digits.compare(a, first, b, second)
    return isFirstBelow ? -order : order
  }

  /// Where the digits of a number stand, the zeros at the end of its fraction left out.
  private struct Digits {
    let isNegative: Bool
    let whole: Range<Int>
    let fraction: Range<Int>

    init(_ cell: Span<UInt8>) {
      isNegative = cell[0] == UInt8(ascii: "-")
      let start = isNegative ? 1 : 0
      var point = start
      while point < cell.count, cell[point] != UInt8(ascii: ".") { point &+= 1 }
      whole = start..<point
      var end = cell.count
      while end > point &+ 1, cell[end &- 1] == UInt8(ascii: "0") { end &-= 1 }
      fraction = min(point &+ 1, end)..<end
    }

    func isZero(in cell: Span<UInt8>) -> Bool {
      whole.count == 1 && cell[whole.lowerBound] == UInt8(ascii: "0") && fraction.isEmpty
    }

    /// Of the magnitudes. A whole part has no leading zeros, so that the longer one is greater.
    static func compare(
      _ a: Digits, _ first: Span<UInt8>, _ b: Digits, _ second: Span<UInt8>
    ) -> Int {
      if a.whole.count != b.whole.count { return a.whole.count < b.whole.count ? -1 : 1 }
      for i in 0..<a.whole.count {
        let (x, y) = (first[a.whole.lowerBound &+ i], second[b.whole.lowerBound &+ i])
        if x != y { return x < y ? -1 : 1 }
      }
      for i in 0..<min(a.fraction.count, b.fraction.count) {
        let (x, y) = (first[a.fraction.lowerBound &+ i], second[b.fraction.lowerBound &+ i])
        if x != y { return x < y ? -1 : 1 }
      }
      return a.fraction.count - b.fraction.count
    }
  }
}
