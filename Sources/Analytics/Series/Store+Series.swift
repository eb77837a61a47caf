public import Tables

/// The numbers of a block, for a scan in constant memory.
public struct SeriesBlock {
  /// NaN where a row has none that counts.
  public internal(set) var values: [Double] = []
  /// The number of each row's group.
  public internal(set) var groups: [Int] = []
  /// Seconds since 1970, or no instant (`InstantColumn.empty`, `InstantColumn.unreadable`).
  public internal(set) var times: [Int] = []
  /// The primary keys; empty where they were not asked for.
  public internal(set) var keys: [String] = []
}

extension Store {
  /// Reads a series block by block, in constant memory.
  ///
  /// - Parameters:
  ///   - grouping: A column of its table, or the word for one; `nil` puts all into group 0.
  ///   - period: Of the times of the rows; rows without one are outside of a period with an end.
  ///   - withKeys: Whether the blocks hold primary keys, which costs a text a row.
  /// - Returns: What was left out, and the names of the groups.
  /// - Throws: `NoAnswer` when there is no such column; `ReadingError` as `read`.
  public func scan(
    _ series: SeriesName, by grouping: String? = nil, during period: Range<Int> = .min..<(.max),
    withKeys: Bool = false, _ onBlock: (SeriesBlock) throws -> Void
  ) throws -> (leftOut: Series.LeftOut, groups: [String]) {
    guard let table = catalog[series.table] else {
      throw NoAnswer.unknown("table", series.table, among: catalog.names)
    }
    let groups = try grouping.map { CodedColumn(try series.groupColumn($0, in: table)) }
    let numbers = SeriesNumbers(series)
    let times = series.time.map { InstantColumn($0) }
    let keys = withKeys ? table.primaryKey.map { TextColumn(table.columns[$0].name) } : []
    var columns: [any ScannedColumn] = numbers.columns + keys
    if let groups { columns.append(groups) }
    if let times { columns.append(times) }
    var leftOut = Series.LeftOut()
    var block = SeriesBlock()
    let isBounded = period.lowerBound > .min || period.upperBound < .max
    let summary = try scan(table, filling: columns) {
      numbers.fill(&block.values, &leftOut)
      block.groups = groups?.codes ?? Array(repeating: 0, count: block.values.count)
      block.times =
        times?.seconds ?? Array(repeating: InstantColumn.empty, count: block.values.count)
      if isBounded {
        for i in block.values.indices where !period.contains(block.times[i]) {
          if !block.values[i].isNaN { leftOut.outsidePeriod += 1 }
          block.values[i] = .nan
        }
      }
      if withKeys {
        block.keys = block.values.indices.map { i in
          keys.map { $0.texts[i] }.joined(separator: "/")
        }
      }
      try onBlock(block)
    }
    leftOut.lost = summary.lost
    let names = groups.map { column in (0..<column.values.count).map { column.values.text($0) } }
    return (leftOut, names ?? ["all"])
  }

  /// Reads a series as a whole: a few dozen bytes a number.
  public func series(
    _ name: SeriesName, by grouping: String? = nil, during period: Range<Int> = .min..<(.max)
  ) throws -> Series {
    var points: [[Series.Point]] = []
    let (leftOut, names) = try scan(name, by: grouping, during: period, withKeys: true) { block in
      for i in block.values.indices where !block.values[i].isNaN {
        let group = block.groups[i]
        while points.count <= group { points.append([]) }
        let time = block.times[i] > InstantColumn.unreadable ? block.times[i] : nil
        points[group].append(
          Series.Point(value: block.values[i], time: time, key: block.keys[i]))
      }
    }
    let groups = points.indices.filter { !points[$0].isEmpty }.map { group in
      Series.Group(name: names[group], points: points[group].inOrderOfTime)
    }
    return Series(name: name, groups: groups.sorted { $0.name < $1.name }, leftOut: leftOut)
  }
}

extension [Series.Point] {
  /// By time; those of one time, and without one, in the order of the file, the latter at the end.
  fileprivate var inOrderOfTime: [Series.Point] {
    let times = map { $0.time ?? .max }
    guard zip(times, times.dropFirst()).contains(where: { $0 > $1 }) else { return self }
    return indices.sorted { (times[$0], $0) < (times[$1], $1) }.map { self[$0] }
  }
}

/// The columns behind a series, and the numbers in them.
private struct SeriesNumbers {
  let columns: [any ScannedColumn]
  private let number: NumberColumn?
  private let duration: DurationColumns?

  init(_ series: SeriesName) {
    switch series.source {
    case .column(let name):
      let column = NumberColumn(name)
      (number, duration) = (column, nil)
      columns = [column]
    case .minutes(let from, let to, let status):
      let duration = DurationColumns(from: from, to: to, status: status)
      (number, self.duration) = (nil, duration)
      columns = duration.columns
    }
  }

  func fill(_ values: inout [Double], _ leftOut: inout Series.LeftOut) {
    if let number {
      values = number.values
      leftOut.unreadable += number.unreadable
      leftOut.empty += values.count { $0.isNaN } - number.unreadable
    } else if let duration {
      duration.fill(&values, &leftOut)
    }
  }
}

/// The columns behind a length of time.
private struct DurationColumns {
  private let from: InstantColumn
  private let to: InstantColumn
  private let status = CodedColumn("status")
  private let finished: Int

  init(from: String, to: String, status word: String) {
    self.from = InstantColumn(from)
    self.to = InstantColumn(to)
    finished = status.code(of: word)
  }

  var columns: [any ScannedColumn] { [from, to, status] }

  func fill(_ values: inout [Double], _ leftOut: inout Series.LeftOut) {
    values.removeAll(keepingCapacity: true)
    let (starts, ends, states) = (from.seconds, to.seconds, status.codes)
    for i in states.indices {
      guard states[i] == finished else {
        leftOut.unfinished += 1
        values.append(.nan)
        continue
      }
      values.append(Self.minutes(starts[i], ends[i], &leftOut))
    }
  }

  private static func minutes(
    _ start: Int, _ end: Int, _ leftOut: inout Series.LeftOut
  ) -> Double {
    if start == InstantColumn.unreadable || end == InstantColumn.unreadable {
      leftOut.unreadable += 1
    } else if start == InstantColumn.empty || end == InstantColumn.empty {
      leftOut.empty += 1
    } else if end < start {
      leftOut.negative += 1
    } else {
      return Double(end - start) / 60
    }
    return .nan
  }
}
