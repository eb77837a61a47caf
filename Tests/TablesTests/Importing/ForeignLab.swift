import CSVText
import Foundation

@testable import Tables

/// Tables to import into, and short ways to see what an import makes of a file.
enum ForeignLab {
  static let specimens = TableSchema(
    name: "specimens", about: "A specimen.",
    columns: [
      ColumnSchema(name: "id", type: .int, isRequired: true, isPrimaryKey: true),
      ColumnSchema(
        name: "specimen_id", type: .text(maxLength: 10), isRequired: true, isUnique: true),
      ColumnSchema(name: "assay", type: .text(), isRequired: true),
      ColumnSchema(
        name: "status", type: .enumeration(["RECEIVED", "COMPLETED", "ERROR"]), isRequired: true),
      ColumnSchema(name: "received_at", type: .datetime, isRequired: true),
      ColumnSchema(name: "due", type: .date),
      ColumnSchema(name: "due_time", type: .time),
      ColumnSchema(name: "volume", type: .decimal),
      ColumnSchema(name: "is_urgent", type: .bool),
      ColumnSchema(name: "remark", type: .text()),
    ])

  /// Two columns of any text.
  static let pairs = table("pairs", "a", "b")

  static func table(_ name: String, _ columns: String...) -> TableSchema {
    TableSchema(
      name: name, about: "Rows of text.",
      columns: columns.map { ColumnSchema(name: $0, type: .text()) })
  }

  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "fixtures/import")

  static func fixture(_ name: String) throws -> MemorySource {
    MemorySource(Array(try Data(contentsOf: fixtures.appending(path: name))))
  }
}

/// What an import made of a file: rows with `|` between their cells, and findings as
/// `3:1 type-error`.
struct Imported: Equatable {
  var rows: [String] = []
  var findings: [String] = []

  init(rows: [String] = [], findings: [String] = []) {
    (self.rows, self.findings) = (rows, findings)
  }

  init(
    _ source: any ByteSource, into table: TableSchema, isUpdate: Bool = false,
    cellLimit: Int = 16 << 20, _ state: (inout ImportMapping) -> Void = { _ in }
  ) throws {
    var mapping = ImportMapping()
    state(&mapping)
    do {
      let file = try Import(
        source, "x.csv", into: table, by: mapping, isUpdate: isUpdate, cellLimit: cellLimit)
      findings = file.headerFindings.map(\.spot)
      guard findings.isEmpty else { return }
      let pass = try file.rows { rows.append($0.cells.joined(separator: "|")) }
      findings = pass.findings.findings.map(\.spot)
    } catch let refused as RefusedImport {
      findings = refused.findings.findings.map(\.spot)
    }
  }

  init(
    _ text: String, into table: TableSchema = ForeignLab.pairs,
    _ state: (inout ImportMapping) -> Void = { _ in }
  ) throws {
    try self.init(MemorySource(text), into: table, state)
  }
}

extension Finding {
  /// `3:1 type-error`.
  var spot: String { "\(place?.line ?? 0):\(place?.column ?? 0) \(code.rawValue)" }
}

/// What is wrong with a mapping; nothing when it can be used.
func faults(
  of table: TableSchema = ForeignLab.specimens, in header: String = "specimen_id,received_at",
  _ state: (inout ImportMapping) -> Void
) throws -> [String] {
  var mapping = ImportMapping()
  state(&mapping)
  do {
    _ = try Import(MemorySource(header + "\n"), "x.csv", into: table, by: mapping, isUpdate: true)
    return []
  } catch let error as ImportMappingError {
    return error.faults
  }
}
