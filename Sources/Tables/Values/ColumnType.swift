/// What the cells of a column hold, as data: for checking, describing and exporting a table whose
/// row type is not at hand.
public indirect enum ColumnType: Hashable, Sendable {
  /// A whole number of 64 bits, without leading zeros.
  case int
  /// A decimal number, kept as written.
  case decimal
  /// Any text; at most `maxLength` characters (Unicode scalars), where that is given.
  case text(maxLength: Int? = nil)
  /// `true` or `false`.
  case bool
  /// A day of the calendar: `2026-11-20`.
  case date
  /// A time of day: `08:30`.
  case time
  /// An instant: `2026-11-20T08:30:00Z`.
  case datetime
  /// One of these words.
  case enumeration([String])
  /// A JSON value on one line.
  case json
  /// Elements with `;` between them.
  case list(ColumnType)
  /// A colour: `#1F77B4`.
  case hexColor
  /// A path of a file, relative to the data folder and inside it.
  case path
}

extension ColumnType {
  /// The type's name, as the documentation of tables writes it.
  public var name: String {
    switch self {
    case .int: "int"
    case .decimal: "decimal"
    case .text(let limit): limit.map { "text(\($0))" } ?? "text"
    case .bool: "bool"
    case .date: "date"
    case .time: "time"
    case .datetime: "datetime"
    case .enumeration(let words): "enum(\(words.joined(separator: ",")))"
    case .json: "json"
    case .list(let element): "list<\(element.name)>"
    case .hexColor: "hexcolor"
    case .path: "path"
    }
  }

  /// What a message says was expected, with an example.
  public var expectation: String {
    switch self {
    case .int: "a whole number like 42"
    case .decimal: "a number like 12.5"
    case .text(let limit): limit.map { "text of at most \($0) characters" } ?? "text"
    case .bool: "true or false"
    case .date: "a date like 2026-11-20"
    case .time: "a time of day like 08:30"
    case .datetime: "a time in UTC like 2026-11-20T08:30:00Z"
    case .enumeration(let words): "one of " + words.joined(separator: ", ")
    case .json: "a JSON value"
    case .list(let element): "a list like A;B, each \(element.expectation)"
    case .hexColor: "a colour like #1F77B4"
    case .path: "a path inside the data folder, like attachments/report.pdf"
    }
  }

  /// Whether the cells are numbers, which line up at the right.
  public var isNumeric: Bool { self == .int || self == .decimal }

  var isText: Bool {
    if case .text = self { true } else { false }
  }

  /// Whether a cell, which is not empty, holds a value of this type.
  ///
  /// The one switch from types as data to types that read: each case asks the type that decodes it.
  func accepts(_ cell: Span<UInt8>) -> Bool {
    switch self {
    case .int: Int(cell: cell) != nil
    case .decimal: ExactDecimal.isDecimal(cell)
    case .text(let limit): limit.map { cell.scalarCount <= $0 } ?? true
    case .bool: Bool(cell: cell) != nil
    case .date: CalendarDate(cell: cell) != nil
    case .time: TimeOfDay(cell: cell) != nil
    case .datetime: Instant(cell: cell) != nil
    case .enumeration(let words): words.contains { cell.equals($0.utf8) }
    case .json: JSONCell.isJSON(cell)
    case .list(let element):
      cell.allElements { !$0.isEmpty && element.accepts($0) }
    case .hexColor: HexColor.isColor(cell)
    case .path: RelativePath.isInside(cell)
    }
  }
}

extension Span<UInt8> {
  /// How many Unicode scalars the bytes hold.
  var scalarCount: Int {
    var scalars = 0
    for i in indices where self[i] & 0xC0 != 0x80 { scalars += 1 }
    return scalars
  }

  /// Whether the bytes are the same.
  @inline(__always)
  func equals(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for i in indices where self[i] != other[i] { return false }
    return true
  }

  /// Whether the bytes are these.
  @inline(__always)
  func equals(_ other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    for i in indices where self[i] != other[i] { return false }
    return true
  }

  /// Whether the bytes are these.
  func equals(_ other: some Collection<UInt8>) -> Bool {
    guard count == other.count else { return false }
    var i = 0
    for byte in other {
      if self[i] != byte { return false }
      i += 1
    }
    return true
  }
}
