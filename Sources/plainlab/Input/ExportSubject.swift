import Analytics
import CommandLineKit
import Lab
import Tables
import Wording

/// What is exported: a table of the lab, or the answer of a metric.
///
/// Its name is enough, as no table that comes with Plainlab is called like a metric. Where the lab
/// has a table of its own that is, the name alone is refused, and `table NAME` or the metric's
/// noun, as in `metrics NAME`, says which is meant.
enum ExportSubject {
  case table(TableSchema)
  /// With the words that follow its name.
  case metric(Metric, about: ArraySlice<String>)

  private static let tableWord = "table"

  /// - Parameter words: As they were typed: a name, perhaps after a noun, and what a metric is
  /// about.
  init(_ words: [String], in catalog: Catalog) throws {
    guard let first = words.first else {
      throw UsageError("Name a table or a metric, as in 'specimens' or 'tat'.")
    }
    if words.count > 1, first == Self.tableWord {
      self = try .table(Self.table(words.dropFirst(), catalog))
    } else if words.count > 1, let noun = Metric.Noun(rawValue: first) {
      let metrics = Metric.all.filter { $0.noun == noun }
      guard let metric = metrics.first(where: { $0.name == words[1] }) else {
        throw UsageError.unknown("metric of \(first)", words[1], among: metrics.map(\.name))
      }
      self = .metric(metric, about: words.dropFirst(2))
    } else if let metric = Metric.all.first(where: { $0.name == first }) {
      if catalog[first] != nil {
        let other = (metric.noun?.rawValue).map { "'\($0) \(first)'" } ?? "another name"
        throw UsageError(
          "'\(first)' is a table of this lab and a metric. Write 'table \(first)' for the table "
            + "and \(other) for the metric.")
      }
      self = .metric(metric, about: words.dropFirst())
    } else {
      self = try .table(Self.table(words[...], catalog))
    }
  }

  private static func table(
    _ words: ArraySlice<String>, _ catalog: Catalog
  ) throws -> TableSchema {
    let name = words[words.startIndex]
    guard let table = catalog[name] else {
      throw UsageError.unknown(
        "table or metric", name, among: catalog.names + Metric.all.map(\.name))
    }
    if words.count > 1 {
      throw UsageError("'\(visible(words[words.startIndex + 1]))' is one word too many.")
    }
    return table
  }
}
