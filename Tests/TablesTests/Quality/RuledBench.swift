import CSVText
import TestSupport

@testable import Tables

/// Tables with a column of every type, and one of rules about them.
enum RuledBench {
  /// A row of the table of rules.
  struct BenchRule: TableRow {
    let id: Key<BenchRule>
    let table: String
    let column: String?
    let check: QualityCheck
    let argument: String?
    let severity: QualitySeverity
    let message: String?
    let isActive: Bool

    static let schema = Schema(
      "rules", "A rule.", BenchRule.init,
      Column("id", \.id, .primaryKey),
      Column("table", \.table),
      Column("column", \.column),
      Column("check", \.check),
      Column("argument", \.argument),
      Column("severity", \.severity),
      Column("message", \.message),
      Column("active", \.isActive))
  }

  static let vials = TableSchema(
    name: "vials", about: "A vial.",
    columns: [
      ColumnSchema(name: "id", type: .int, isRequired: true, isPrimaryKey: true),
      ColumnSchema(name: "code", type: .text()),
      ColumnSchema(name: "kind", type: .enumeration(["red", "blue"])),
      ColumnSchema(name: "count", type: .int),
      ColumnSchema(name: "volume", type: .decimal),
      ColumnSchema(name: "limit", type: .decimal),
      ColumnSchema(name: "filled_on", type: .date),
      ColumnSchema(name: "filled_at", type: .datetime),
      ColumnSchema(name: "emptied_at", type: .datetime),
      ColumnSchema(name: "alarm", type: .time),
      ColumnSchema(name: "isopen", type: .bool),
      ColumnSchema(name: "tags", type: .list(.text())),
      ColumnSchema(name: "extra", type: .json),
    ])

  static let catalog = Catalog(
    [vials, BenchRule.schema.table],
    ruleTable: RuleTable(
      BenchRule.schema, table: \.table, column: \.column, check: \.check, argument: \.argument,
      severity: \.severity, message: \.message, isActive: \.isActive))

  static let now = Instant(cellText: "2026-11-20T12:00:00Z")

  static let header = "id,table,column,check,argument,severity,message,active\n"

  /// Rules in lines `vials.code pattern [A-Z]+`, each an active error.
  static func rules(_ lines: String...) throws -> String {
    var bytes = Array(header.utf8)
    for (i, line) in lines.enumerated() {
      let words = try QualityWords(line)
      bytes.appendRecord([
        String(i + 1), words.table, words.column, words.check, words.argument, "error", "", "true",
      ])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func check(_ files: [String: String], only: Set<String>? = nil) throws -> [Finding] {
    try Check(Store(MemoryFolder(files), catalog: catalog), only: only, asOf: now).list.findings
  }

  /// Which of some cells break a rule about their column.
  static func broken(_ line: String, _ cells: [String]) throws -> [String] {
    let column = try QualityWords(line).column
    var bytes = Array("id,\(column)\n".utf8)
    for (i, cell) in cells.enumerated() { bytes.appendRecord([String(i + 1), cell]) }
    let findings = try check([
      "vials.csv": String(decoding: bytes, as: UTF8.self), "rules.csv": try rules(line),
    ])
    return findings.map { finding in
      guard finding.code == .rule, let row = finding.place?.line else { return finding.message }
      return cells[row - 2]
    }
  }

  /// What is wrong with a rule: `argument: …`.
  static func fault(_ line: String) throws -> String? {
    do throws(QualityFault) {
      _ = try QualityRule(try QualityWords(line), in: catalog)
      return nil
    } catch {
      return "\(error.part): \(error)"
    }
  }
}
