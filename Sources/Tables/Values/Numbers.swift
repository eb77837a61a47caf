internal import CSVText

extension Int: ColumnValue {
  public static var columnType: ColumnType { .int }

  /// Digits, with a minus sign or without; no leading zeros, no plus sign, no spaces.
  @inlinable
  public init?(cell: Span<UInt8>) {
    var i = 0
    let isNegative = !cell.isEmpty && cell[0] == UInt8(ascii: "-")
    if isNegative { i = 1 }
    guard i < cell.count else { return nil }
    if cell[i] == UInt8(ascii: "0"), cell.count > 1 { return nil }
    var value = 0
    while i < cell.count {
      let digit = Int(cell[i]) &- 0x30
      guard digit >= 0, digit <= 9 else { return nil }
      let (tens, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflows) = tens.subtractingReportingOverflow(digit)
      if tooLarge || overflows { return nil }
      value = sum
      i &+= 1
    }
    // Collected as a negative number, as the least Int has no positive one.
    if isNegative {
      self = value
    } else if value == .min {
      return nil
    } else {
      self = -value
    }
  }

  public func write(to cell: inout [UInt8]) { cell.append(contentsOf: String(self).utf8) }
}

/// A decimal number that keeps its digits: what was measured as `1.50` stays `1.50`.
///
/// Digits, at most one point between them, a minus sign or none. Neither exponents nor separators.
public struct ExactDecimal: ColumnValue, Hashable, CustomStringConvertible {
  public static var columnType: ColumnType { .decimal }

  /// The number as it stands in the file.
  public let text: String

  public init?(cell: Span<UInt8>) {
    guard Self.isDecimal(cell) else { return nil }
    text = String(decoding: cell)
  }

  public init?(_ text: String) { self.init(cellText: text) }

  /// The nearest binary number, for computing.
  public var double: Double { Double(text) ?? .nan }

  /// The nearest binary number to a cell, without making a value of it; `nil` when it is none.
  ///
  /// Up to fifteen digits the digits and the power of ten are exact in binary, so that one division
  /// rounds once, as reading the text would.
  static func double(in cell: Span<UInt8>) -> Double? {
    guard isDecimal(cell) else { return nil }
    guard cell.count <= 16 else { return Double(String(decoding: cell)) }
    let isNegative = cell[0] == UInt8(ascii: "-")
    var digits = 0
    var scale = 1.0
    var isFraction = false
    for i in (isNegative ? 1 : 0)..<cell.count {
      if cell[i] == UInt8(ascii: ".") {
        isFraction = true
      } else {
        digits = digits &* 10 &+ Int(cell[i] &- 48)
        if isFraction { scale *= 10 }
      }
    }
    let magnitude = Double(digits) / scale
    return isNegative ? -magnitude : magnitude
  }

  public var description: String { text }

  public func write(to cell: inout [UInt8]) { cell.append(contentsOf: text.utf8) }

  static func isDecimal(_ cell: Span<UInt8>) -> Bool {
    var i = !cell.isEmpty && cell[0] == UInt8(ascii: "-") ? 1 : 0
    let whole = digits(in: cell, from: i)
    guard whole > 0, whole == 1 || cell[i] != UInt8(ascii: "0") else { return false }
    i += whole
    if i == cell.count { return true }
    guard cell[i] == UInt8(ascii: ".") else { return false }
    let fraction = digits(in: cell, from: i + 1)
    return fraction > 0 && i + 1 + fraction == cell.count
  }

  private static func digits(in cell: Span<UInt8>, from start: Int) -> Int {
    var i = start
    while i < cell.count, cell[i] >= 0x30, cell[i] <= 0x39 { i += 1 }
    return i - start
  }
}

extension Bool: ColumnValue {
  public static var columnType: ColumnType { .bool }

  public init?(cell: Span<UInt8>) {
    if cell.equals("true".utf8) {
      self = true
    } else if cell.equals("false".utf8) {
      self = false
    } else {
      return nil
    }
  }

  public func write(to cell: inout [UInt8]) {
    cell.append(contentsOf: (self ? "true" : "false").utf8)
  }
}
