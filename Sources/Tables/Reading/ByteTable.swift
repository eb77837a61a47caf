/// Distinct cells, each with a number: the order in which it first came.
///
/// A hash table whose keys lie one after another in one array, so that a lookup makes no object and
/// a million short keys take little more than their bytes.
public struct ByteTable: Sendable {
  private var arena: [UInt8] = []
  private var ends: [Int] = [0]
  private var hashes: [UInt32] = []
  /// The number of a key plus one, or 0; a power of two long, at most half full.
  private var slots: [UInt32] = Array(repeating: 0, count: 64)

  /// A different order of slots in each process, so that no file can be made to collide.
  private static let seed = UInt64.random(in: .min ... .max)

  public init() {}

  /// How many distinct cells there are.
  public var count: Int { hashes.count }

  /// The bytes of the cell with this number.
  public subscript(number: Int) -> ArraySlice<UInt8> { arena[ends[number]..<ends[number + 1]] }

  /// The text of the cell with this number.
  public func text(_ number: Int) -> String { String(decoding: self[number], as: UTF8.self) }

  /// The number of a cell, or `nil` when it never came. Constant time in the number of cells.
  public func number(of cell: Span<UInt8>) -> Int? {
    let found = lookUp(cell, Self.hash(cell))
    return slots[found] == 0 ? nil : Int(slots[found]) - 1
  }

  /// The number of a cell, and whether it came for the first time.
  @discardableResult
  public mutating func insert(_ cell: Span<UInt8>) -> (number: Int, isNew: Bool) {
    let hash = Self.hash(cell)
    let slot = lookUp(cell, hash)
    if slots[slot] != 0 { return (Int(slots[slot]) &- 1, false) }
    let number = hashes.count
    for i in cell.indices { arena.append(cell[i]) }
    ends.append(arena.count)
    hashes.append(hash)
    slots[slot] = UInt32(number + 1)
    if hashes.count * 2 > slots.count { grow() }
    return (number, true)
  }

  private func lookUp(_ cell: Span<UInt8>, _ hash: UInt32) -> Int {
    let mask = slots.count &- 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let number = Int(slots[slot]) &- 1
      if hashes[number] == hash, holds(number, cell) { return slot }
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

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(number + 1)
    }
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
