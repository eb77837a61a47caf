internal import CSVText
internal import JSONText

extension String: ColumnValue {
  public static var columnType: ColumnType { .text() }

  public init?(cell: Span<UInt8>) { self.init(decoding: cell) }
  public func write(to cell: inout [UInt8]) { cell.append(contentsOf: utf8) }
}

/// A fixed vocabulary, spelled in the file by its raw values.
public protocol Vocabulary: ColumnValue, CaseIterable, RawRepresentable, Hashable
where RawValue == String {}

extension Vocabulary {
  public static var columnType: ColumnType { .enumeration(allCases.map(\.rawValue)) }

  public init?(cell: Span<UInt8>) {
    guard let word = Self.allCases.first(where: { cell.equals($0.rawValue.utf8) }) else {
      return nil
    }
    self = word
  }

  public func write(to cell: inout [UInt8]) { cell.append(contentsOf: rawValue.utf8) }
}

/// A JSON value, kept as written.
public struct JSONCell: ColumnValue, Hashable {
  public static var columnType: ColumnType { .json }

  public let text: String

  public init?(cell: Span<UInt8>) {
    guard Self.isJSON(cell) else { return nil }
    text = String(decoding: cell)
  }

  public func write(to cell: inout [UInt8]) { cell.append(contentsOf: text.utf8) }

  /// Whether the cell is a JSON value on one line, so that a change of it is one line of a diff.
  static func isJSON(_ cell: Span<UInt8>) -> Bool {
    for i in cell.indices where cell[i] == UInt8(ascii: "\n") || cell[i] == UInt8(ascii: "\r") {
      return false
    }
    return JSON.fault(in: cell) == nil
  }
}

/// A colour of the screen, `#1F77B4`: red, green, blue, two hexadecimal digits each.
public struct HexColor: ColumnValue, Hashable {
  public static var columnType: ColumnType { .hexColor }

  public let text: String

  public init?(cell: Span<UInt8>) {
    guard Self.isColor(cell) else { return nil }
    text = String(decoding: cell)
  }

  public func write(to cell: inout [UInt8]) { cell.append(contentsOf: text.utf8) }

  static func isColor(_ cell: Span<UInt8>) -> Bool {
    guard cell.count == 7, cell[0] == UInt8(ascii: "#") else { return false }
    for i in 1..<7 {
      guard UnicodeScalar(cell[i]).properties.isASCIIHexDigit else { return false }
    }
    return true
  }
}

/// The path of a file inside the data folder, with `/` between its parts.
///
/// Neither absolute nor with `..`, `.` or empty parts, backslashes or control characters, so that
/// joining it to the folder cannot leave the folder. A symbolic link inside may still lead out.
public struct RelativePath: ColumnValue, Hashable {
  public static var columnType: ColumnType { .path }

  public let text: String

  public init?(cell: Span<UInt8>) {
    guard Self.isInside(cell) else { return nil }
    text = String(decoding: cell)
  }

  public init?(_ text: String) { self.init(cellText: text) }

  public func write(to cell: inout [UInt8]) { cell.append(contentsOf: text.utf8) }

  static func isInside(_ cell: Span<UInt8>) -> Bool {
    var length = 0
    var dots = 0
    for i in cell.indices {
      switch cell[i] {
      case UInt8(ascii: "/"):
        if length == 0 || (dots == length && dots <= 2) { return false }
        (length, dots) = (0, 0)
      case 0..<0x20, 0x7F, UInt8(ascii: "\\"): return false
      case UInt8(ascii: "."): (length, dots) = (length + 1, dots + 1)
      default: length += 1
      }
    }
    return length > 0 && (dots < length || dots > 2)
  }
}
