/// How often each whole number occurred.
///
/// Percentiles of any number of samples are exact, and the memory is that of the distinct values:
/// ten million turnaround times to the second need about a megabyte. Two tallies add up, so that
/// parts of the samples can be counted apart.
public struct Tally: Sendable {
  /// Values from 0 on, up to a limit, are counted in pages of neighbours, as durations come in
  /// clusters: for each page where its counts begin in `counts`, or -1.
  private var pages: [Int32] = []
  /// A byte for each value, so that the counts of a lab's durations fit into a processor's cache. What
  /// a byte cannot hold is `scattered`.
  private var counts: [UInt8] = []
  /// All other values; also those of a page that too few samples were in when they came.
  private var scattered = ScatteredTally()

  /// Samples that wait to be counted, so that those of one tally are counted together, while its counts
  /// are in the cache: a loop over many groups else fetches others at every sample.
  @usableFromInline var waiting = InlineArray<64, Int>(repeating: 0)
  @usableFromInline var waitingCount = 0
  private var counted = 0

  /// How many samples there are.
  public var count: Int { counted + waitingCount }

  public init() {}

  private static let limit = 1 << 22
  static let pageBits = 8
  static let pageSize = 1 << pageBits

  /// Adds a sample. Constant time on average.
  @inlinable @inline(__always)
  public mutating func add(_ value: Int) {
    waiting[waitingCount] = value
    waitingCount &+= 1
    if waitingCount == waiting.count { countWaiting() }
  }

  /// Adds `times` equal samples. Constant time on average.
  public mutating func add(_ value: Int, times: Int) {
    counted &+= times
    let page = value &>> Self.pageBits
    if page >= 0, page < pages.count, case let start = Int(pages[page]), start >= 0 {
      let place = start &+ value & (Self.pageSize &- 1)
      let sum = Int(counts[place]) &+ times
      counts[place] = UInt8(truncatingIfNeeded: sum)
      if sum > 255 { scattered.add(value, times: sum & ~255) }
    } else if value >= 0, value < Self.limit, makePage(page) {
      counted &-= times
      add(value, times: times)
    } else {
      scattered.add(value, times: times)
    }
  }

  @usableFromInline
  mutating func countWaiting() {
    var left = 0
    // Taken out, so that the loop need not ask at each sample whether somebody else has them.
    var counts: [UInt8] = []
    swap(&counts, &self.counts)
    for i in 0..<waitingCount {
      let value = waiting[i]
      let page = value &>> Self.pageBits
      if page >= 0, page < pages.count, case let start = Int(pages[page]), start >= 0 {
        let place = start &+ value & (Self.pageSize &- 1)
        if counts[place] < 255 {
          counts[place] &+= 1
          continue
        }
      }
      waiting[left] = value
      left &+= 1
    }
    swap(&counts, &self.counts)
    counted &+= waitingCount &- left
    waitingCount = 0
    for i in 0..<left { add(waiting[i], times: 1) }
  }

  /// The same with nothing waiting.
  private var settled: Tally {
    var tally = self
    tally.countWaiting()
    return tally
  }

  /// Makes a page, unless pages would then take much more memory than the samples deserve.
  private mutating func makePage(_ page: Int) -> Bool {
    guard counts.count <= 64 &* (counted &+ 4) else { return false }
    while pages.count <= page { pages.append(-1) }
    pages[page] = Int32(truncatingIfNeeded: counts.count)
    counts.append(contentsOf: repeatElement(0, count: Self.pageSize))
    return true
  }

  /// Adds all samples of another tally. O(*d*) in its distinct values.
  public mutating func add(_ other: Tally) {
    if count == 0 {
      self = other
      return
    }
    for i in 0..<other.waitingCount { add(other.waiting[i]) }
    for (page, start) in other.pages.enumerated() where start >= 0 {
      add(page, of: other, at: Int(start))
    }
    for (value, count) in other.scattered.entries { add(value, times: count) }
    counted = counted &+ other.counted &- other.scattered.total
  }

  /// Adds the counts that stand on a page of another tally.
  private mutating func add(_ page: Int, of other: Tally, at start: Int) {
    while pages.count <= page { pages.append(-1) }
    guard pages[page] >= 0 else {
      pages[page] = Int32(truncatingIfNeeded: counts.count)
      counts.append(contentsOf: other.counts[start..<start &+ Self.pageSize])
      return
    }
    let place = Int(pages[page])
    for i in 0..<Self.pageSize {
      let sum = Int(counts[place &+ i]) &+ Int(other.counts[start &+ i])
      counts[place &+ i] = UInt8(truncatingIfNeeded: sum)
      if sum > 255 { scattered.add(page &<< Self.pageBits | i, times: sum & ~255) }
    }
  }

  /// The arithmetic mean; `nil` when there are no samples. Exact but for the last rounding. O(*d*).
  public var mean: Double? {
    guard count > 0 else { return nil }
    var sum = Int128(0)
    for i in 0..<waitingCount { sum += Int128(waiting[i]) }
    // A value on a page is so small that its sum is a plain number.
    forEachOnPages { value, times in sum += Int128(value &* times) }
    for (value, count) in scattered.entries { sum += Int128(value) * Int128(count) }
    return Double(sum) / Double(count)
  }

  /// The values in ascending order, each with how often it occurred. O(*d*) in the distinct values, but
  /// for those that are sorted as they lie anywhere.
  public var ascending: [(value: Int, count: Int)] {
    var all: [(value: Int, count: Int)] = []
    ordered.visit {
      all.append(($0, $1))
      return true
    }
    return all
  }

  /// The same values, to be gone through in ascending order.
  var ordered: OrderedTally {
    let tally = settled
    return OrderedTally(
      pages: tally.pages, counts: tally.counts, others: tally.scattered.ascending,
      count: tally.counted)
  }

  /// Of each value only the part of its count that stands on its page.
  @inline(__always)
  private func forEachOnPages(_ body: (Int, Int) -> Void) {
    let counts = counts.span
    for (page, start) in pages.enumerated() where start >= 0 {
      for i in 0..<Self.pageSize {
        let times = Int(counts[Int(start) &+ i])
        if times > 0 { body(page &<< Self.pageBits | i, times) }
      }
    }
  }
}

/// Counts of values that lie anywhere: a table with open addresses, at most half full.
private struct ScatteredTally: Sendable {
  /// A count of 0 marks a free slot.
  private var slots: [Slot] = []
  private var distinct = 0

  /// How many samples there are.
  var total: Int { slots.reduce(0) { $0 &+ $1.count } }

  private struct Slot {
    var value = 0
    var count = 0
  }

  mutating func add(_ value: Int, times: Int) {
    guard times != 0 else { return }
    if distinct &* 2 >= slots.count { grow() }
    let slot = slot(of: value)
    if slots[slot].count == 0 {
      slots[slot].value = value
      distinct &+= 1
    }
    slots[slot].count &+= times
  }

  /// In no order.
  var entries: some Sequence<(value: Int, count: Int)> {
    slots.lazy.filter { $0.count > 0 }.map { (value: $0.value, count: $0.count) }
  }

  var ascending: [(value: Int, count: Int)] {
    entries.sorted { $0.value < $1.value }
  }

  /// The slot that holds the value, or the free one where it belongs.
  ///
  /// Sixteen neighbouring values get neighbouring slots, as instants come in clusters and a cluster
  /// should stay in the cache. The sixteens are scattered: where they were not, a second cluster that
  /// fell onto the first by the size of the table had to walk over all of it, at every sample.
  private func slot(of value: Int) -> Int {
    let mask = slots.count &- 1
    let scattered = (UInt(bitPattern: value &>> 4) &* 0x9E37_79B9_7F4A_7C15) &>> 32
    var slot = (Int(truncatingIfNeeded: scattered) &<< 4 | value & 15) & mask
    while slots[slot].count != 0, slots[slot].value != value { slot = (slot &+ 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: max(16, old.count * 2))
    for entry in old where entry.count > 0 { slots[slot(of: entry.value)] = entry }
  }
}
