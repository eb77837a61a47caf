public import Tables

extension Store {
  /// Reads a series on all processors: about thirty bytes a number.
  ///
  /// - Parameters:
  ///   - grouping: A column of its table, or the word for one; `nil` puts all into one group.
  ///   - period: Of the times of the rows; rows without one are outside of a period with an end.
  ///   - withKeys: Whether points know the primary keys of their rows, a third of the memory.
  /// - Throws: `NoAnswer` when there is no such column; `ReadingError` as `read`.
  public func series(
    _ name: SeriesName, by grouping: String? = nil, during period: Range<Int> = .min..<(.max),
    withKeys: Bool = true
  ) throws -> Series {
    guard let table = catalog[name.table] else {
      throw NoAnswer.unknown("table", name.table, among: catalog.names)
    }
    let group = try grouping.map { word in
      (name: try name.groupColumn(word, in: table), numbers: ValueNumbers())
    }
    let keys = withKeys ? table.primaryKey.map { table.columns[$0].name } : []
    var (blocks, lost) = try scan(table) {
      SeriesScan(name, keys: keys, group: group, during: period)
    }
    var leftOut = Series.LeftOut()
    for block in blocks { leftOut.merge(block.leftOut) }
    leftOut.lost = lost
    let groups = SeriesSorting(&blocks).groups { group?.numbers.text($0) ?? "all" }
    return Series(name: name, groups: groups, leftOut: leftOut)
  }
}

/// The numbers of a series in the order of the file, while they are sorted into groups.
private struct SeriesSorting {
  private let values: [Double]
  private let times: [Int]
  private let codes: [Int32]
  private let keys: KeyTexts

  /// - Parameter blocks: In the order of the file. They are empty afterwards.
  init(_ blocks: inout [SeriesScan.Block]) {
    values = blocks.take(\.values)
    times = blocks.take(\.times)
    codes = blocks.take(\.groups)
    keys = KeyTexts.take(\.keys, from: &blocks)
  }

  /// The groups in the order of their names. Two names of one text that differ in bytes stand in the
  /// order in which they first came.
  func groups(_ name: (Int) -> String) -> [Series.Group] {
    if values.isEmpty { return [] }
    if codes.isEmpty {
      // All of them, mostly in their order already.
      let rows = values.indices.map { Int32($0) }
      return [group(name(0), rows)]
    }
    var (places, rows): ([Int: Int], [[Int32]]) = ([:], [])
    var last: (code: Int32, place: Int) = (-1, 0)
    for (row, code) in codes.enumerated() {
      if code != last.code {
        let place = places[Int(code), default: rows.count]
        if place == rows.count {
          places[Int(code)] = place
          rows.append([])
        }
        last = (code, place)
      }
      rows[last.place].append(Int32(row))
    }
    let named = places.sorted { $0.value < $1.value }.map { code, place in
      (name: name(code), rows: rows[place])
    }
    return named.sorted { $0.name < $1.name }.map { group($0.name, $0.rows) }
  }

  /// Those of some rows, by time; those of one time, and without one, in the order of the file, the
  /// latter at the end.
  private func group(_ name: String, _ rows: [Int32]) -> Series.Group {
    var rows = rows
    let areInOrder = zip(rows, rows.dropFirst()).allSatisfy { times[Int($0)] <= times[Int($1)] }
    if !areInOrder { rows.sort { (times[Int($0)], $0) < (times[Int($1)], $1) } }
    let all = areInOrder && rows.count == values.count
    return Series.Group(
      name, all ? values : rows.map { values[Int($0)] }, all ? times : rows.map { times[Int($0)] },
      keys, keys.isEmpty ? [] : rows)
  }
}
