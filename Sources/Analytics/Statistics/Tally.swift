/// How often each whole number occurred.
///
/// Percentiles of any number of samples are exact, and the memory is that of the distinct values:
/// ten million turnaround times to the second need about a megabyte. Two tallies add up, so that
/// parts of the samples can be counted apart.
public struct Tally: Sendable {
  // An open-addressed table; a count of 0 marks a free slot. At most half full.
  private var values: [Int] = Array(repeating: 0, count: 16)
  private var counts: [Int] = Array(repeating: 0, count: 16)
  private var distinct = 0

  /// How many samples there are.
  public private(set) var count = 0
  private var sum = 0.0

  public init() {}

  /// Adds a sample, or `times` equal ones. Constant time on average.
  public mutating func add(_ value: Int, times: Int = 1) {
    count &+= times
    sum += Double(value) * Double(times)
    let mask = values.count &- 1
    var slot = Self.slot(of: value, mask)
    while counts[slot] != 0 {
      if values[slot] == value {
        counts[slot] &+= times
        return
      }
      slot = (slot &+ 1) & mask
    }
    values[slot] = value
    counts[slot] = times
    distinct &+= 1
    if distinct &* 2 > values.count { grow() }
  }

  /// Adds all samples of another tally.
  public mutating func add(_ other: Tally) {
    for (value, times) in zip(other.values, other.counts) where times > 0 {
      add(value, times: times)
    }
  }

  /// The arithmetic mean; `nil` when there are no samples.
  public var mean: Double? { count == 0 ? nil : sum / Double(count) }

  /// The values in ascending order, each with how often it occurred. O(*d* log *d*) in the distinct
  /// values.
  public var ascending: [(value: Int, count: Int)] {
    zip(values, counts).filter { $0.1 > 0 }.map { (value: $0.0, count: $0.1) }
      .sorted { $0.value < $1.value }
  }

  private static func slot(of value: Int, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: UInt(bitPattern: value) &* 0x9E37_79B9_7F4A_7C15 &>> 32) & mask
  }

  private mutating func grow() {
    let old = (values, counts)
    values = Array(repeating: 0, count: old.0.count * 2)
    counts = values
    let mask = values.count - 1
    for (value, times) in zip(old.0, old.1) where times > 0 {
      var slot = Self.slot(of: value, mask)
      while counts[slot] != 0 { slot = (slot + 1) & mask }
      values[slot] = value
      counts[slot] = times
    }
  }
}
