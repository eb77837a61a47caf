/// A value that one cell can hold.
///
/// Cells arrive as bytes, so that nothing is made of a cell that nobody asked for. A type accepts
/// exactly one way of writing each value; what a spreadsheet makes of it is explained elsewhere
/// (`CellDiagnosis`), never accepted here.
public protocol ColumnValue: Sendable {
  /// What the schema, the descriptor and the messages call this type.
  static var columnType: ColumnType { get }

  /// Whether an empty cell is a value too: `nil`, or a list of nothing.
  static var mayBeEmpty: Bool { get }

  /// Reads the value, or returns `nil` when the bytes are not one.
  init?(cell: Span<UInt8>)

  /// Appends the value as it stands in a file. Quoting is the writer's job.
  func write(to cell: inout [UInt8])
}

extension ColumnValue {
  public static var mayBeEmpty: Bool { false }

  /// The value as it stands in a file.
  public var cellText: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads the value from text, for what comes from a command line and not from a file.
  public init?(cellText: String) {
    let bytes = Array(cellText.utf8)
    self.init(cell: bytes.span)
  }
}

/// Empty is `nil`.
extension Optional: ColumnValue where Wrapped: ColumnValue {
  public static var columnType: ColumnType { Wrapped.columnType }
  public static var mayBeEmpty: Bool { true }

  @inlinable
  public init?(cell: Span<UInt8>) {
    if cell.isEmpty {
      self = .none
    } else if let value = Wrapped(cell: cell) {
      self = value
    } else {
      return nil
    }
  }

  public func write(to cell: inout [UInt8]) { self?.write(to: &cell) }
}

/// Elements with `;` between them. Empty is no elements; an element cannot be empty or hold a `;`.
extension Array: ColumnValue where Element: ColumnValue {
  public static var columnType: ColumnType { .list(Element.columnType) }
  public static var mayBeEmpty: Bool { true }

  public init?(cell: Span<UInt8>) {
    self = []
    for range in cell.listElements {
      guard let element = Element(cell: cell.extracting(range)) else { return nil }
      append(element)
    }
  }

  public func write(to cell: inout [UInt8]) {
    for (i, element) in enumerated() {
      if i > 0 { cell.append(UInt8(ascii: ";")) }
      element.write(to: &cell)
    }
  }
}

extension Span<UInt8> {
  /// Whether all elements of a list cell satisfy `predicate`, and there is at least one.
  func allElements(_ predicate: (Span<UInt8>) -> Bool) -> Bool {
    if isEmpty { return false }
    var start = 0
    for i in indices where self[i] == UInt8(ascii: ";") {
      guard predicate(extracting(start..<i)) else { return false }
      start = i + 1
    }
    return predicate(extracting(start..<count))
  }

  /// Where the elements of a list cell stand; none in an empty cell.
  var listElements: [Range<Int>] {
    if isEmpty { return [] }
    var ranges: [Range<Int>] = []
    var start = 0
    for i in indices where self[i] == UInt8(ascii: ";") {
      ranges.append(start..<i)
      start = i + 1
    }
    ranges.append(start..<count)
    return ranges
  }
}
