/// Whole numbers: a bit each where they are dense, as ids are; hashed where they are not.
struct NumberSet: Sendable {
  private var bits: [UInt64] = []
  private var others: Set<Int> = []
  private(set) var count = 0
  private(set) var lowest = Int.max
  private(set) var highest = Int.min
  /// How many numbers are elsewhere: those here are likely to go on behind them.
  private let elsewhere: Int

  init(after elsewhere: Int = 0) { self.elsewhere = elsewhere }

  /// Up to here numbers have a bit: 64 MiB of them at most, and only if they go that far.
  private static let dense = 0..<(1 << 29)

  mutating func insert(_ number: Int) -> Bool {
    let isNew: Bool
    if Self.dense.contains(number), number < 1 << 16 || isDense(number) {
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

  /// Adds all numbers that are not negative; returns how many of them were there already.
  ///
  /// One loop over bits where all have one, as the ids of a block do.
  mutating func insert(_ numbers: ArraySlice<Int32>) -> Int {
    guard let most = numbers.max(), others.isEmpty, Int(most) >> 6 < bits.count else {
      return numbers.reduce(0) { $1 < 0 || insert(Int($1)) ? $0 : $0 + 1 }
    }
    var (there, all) = (0, 0)
    var least = Int32.max
    var bits = bits.mutableSpan
    for number in numbers where number >= 0 {
      let place = Int(number)
      let bit: UInt64 = 1 &<< UInt64(place & 63)
      there &+= Int(truncatingIfNeeded: bits[place &>> 6] &>> UInt64(place & 63) & 1)
      bits[place &>> 6] |= bit
      all &+= 1
      least = min(least, number)
    }
    guard all > there else { return there }
    count += all - there
    lowest = min(lowest, Int(least))
    highest = max(highest, Int(most))
    return there
  }

  @inline(__always)
  func contains(_ number: Int) -> Bool {
    hasBit(number) || (!others.isEmpty && others.contains(number))
  }

  /// Where in a list the numbers are that are not here, counted from its start; all negative ones too.
  func offsets(ofUnknown numbers: ArraySlice<Int32>) -> [Int] {
    var unknown: [Int] = []
    for (offset, number) in numbers.enumerated() where number < 0 || !contains(Int(number)) {
      unknown.append(offset)
    }
    return unknown
  }

  @inline(__always)
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
    (lowest, highest) = (min(lowest, other.lowest), max(highest, other.highest))
    // What had no bit in the one may have one in the other, or deserve one now.
    let loose = others.union(other.others)
    others = []
    count = bits.reduce(0) { $0 + $1.nonzeroBitCount }
    for number in loose { _ = insert(number) }
    return before - count
  }

  /// Whether a number deserves a bit: a lone large one must not cost the bits below it.
  private func isDense(_ number: Int) -> Bool { number >> 10 <= count + elsewhere }
}
