public import Statistics

/// The numbers of a series that stand apart from the others of their group.
public struct Anomalies: Sendable {
  public struct Anomaly: Sendable, Equatable {
    public let group: String
    public let point: Series.Point
    public let outlier: Outlier
  }

  public let name: SeriesName
  /// By group, and by time in it.
  public let found: [Anomaly]
  /// What was looked at.
  let groups: [Series.Group]
  /// How many numbers were looked at.
  public let count: Int
  /// Groups in which nothing can be found, and why.
  public let undefined: [(group: String, reason: Undefined)]
  /// Numbers that a window of more than half equal ones says nothing of.
  public let unjudged: Int
  public let leftOut: Series.LeftOut

  /// Looks at each group of a series by itself.
  public init(_ series: Series, _ method: OutlierMethod) {
    name = series.name
    leftOut = series.leftOut
    groups = series.groups
    count = series.groups.reduce(0) { $0 + $1.count }
    var found: [Anomaly] = []
    var undefined: [(String, Undefined)] = []
    var unjudged = 0
    for group in series.groups {
      do throws(Undefined) {
        let outliers: [Outlier]
        if method == .hampel {
          let filtered = try HampelFilter().outliers(in: group.values)
          outliers = filtered.outliers
          unjudged += filtered.unjudged
        } else {
          outliers = try method.outliers(in: group.values)
        }
        for outlier in outliers {
          found.append(
            Anomaly(group: group.name, point: group[outlier.index], outlier: outlier))
        }
      } catch {
        undefined.append((group.name, error))
      }
    }
    self.found = found
    self.undefined = undefined
    self.unjudged = unjudged
  }
}
