public import CSVText
internal import Synchronization

/// A column of few distinct values: each row holds the number of its value.
public final class CodedColumn: ScannedColumn {
  public let name: String
  /// For each record of the block, the number of its value in `values`.
  public private(set) var codes: [Int] = []
  private let numbers: ValueNumbers
  private var known = KnownValues()

  /// - Parameter numbers: The numbers that values have. Columns that several threads fill side by side
  ///   share them, and give a value the same number.
  public init(_ name: String, numbers: ValueNumbers = ValueNumbers()) {
    self.name = name
    self.numbers = numbers
  }

  /// The distinct values so far, and their numbers.
  public var values: ValueNumbers { numbers }

  public func fill(from batch: borrowing RecordBatch, _ column: Int) {
    guard column >= 0 else {
      codes.removeAll(keepingCapacity: true)
      codes.append(contentsOf: repeatElement(numbers.number(of: ""), count: batch.count))
      return
    }
    Self.encode(batch, column, into: &codes, &known, numbers)
  }

  /// The loop, on plain values: each access to a property of a class is checked for exclusivity,
  /// which took a fifth of a scan's time when it was done for each cell.
  private static func encode(
    _ batch: borrowing RecordBatch, _ column: Int, into codes: inout [Int],
    _ known: inout KnownValues, _ numbers: ValueNumbers
  ) {
    codes.fill(from: batch, column) { record, cell in
      if let cell = cell.short, let code = known.number(of: cell) { return code }
      return look(batch, record, column, &known, numbers)
    }
  }

  /// What is seldom asked stands apart, as the loop is short enough without it to stay in registers.
  @inline(never)
  private static func look(
    _ batch: borrowing RecordBatch, _ record: Int, _ column: Int, _ known: inout KnownValues,
    _ numbers: ValueNumbers
  ) -> Int {
    let short = batch.withBytes(record, column) { $0.short }
    return batch.withCell(record, column) { cell in
      guard let short else { return known.number(ofLong: cell, from: numbers) }
      return known.learn(cell, short, from: numbers)
    }
  }

  /// The number of a value, adding it where it did not come yet.
  public func code(of text: String) -> Int { numbers.number(of: text) }
}

/// The numbers of the distinct values of a column, which may be filled by several threads: each value
/// has the number of values that came before it.
public final class ValueNumbers: Sendable {
  private let table = Mutex(ByteTable())

  public init() {}

  /// How many values there are so far.
  public var count: Int { table.withLock { $0.count } }

  /// The value with this number.
  public func text(_ number: Int) -> String { table.withLock { $0.text(number) } }

  /// The number of a value, which is added where it did not come yet.
  public func number(of text: String) -> Int {
    let bytes = Array(text.utf8)
    return number(of: bytes.span)
  }

  func number(of cell: Span<UInt8>) -> Int { table.withLock { $0.insert(cell).number } }
}

/// The numbers that one thread knows already, so that it need not ask for them at every row.
private struct KnownValues {
  private struct Slot {
    var cell = ShortCell.none
    var number = 0
  }

  /// A table with open addresses, so large that few values meet: at most a quarter full.
  private var slots = Array(repeating: Slot(), count: 256)
  private var count = 0
  /// Values that are no short cells, and their numbers.
  private var others = ByteTable()
  private var numbers: [Int] = []

  @inline(__always)
  func number(of cell: ShortCell) -> Int? {
    let slot = slots[place(of: cell)]
    return slot.cell == .none ? nil : slot.number
  }

  /// Where a cell stands, or where it would.
  @inline(__always)
  private func place(of cell: ShortCell) -> Int {
    let mask = slots.count &- 1
    // The high bits of a product depend on all that is multiplied.
    let mixed = (cell.first ^ cell.last &* 0xC2B2_AE3D_27D4_EB4F) &* 0x9E37_79B9_7F4A_7C15
    var place = Int(truncatingIfNeeded: mixed &>> 40) & mask
    while slots[place].cell != cell, slots[place].cell != .none { place = (place &+ 1) & mask }
    return place
  }

  /// The number of a short cell that is not known yet.
  mutating func learn(_ cell: Span<UInt8>, _ short: ShortCell, from numbers: ValueNumbers) -> Int {
    let number = numbers.number(of: cell)
    slots[place(of: short)] = Slot(cell: short, number: number)
    count += 1
    if count * 4 > slots.count {
      let old = slots
      slots = Array(repeating: Slot(), count: old.count * 4)
      for slot in old where slot.cell != .none { slots[place(of: slot.cell)] = slot }
    }
    return number
  }

  /// The number of a value that is no short cell.
  mutating func number(ofLong cell: Span<UInt8>, from numbers: ValueNumbers) -> Int {
    let (own, isNew) = others.insert(cell)
    if isNew { self.numbers.append(numbers.number(of: cell)) }
    return self.numbers[own]
  }
}
