internal import CSVText

/// The id of a row of `Row`'s table: a number that the lab never shows a meaning for.
public struct Key<Row>: ColumnValue, Hashable, Comparable, CustomStringConvertible {
  public static var columnType: ColumnType { .int }

  public let id: Int

  public init(_ id: Int) { self.id = id }

  @inlinable
  public init?(cell: Span<UInt8>) {
    guard let id = Int(cell: cell) else { return nil }
    self.id = id
  }

  public func write(to cell: inout [UInt8]) { id.write(to: &cell) }
  public var description: String { String(id) }
  public static func < (left: Self, right: Self) -> Bool { left.id < right.id }
}

/// The code by which people know a row of `Row`'s table: of an assay, an instrument, a person.
public struct Code<Row>: ColumnValue, Hashable, Comparable, CustomStringConvertible {
  public static var columnType: ColumnType { .text() }

  public let text: String

  public init(_ text: String) { self.text = text }
  public init?(cell: Span<UInt8>) { text = String(decoding: cell) }

  public func write(to cell: inout [UInt8]) { cell.append(contentsOf: text.utf8) }
  public var description: String { text }
  public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
