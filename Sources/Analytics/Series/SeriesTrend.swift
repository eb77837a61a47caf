internal import CSVText
public import Statistics

/// Whether a series rises or falls with time, and how fast.
public struct SeriesTrend: Sendable {
  /// What a slope is per.
  public enum Step: String, Sendable {
    /// Every number has a time.
    case day
    /// Some have none, so that their order counts.
    case number
  }

  public struct Group: Sendable {
    public let name: String
    public let count: Int
    /// Seconds since 1970, of the first and the last number.
    public let times: (first: Int, last: Int)?
    public let step: Step
    public let test: Result<MannKendall, Undefined>
    public let sen: Result<TheilSen, Undefined>
    public let line: Result<LeastSquares, Undefined>
    /// Numbers that share their time with the one before, and follow it as they do in the file.
    public let simultaneous: Int
  }

  public let groups: [Group]
  public let leftOut: Series.LeftOut

  public init(_ series: Series) {
    groups = series.groups.mapAtOnce { Group($0) }
    leftOut = series.leftOut
  }
}

extension SeriesTrend.Group {
  fileprivate init(_ group: Series.Group) {
    name = group.name
    count = group.count
    let (times, y) = (group.times, group.values)
    let x: [Double]
    // What has no time is at the end.
    if let first = times.first, let last = times.last, last != Series.noTime {
      self.times = (first, last)
      step = .day
      x = times.map { Double($0 - first) / 86_400 }
      simultaneous = zip(times, times.dropFirst()).count { $0 == $1 }
    } else {
      self.times = nil
      step = .number
      x = y.indices.map { Double($0) }
      simultaneous = 0
    }
    test = Result { () throws(Undefined) in try MannKendall(y) }
    sen = Result { () throws(Undefined) in try TheilSen(x: x, y: y) }
    line = Result { () throws(Undefined) in try LeastSquares(x: x, y: y) }
  }
}
