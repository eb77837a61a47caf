internal import CSVText
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

  /// Reads the series that a question is about, and sums up each group.
  public init(in store: Store, _ question: Question) throws {
    let series = try store.series(question, withKeys: false)
    let summaries = series.groups.mapAtOnce { group in
      Result { () throws(Undefined) in try Summary(group.values) }
    }
    var groups: [Group] = []
    var undefined: [(String, Undefined)] = []
    for (group, summary) in zip(series.groups, summaries) {
      switch summary {
      case .success(let summary): groups.append(Group(name: group.name, summary: summary))
      case .failure(let reason): undefined.append((group.name, reason))
      }
    }
    self.groups = groups
    self.undefined = undefined
    leftOut = series.leftOut
  }
}
