public import Statistics
public import Tables

/// The figures that describe a series: where it lies, how it spreads, and its shape.
public struct SeriesSummary: Sendable {
  public struct Group: Sendable {
    public let name: String
    public let summary: Summary
  }

  /// In the order of their names.
  public let groups: [Group]
  /// Groups whose numbers cannot be computed with, and why.
  public let undefined: [(group: String, reason: Undefined)]
  public let leftOut: Series.LeftOut

  /// Reads the series that a question is about: 16 bytes a number.
  public init(in store: Store, _ question: Question) throws {
    let name = try SeriesName(question[SeriesOptions.series], in: store.catalog)
    var columns: [NumbersInTime] = []
    let (leftOut, names) = try store.scan(
      name, by: question[SeriesOptions.grouping], during: question.period
    ) { block in
      for (i, value) in block.values.enumerated() where !value.isNaN {
        while columns.count <= block.groups[i] { columns.append(NumbersInTime()) }
        columns[block.groups[i]].add(value, at: block.times[i])
      }
    }
    var groups: [Group] = []
    var undefined: [(String, Undefined)] = []
    for group in columns.indices.sorted(by: { names[$0] < names[$1] }) {
      let numbers = columns[group].inOrderOfTime
      if numbers.isEmpty { continue }
      do throws(Undefined) {
        groups.append(Group(name: names[group], summary: try Summary(numbers)))
      } catch {
        undefined.append((names[group], error))
      }
    }
    self.groups = groups
    self.undefined = undefined
    self.leftOut = leftOut
  }
}

/// Numbers with their times, without the rest of their rows.
private struct NumbersInTime {
  private var values: [Double] = []
  private var times: [Int] = []
  private var isOrdered = true

  mutating func add(_ value: Double, at time: Int) {
    let time = time > InstantColumn.unreadable ? time : .max
    if let last = times.last, last > time { isOrdered = false }
    values.append(value)
    times.append(time)
  }

  /// Those of one time, and without one, in the order of the file, the latter at the end.
  var inOrderOfTime: [Double] {
    if isOrdered { return values }
    return values.indices.sorted { (times[$0], $0) < (times[$1], $1) }.map { values[$0] }
  }
}
