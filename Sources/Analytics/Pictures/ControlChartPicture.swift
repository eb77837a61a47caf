/// Points in their order beside a centre and limits.
public struct ControlChartPicture: Sendable, Equatable {
  /// The centre, or a limit.
  public struct Level: Sendable, Equatable {
    public let name: String
    /// Where it is at the last point.
    public let value: Double
    /// Where it is at each point; empty where it is the same at all.
    public let values: [Double]

    public init(name: String, value: Double) {
      self.name = name
      self.value = value
      values = []
    }

    /// One that differs from point to point, as of samples that are not of one size.
    init(name: String, values: [Double]) {
      self.name = name
      let last = values.last ?? 0
      value = last
      self.values = values.contains { $0 != last } ? values : []
    }
  }

  public let title: String
  public let values: [Double?]
  /// The points that broke a rule.
  public let marked: Set<Int>
  /// What a mark says of a point.
  public let meaning: String
  /// The rules that they broke, in words as short as `1-3s`; not of every chart.
  public let rules: [Int: String]
  /// Centre and limits, from the lowest.
  public let levels: [Level]
  /// When each point was, as seconds since 1970 on the lab's clock; empty where that is not known.
  public let times: [Int]

  public init(
    title: String, values: [Double?], marked: Set<Int>, rules: [Int: String] = [:],
    levels: [Level], times: [Int] = [], meaning: String = "breaks a rule"
  ) {
    self.title = title
    self.values = values
    self.marked = marked
    self.meaning = meaning
    self.rules = rules
    self.levels = levels
    self.times = times.count == values.count ? times : []
  }
}
