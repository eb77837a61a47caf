/// Unicode scalars as ranges of their numbers, ascending, with a gap between any two.
struct ScalarSet: Sendable, Hashable {
  private(set) var ranges: [ClosedRange<UInt32>]

  static let highest: UInt32 = 0x10FFFF

  /// Of ranges in any order, which may overlap.
  init(_ ranges: some Sequence<ClosedRange<UInt32>>) {
    self.ranges = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = self.ranges.last, range.lowerBound <= last.upperBound &+ 1 {
        let upper = max(last.upperBound, range.upperBound)
        self.ranges[self.ranges.count - 1] = last.lowerBound...upper
      } else {
        self.ranges.append(range)
      }
    }
  }

  init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

  init(_ scalars: Unicode.Scalar...) { self.init(scalars.map { $0.value...$0.value }) }

  /// All others.
  var inverted: ScalarSet {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= Self.highest { gaps.append(next...Self.highest) }
    return ScalarSet(gaps)
  }

  func contains(_ value: UInt32) -> Bool { ranges.contains { $0.contains(value) } }
}

extension ScalarSet {
  /// `\d`
  static let digits = ScalarSet([0x30...0x39])
  /// `\w`
  static let wordCharacters = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  /// `\s`: space, tab, line feed, vertical tab, form feed and carriage return.
  static let whiteSpace = ScalarSet([0x09...0x0D, 0x20...0x20])
  /// `.`
  static let allButLineFeed = ScalarSet("\n").inverted
}
