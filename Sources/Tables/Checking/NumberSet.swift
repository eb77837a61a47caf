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

  /// Adds the numbers of another set; returns how many of them were there already.
  ///
  /// O(*n*/64) in the highest of the dense ones.
  mutating func formUnion(_ other: NumberSet) -> Int {
    if count == 0 {
      self = other
      return 0
    }
    let before = count + other.count
    if bits.count < other.bits.count {
      bits.append(contentsOf: repeatElement(0, count: other.bits.count - bits.count))
    }
    for word in other.bits.indices { bits[word] |= other.bits[word] }
    others.formUnion(other.others)
    // What had no bit in the one may have one in the other.
    for number in others where hasBit(number) { others.remove(number) }
    count = bits.reduce(others.count) { $0 + $1.nonzeroBitCount }
    lowest = min(lowest, other.lowest)
    highest = max(highest, other.highest)
    return before - count
  }
}
