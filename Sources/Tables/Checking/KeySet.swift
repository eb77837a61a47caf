/// The values of a key column: whole numbers as numbers, all else as bytes.
struct KeySet: Sendable {
  /// Whether the values are whole numbers.
  let isOfNumbers: Bool
  private(set) var numbers = NumberSet()
  private(set) var texts = ByteTable()

  init(of type: ColumnType) { isOfNumbers = type == .int }

  var count: Int { isOfNumbers ? numbers.count : texts.count }

  /// Adds a cell of the column's type; returns whether it is new.
  mutating func insert(_ cell: Span<UInt8>) -> Bool {
    guard isOfNumbers else { return texts.insert(cell).isNew }
    return Int(cell: cell).map { numbers.insert($0) } ?? true
  }

  /// Adds those that are not negative to a set of whole numbers; returns how many were there already.
  mutating func insert(_ some: ArraySlice<Int32>) -> Int { numbers.insert(some) }

  /// Adds the whole numbers of another set; returns how many of them were there already.
  mutating func formUnion(_ other: KeySet) -> Int {
    precondition(isOfNumbers, "texts are collected by one thread, which keeps their order")
    return numbers.formUnion(other.numbers)
  }

  /// Makes looking for keys fast, once all are there.
  mutating func makeIndex() { texts.makeIndex() }

  func contains(_ cell: Span<UInt8>) -> Bool {
    guard isOfNumbers else { return texts.number(of: cell) != nil }
    return Int(cell: cell).map { numbers.contains($0) } ?? false
  }
}
