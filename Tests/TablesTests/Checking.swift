import CSVText
import TestSupport

@testable import Tables

/// A small lab of two tables for tests: racks, and samples that stand in them.
enum Bench {
  static let catalog = Catalog([
    TableSchema(
      name: "racks", about: "A rack.",
      columns: [ColumnSchema(name: "code", type: .text(), isRequired: true, isPrimaryKey: true)]),
    TableSchema(
      name: "samples", about: "A sample.",
      columns: [
        ColumnSchema(name: "id", type: .int, isRequired: true, isPrimaryKey: true),
        ColumnSchema(
          name: "rack", type: .text(), isRequired: true,
          reference: Reference(table: "racks", column: "code", onDelete: .restrict)),
        ColumnSchema(name: "volume", type: .decimal),
        ColumnSchema(name: "remark", type: .text()),
      ]),
  ])

  static func check(
    _ files: [String: String], only: Set<String>? = nil
  ) throws -> Check {
    try Check(Store(MemoryFolder(files), catalog: catalog), only: only)
  }

  /// The findings as `samples.csv:3:1 primary-key`.
  static func places(_ files: [String: String], only: Set<String>? = nil) throws -> [String] {
    try check(files, only: only).list.findings.map(\.shortly)
  }
}

extension Finding {
  var shortly: String {
    let at = place.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(file.dropFirst("data/".count))\(at) \(code.rawValue)"
  }
}
