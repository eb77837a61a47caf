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

  /// Makes looking for keys fast, once all are there.
  mutating func makeIndex() { texts.makeIndex() }

  func contains(_ cell: Span<UInt8>) -> Bool {
    guard isOfNumbers else { return texts.number(of: cell) != nil }
    return Int(cell: cell).map { numbers.contains($0) } ?? false
  }
}

/// Whole numbers: a bit each where they are dense, as ids are; hashed where they are not.
struct NumberSet: Sendable {
  private var bits: [UInt64] = []
  private var others: Set<Int> = []
  private(set) var count = 0
  private(set) var lowest = Int.max
  private(set) var highest = Int.min

  /// Up to here numbers have a bit: 64 MiB of them at most, and only if they go that far.
  private static let dense = 0..<(1 << 29)

  mutating func insert(_ number: Int) -> Bool {
    let isNew: Bool
    // A lone large number must not cost the bits below it.
    if Self.dense.contains(number), number < 1 << 16 || number >> 10 <= count {
      let word = number >> 6
      if word >= bits.count {
        let more = max(word + 1, bits.count * 2) - bits.count
        bits.append(contentsOf: repeatElement(0, count: more))
      }
      let bit: UInt64 = 1 << UInt64(number & 63)
      isNew = bits[word] & bit == 0 && (others.isEmpty || !others.contains(number))
      bits[word] |= bit
    } else {
      isNew = !hasBit(number) && others.insert(number).inserted
    }
    if isNew {
      count += 1
      lowest = min(lowest, number)
      highest = max(highest, number)
    }
    return isNew
  }

  func contains(_ number: Int) -> Bool {
    hasBit(number) || (!others.isEmpty && others.contains(number))
  }

  private func hasBit(_ number: Int) -> Bool {
    guard number >= 0, number >> 6 < bits.count else { return false }
    return bits[number >> 6] >> UInt64(number & 63) & 1 != 0
  }
}
