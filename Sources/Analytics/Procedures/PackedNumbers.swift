/// Whole numbers in half the memory where they lie near each other, as the ids and times of a lab do:
/// each is kept as its distance from the least one. Where the distances need more than 32 bits, as behind a
/// mistyped year, the numbers are kept as they are.
public struct PackedNumbers: Sendable {
  /// Stands for no number, which is far from all others.
  static let missing = Int.min

  /// The least and the greatest of those that are not missing.
  private let range: ClosedRange<Int>?
  private var distances: [UInt32] = []
  /// All of them, where distances do not hold them.
  private var whole: [Int] = []

  init(_ numbers: [Int] = []) {
    var (least, greatest) = (Int.max, Self.missing)
    for number in numbers where number != Self.missing {
      (least, greatest) = (Swift.min(least, number), Swift.max(greatest, number))
    }
    range = least <= greatest ? least...greatest : nil
    if Self.isNarrow(range) {
      distances = numbers.map { Self.distance($0, from: least) }
    } else {
      whole = numbers
    }
  }

  /// A column of all blocks, one block after the other. Theirs are empty afterwards.
  static func take<Block>(
    _ column: WritableKeyPath<Block, PackedNumbers>, from blocks: inout [Block]
  ) -> PackedNumbers {
    var all = PackedNumbers(joining: blocks.map { $0[keyPath: column].range })
    let count = blocks.reduce(0) { $0 + $1[keyPath: column].count }
    let isNarrow = isNarrow(all.range)
    if isNarrow { all.distances.reserveCapacity(count) } else { all.whole.reserveCapacity(count) }
    for block in blocks.indices {
      let numbers = blocks[block][keyPath: column]
      if isNarrow {
        let least = all.range?.lowerBound ?? 0
        for number in numbers { all.distances.append(distance(number, from: least)) }
      } else {
        all.whole += numbers
      }
      blocks[block][keyPath: column] = PackedNumbers()
    }
    return all
  }

  private init(joining ranges: [ClosedRange<Int>?]) {
    let ranges = ranges.compactMap { $0 }
    let (least, greatest) = (ranges.map(\.lowerBound).min(), ranges.map(\.upperBound).max())
    range = least.flatMap { least in greatest.map { least...$0 } }
  }

  /// Whether distances hold all numbers of a range, and one that stands for none.
  private static func isNarrow(_ range: ClosedRange<Int>?) -> Bool {
    guard let range else { return true }
    return UInt(bitPattern: range.upperBound &- range.lowerBound) < UInt(UInt32.max)
  }

  private static func distance(_ number: Int, from least: Int) -> UInt32 {
    number == missing ? .max : UInt32(truncatingIfNeeded: number &- least)
  }
}

extension PackedNumbers: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { distances.count + whole.count }

  public subscript(place: Int) -> Int {
    if !whole.isEmpty { return whole[place] }
    let distance = distances[place]
    return distance == .max ? Self.missing : (range?.lowerBound ?? 0) &+ Int(distance)
  }
}

extension PackedNumbers: Equatable, ExpressibleByArrayLiteral {
  public init(arrayLiteral numbers: Int...) { self.init(numbers) }

  public static func == (left: Self, right: Self) -> Bool { left.elementsEqual(right) }
}
