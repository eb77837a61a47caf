/// How often each whole number occurred.
///
/// Percentiles of any number of samples are exact, and the memory is that of the distinct values:
/// ten million turnaround times to the second need about a megabyte. Two tallies add up, so that
/// parts of the samples can be counted apart.
public struct Tally: Sendable {
  /// An open-addressed table, at most half full; a count of 0 marks a free slot.
  private var slots = Array(repeating: Slot(), count: 16)
  private var distinct = 0

  private struct Slot {
    var value = 0
    var count = 0
  }

  /// How many samples there are.
  public private(set) var count = 0
  private var sum = 0.0

  public init() {}

  /// Adds a sample, or `times` equal ones. Constant time on average.
  public mutating func add(_ value: Int, times: Int = 1) {
    count &+= times
    sum += Double(value) * Double(times)
    let slot = slot(of: value)
    if slots[slot].count != 0 {
      slots[slot].count &+= times
      return
    }
    slots[slot] = Slot(value: value, count: times)
    distinct &+= 1
    if distinct &* 2 > slots.count { grow() }
  }

  /// Adds all samples of another tally.
  public mutating func add(_ other: Tally) {
    for slot in other.slots where slot.count > 0 { add(slot.value, times: slot.count) }
  }

  /// The arithmetic mean; `nil` when there are no samples.
  public var mean: Double? { count == 0 ? nil : sum / Double(count) }

  /// The values in ascending order, each with how often it occurred. O(*d* log *d*) in the distinct
  /// values.
  public var ascending: [(value: Int, count: Int)] {
    slots.filter { $0.count > 0 }.map { (value: $0.value, count: $0.count) }
      .sorted { $0.value < $1.value }
  }

  /// The slot that holds the value, or the free one where it belongs.
  ///
  /// Sixteen neighbouring values get neighbouring slots, as durations come in clusters and a cluster
  /// should stay in the cache. The sixteens are scattered: where they were not, a second cluster that
  /// fell onto the first by the size of the table had to walk over all of it, at every sample.
  private func slot(of value: Int) -> Int {
    let mask = slots.count &- 1
    let scattered = UInt(bitPattern: value &>> 4) &* 0x9E37_79B9_7F4A_7C15 &>> 32
    var slot = (Int(truncatingIfNeeded: scattered) &<< 4 | value & 15) & mask
    while slots[slot].count != 0, slots[slot].value != value { slot = (slot &+ 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    for entry in old where entry.count > 0 { slots[slot(of: entry.value)] = entry }
  }
}
