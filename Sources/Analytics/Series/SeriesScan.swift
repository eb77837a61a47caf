internal import Tables

/// Reads the numbers of a series that count.
struct SeriesScan: BlockScan {
  /// The numbers of a block, a column an attribute.
  struct Block: Sendable {
    var values: [Double] = []
    /// Seconds since 1970, or `Series.noTime`.
    var times: [Int] = []
    /// The numbers of the groups; empty where there is one.
    var groups: [Int32] = []
    /// The primary keys; empty where they were not asked for.
    var keys = KeyTexts()
    var leftOut = Series.LeftOut()
  }

  private let numbers: SeriesNumbers
  private let times: InstantColumn?
  private let groups: CodedColumn?
  private let keys: [KeyColumn]
  private let period: Range<Int>
  /// The numbers of the block at hand, NaN where a row has none.
  private var values: [Double] = []

  /// - Parameters:
  ///   - keys: The columns of the primary key, where it is asked for.
  ///   - group: The column of the groups, and the numbers of its values, which all threads share.
  ///   - period: Of the times of the rows; rows without one are outside of a period with an end.
  init(
    _ series: SeriesName, keys: [String], group: (name: String, numbers: ValueNumbers)?,
    during period: Range<Int>
  ) {
    numbers = SeriesNumbers(series)
    times = series.time.map { InstantColumn($0) }
    groups = group.map { CodedColumn($0.name, numbers: $0.numbers) }
    self.keys = keys.map { KeyColumn($0) }
    self.period = period
  }

  var columns: [any ScannedColumn] {
    var columns: [any ScannedColumn] = numbers.columns + keys
    if let groups { columns.append(groups) }
    if let times { columns.append(times) }
    return columns
  }

  mutating func block() -> Block {
    var block = Block()
    numbers.fill(&values, &block.leftOut)
    // As a block is kept, it has no more room than it needs.
    let count = values.count { !$0.isNaN }
    block.values.reserveCapacity(count)
    block.times.reserveCapacity(count)
    if groups != nil { block.groups.reserveCapacity(count) }
    if !keys.isEmpty { block.keys.reserveCapacity(count) }
    let (seconds, codes) = (times?.seconds, groups?.codes)
    let isBounded = period.lowerBound > .min || period.upperBound < .max
    for (row, value) in values.enumerated() where !value.isNaN {
      let time = seconds?[row] ?? InstantColumn.empty
      if isBounded, !period.contains(time) {
        block.leftOut.outsidePeriod += 1
        continue
      }
      block.values.append(value)
      block.times.append(time > InstantColumn.unreadable ? time : Series.noTime)
      if let codes { block.groups.append(Int32(codes[row])) }
      if !keys.isEmpty { block.keys.append(keys, row: row) }
    }
    return block
  }
}

extension Series.LeftOut {
  /// Adds what was left out of another block.
  mutating func merge(_ other: Series.LeftOut) {
    unfinished += other.unfinished
    empty += other.empty
    unreadable += other.unreadable
    negative += other.negative
    outsidePeriod += other.outsidePeriod
    lost += other.lost
  }
}
