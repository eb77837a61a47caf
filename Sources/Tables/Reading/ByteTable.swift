/// Distinct cells, each with a number: the order in which it first came.
///
/// The cells lie one after another in one array, so that a lookup makes no object and a million
/// short keys take little more than their bytes. As long as they come in ascending order, as the
/// keys of a file that grows at its end do, nothing else is kept: an ascending cell is a new one.
/// The first that is not makes an index of all, a hash table with open addresses.
public struct ByteTable: Sendable {
  private var arena: [UInt8] = []
  private var ends: [Int] = [0]
  /// A hash in the upper half, the number of a cell plus one in the lower; or 0. A power of two
  /// long, at most half full; empty while the cells ascend. The hash stands beside the number, as a
  /// look elsewhere in memory costs more than all else.
  private var slots: [UInt64] = []

  /// A different order of slots in each process, so that no file can be made to collide.
  private static let seed = UInt64.random(in: .min ... .max)

  public init() {}

  /// How many distinct cells there are.
  public var count: Int { ends.count - 1 }

  /// The bytes of the cell with this number.
  public subscript(number: Int) -> ArraySlice<UInt8> { arena[ends[number]..<ends[number + 1]] }

  /// The text of the cell with this number.
  public func text(_ number: Int) -> String { String(decoding: self[number], as: UTF8.self) }

  /// The number of a cell, or `nil` when it never came.
  ///
  /// Constant time in the number of cells with an index, logarithmic without.
  public func number(of cell: Span<UInt8>) -> Int? {
    guard !slots.isEmpty else { return search(cell) }
    let found = slots[slot(of: cell, Self.hash(cell))]
    return found == 0 ? nil : Self.number(in: found)
  }

  /// The number of a cell, and whether it came for the first time.
  @discardableResult
  public mutating func insert(_ cell: Span<UInt8>) -> (number: Int, isNew: Bool) {
    if slots.isEmpty {
      if count == 0 || compare(count &- 1, with: cell) < 0 {
        append(cell)
        return (count &- 1, true)
      }
      makeIndex()
    }
    let hash = Self.hash(cell)
    let slot = slot(of: cell, hash)
    if slots[slot] != 0 { return (Self.number(in: slots[slot]), false) }
    append(cell)
    slots[slot] = Self.slot(hash, count &- 1)
    if count &* 2 > slots.count { grow() }
    return (count &- 1, true)
  }

  /// Makes the index, if it is not there: before many cells are looked for.
  mutating func makeIndex() {
    guard slots.isEmpty else { return }
    var size = 64
    while size < count &* 2 { size &*= 2 }
    slots = Array(repeating: 0, count: size)
    for number in 0..<count {
      let hash = Self.hash(arena.span.extracting(ends[number]..<ends[number &+ 1]))
      put(Self.slot(hash, number))
    }
  }
}

// MARK: Without an index

extension ByteTable {
  private mutating func append(_ cell: Span<UInt8>) {
    unsafe cell.withUnsafeBufferPointer { unsafe arena.append(contentsOf: $0) }
    ends.append(arena.count)
  }

  private func search(_ cell: Span<UInt8>) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low &+ high) / 2
      let order = compare(middle, with: cell)
      if order == 0 { return middle }
      if order < 0 { low = middle &+ 1 } else { high = middle }
    }
    return nil
  }

  /// Below zero when the cell with this number comes before `cell`, above when after, by bytes.
  private func compare(_ number: Int, with cell: Span<UInt8>) -> Int {
    let start = ends[number]
    let length = ends[number &+ 1] &- start
    for i in 0..<min(length, cell.count) where arena[start &+ i] != cell[i] {
      return arena[start &+ i] < cell[i] ? -1 : 1
    }
    return length &- cell.count
  }
}

// MARK: The index

extension ByteTable {
  private static func slot(_ hash: UInt32, _ number: Int) -> UInt64 {
    UInt64(hash) &<< 32 | UInt64(number &+ 1)
  }

  private static func number(in slot: UInt64) -> Int {
    Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) &- 1
  }

  /// Where a cell stands in the index, or where it would.
  private func slot(of cell: Span<UInt8>, _ hash: UInt32) -> Int {
    let mask = slots.count &- 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let found = slots[slot]
      if UInt32(truncatingIfNeeded: found &>> 32) == hash, holds(Self.number(in: found), cell) {
        return slot
      }
      slot = (slot &+ 1) & mask
    }
    return slot
  }

  private func holds(_ number: Int, _ cell: Span<UInt8>) -> Bool {
    let start = ends[number]
    guard ends[number &+ 1] &- start == cell.count else { return false }
    for i in cell.indices where arena[start &+ i] != cell[i] { return false }
    return true
  }

  /// Puts an entry that is not there in the first free slot.
  private mutating func put(_ entry: UInt64) {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: entry &>> 32) & mask
    while slots[slot] != 0 { slot = (slot &+ 1) & mask }
    slots[slot] = entry
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 { put(entry) }
  }

  /// Multiply and rotate over eight bytes at a time.
  private static func hash(_ cell: Span<UInt8>) -> UInt32 {
    unsafe cell.withUnsafeBytes { bytes in
      var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
      var i = 0
      while i &+ 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        hash = mixed(hash ^ word)
        i &+= 8
      }
      var rest: UInt64 = 0
      while i < bytes.count {
        rest = unsafe rest &<< 8 | UInt64(bytes[i])
        i &+= 1
      }
      hash = mixed(hash ^ rest)
      return UInt32(truncatingIfNeeded: hash &>> 32)
    }
  }

  @inline(__always)
  private static func mixed(_ x: UInt64) -> UInt64 {
    let product = x &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product &>> 29)
  }
}
