/// The rows of an answer: those that were added, and behind them those that are made anew each time they
/// are asked for, as a million rows of a chart would take 400 MB.
public struct FigureRows: Sendable {
  /// Rows of which none is kept.
  private struct Made: Sendable {
    let rows: Range<Int>
    let row: @Sendable (Int) -> [Figure]
  }

  private var kept: [[Figure]] = []
  private var made: [Made] = []

  public init() {}

  /// Adds a row.
  public mutating func append(_ row: [Figure]) {
    if made.isEmpty { kept.append(row) } else { append(1) { _ in row } }
  }

  /// Adds so many rows, each of which is made by its place among them.
  mutating func append(_ count: Int, _ row: @escaping @Sendable (Int) -> [Figure]) {
    if count > 0 { made.append(Made(rows: endIndex..<endIndex + count, row: row)) }
  }
}

extension FigureRows: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { made.last?.rows.upperBound ?? kept.count }

  public subscript(place: Int) -> [Figure] {
    if place < kept.count { return kept[place] }
    var (low, high) = (0, made.count)
    while low < high {
      let middle = (low + high) / 2
      if made[middle].rows.upperBound <= place { low = middle + 1 } else { high = middle }
    }
    return made[low].row(place - made[low].rows.lowerBound)
  }
}

extension FigureRows: Equatable, ExpressibleByArrayLiteral {
  public init(arrayLiteral rows: [Figure]...) { kept = rows }

  public static func == (left: Self, right: Self) -> Bool { left.elementsEqual(right) }
}
