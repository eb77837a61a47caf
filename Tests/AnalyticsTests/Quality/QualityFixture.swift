import CSVText
import Foundation

/// Verdicts that were published, or that Python came to, as rows of `fixtures/statistics`.
enum QualityFixture {
  /// The rows of a file, each as its columns' texts by name.
  static func rows(_ name: String) throws -> [[String: String]] {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../fixtures/statistics/\(name).csv").path
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
}
