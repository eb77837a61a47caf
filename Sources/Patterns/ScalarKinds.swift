/// The kinds of characters that a pattern tells apart, mostly a handful.
///
/// All scalars between two neighbouring ends of its sets' ranges are alike to it.
struct ScalarKinds: Sendable {
  /// Where each kind begins, ascending, from 0. Stretches that the same sets hold are not joined.
  private let starts: [UInt32]
  /// The kinds of the ASCII characters.
  private let ascii: [UInt16]

  init(telling sets: [ScalarSet]) {
    var ends: Set<UInt32> = [0]
    for range in sets.flatMap(\.ranges) {
      ends.insert(range.lowerBound)
      if range.upperBound < ScalarSet.highest { ends.insert(range.upperBound + 1) }
    }
    let starts = ends.sorted()
    self.starts = starts
    ascii = (0..<0x80).map { UInt16(truncatingIfNeeded: Self.kind(of: $0, starts)) }
  }

  var count: Int { starts.count }

  /// A scalar of each kind.
  var samples: [UInt32] { starts }

  @inline(__always)
  func kind(ofASCII byte: UInt8) -> Int { Int(ascii[Int(byte & 0x7F)]) }

  /// - Complexity: logarithmic in the kinds.
  func kind(of value: UInt32) -> Int { Self.kind(of: value, starts) }

  private static func kind(of value: UInt32, _ starts: [UInt32]) -> Int {
    var low = 0
    var high = starts.count
    while high &- low > 1 {
      let middle = (low &+ high) / 2
      if starts[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }
}
