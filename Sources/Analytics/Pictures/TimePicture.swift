internal import Tables

/// Numbers of hours, days, weeks or months, in their order: of all, or of each group.
public struct TimePicture: Sendable, Equatable {
  /// What a step without a row has.
  public enum Gap: Sendable, Equatable {
    /// None of what is counted.
    case zero
    /// Nothing that is known.
    case unknown
  }

  /// The numbers of a group.
  public struct Series: Sendable, Equatable {
    /// Empty where there is one group.
    public let name: String
    /// One for each step.
    public let values: [Double?]
  }

  /// A number of one group and one step.
  struct Point {
    let group: String
    /// When the step begins, in seconds since 1970.
    let start: Int
    let value: Double
  }

  /// What the numbers are, with their unit.
  public let axis: String
  /// The column that has the same numbers, row by row; `nil` where the rows are of something else.
  public let column: Int?
  public let grain: Grain
  public let gap: Gap
  /// When each step begins, from the first to the last, as seconds since 1970 on the lab's clock.
  public let steps: [Int]
  /// In the order of their first numbers.
  public let series: [Series]

  init(axis: String, column: Int?, _ points: [Point], calendar: CalendarBuckets, gap: Gap) {
    self.axis = axis
    self.column = column
    self.gap = gap
    grain = calendar.grain
    let zone = calendar.zone
    let starts = Set(points.map(\.start)).sorted()
    var buckets = calendar
    let span = starts.first.flatMap { first in starts.last.map { first..<$0 + 1 } } ?? 0..<0
    let steps = buckets.starts(in: span, limit: Self.most) ?? starts
    let places = Dictionary(zip(steps, steps.indices)) { first, _ in first }
    let empty = [Double?](repeating: gap == .zero ? 0 : nil, count: steps.count)
    var order: [String] = []
    var values: [String: [Double?]] = [:]
    for point in points {
      guard let place = places[point.start] else { continue }
      if values[point.group] == nil { order.append(point.group) }
      values[point.group, default: empty][place] = point.value
    }
    self.steps = steps.map { $0 + zone.offset(at: $0) }
    series = order.map { Series(name: $0, values: values[$0] ?? empty) }
  }

  /// Where there are more steps than that, only those have a place where something was.
  private static let most = 100_000
}
