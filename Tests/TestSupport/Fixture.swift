internal import CSVText
internal import Foundation

/// Figures that were published, or that other programs computed, as rows of `fixtures/statistics`.
public enum Fixture {
  /// The rows of a file, each as its columns' texts by name.
  public static func rows(_ name: String) throws -> [[String: String]] {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../fixtures/statistics/\(name).csv").path
    var reader = try RecordReader(FileSource.open(path))
    var rows: [[String: String]] = []
    while case .records = try reader.next() {
      let names = reader.header?.names ?? []
      for record in 0..<reader.batch.count {
        var row: [String: String] = [:]
        for (column, name) in names.enumerated() { row[name] = reader.batch.text(record, column) }
        rows.append(row)
      }
    }
    return rows
  }

  /// The numbers of a cell, which stand between semicolons.
  public static func numbers(_ cell: String?) -> [Double] {
    (cell ?? "").split(separator: ";").compactMap { Double($0) }
  }
}
