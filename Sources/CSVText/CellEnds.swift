/// Where cells end, as offsets from the start of a batch: a growing array without bounds checks.
///
/// One of the three places of this target that own raw memory; `ReadBuffer` and `BlockBuffer` are the
/// others.
@safe struct CellEnds: ~Copyable {
  /// In front of the first stands a number whose next one is 0: there the first cell begins, as every
  /// other behind the end of the cell before it.
  private(set) var base: UnsafeMutablePointer<UInt32>
  private(set) var capacity: Int
  var count = 0

  init() {
    capacity = 1 << 12
    unsafe base = Self.allocate(capacity)
  }

  deinit { unsafe (base - 1).deallocate() }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt32> {
    let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity + 1)
    unsafe memory[0] = .max
    return unsafe memory + 1
  }

  /// Makes room for `extra` more. Amortised constant time per element.
  @inline(__always)
  mutating func reserve(_ extra: Int) {
    if count &+ extra > capacity { grow(extra) }
  }

  private mutating func grow(_ extra: Int) {
    let larger = max(capacity * 2, count + extra)
    let moved = unsafe Self.allocate(larger)
    unsafe moved.update(from: base, count: count)
    unsafe (base - 1).deallocate()
    unsafe base = moved
    capacity = larger
  }

  /// Adds one end; room must have been reserved.
  @inline(__always)
  mutating func append(_ end: Int) {
    unsafe base[count] = UInt32(truncatingIfNeeded: end)
    count &+= 1
  }
}
