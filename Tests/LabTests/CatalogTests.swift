import Foundation
import Lab
import Tables
import Testing

/// The list of tables and columns that people were promised; it stands beside the package.
private let contractFile = PlainCSV.package.appending(path: "../shared/schema/tables.csv")
  .standardized

@Suite("The catalog of the lab's tables")
struct CatalogTests {
  /// Where the row types differ from the contract on purpose, and why.
  static let differences: [String: String] = [
    // An assay that is in no list has no SLA: a typing mistake in it would silently be excused.
    "specimens.assay": "text(20),true,,assays.code,warn"
  ]

  /// Tables that came after the contract, and why.
  static let additions: [String: String] = [
    "rights": "Who may change a table was to be the lab's own; it needs a table."
  ]

  @Test("The descriptor of these tables is known by its digest, which changes with each of them")
  func descriptorDigest() {
    #expect(Descriptor(of: LabCatalog.catalog).digest == LabCatalog.descriptorDigest)
  }

  @Test("Each table is listed by its name")
  func names() {
    #expect(LabCatalog.catalog.names == LabCatalog.catalog.tables.map(\.name))
  }

  @Test(
    "Every column is what the contract says, but for the differences that are listed",
    .enabled(
      if: FileManager.default.fileExists(atPath: contractFile.path),
      "../shared/schema/tables.csv is not here: nothing to compare with"))
  func contract() throws {
    let file = try PlainCSV(contentsOf: contractFile)
    var expected: [String: [String]] = [:]
    for record in file.records {
      let cells = file.named(record)
      let fields = ["type", "required", "key", "references", "on_delete"].map { cells[$0] ?? "" }
      let table = cells["table", default: ""]
      let column = cells["column", default: ""]
      let line = Self.differences["\(table).\(column)"] ?? fields.joined(separator: ",")
      expected[table, default: []].append("\(column),\(line)")
    }
    let tables = LabCatalog.catalog.tables.filter { Self.additions[$0.name] == nil }
    #expect(Set(expected.keys).subtracting(Self.additions.keys) == Set(tables.map(\.name)))
    for table in tables {
      #expect(table.columns.map(line) == expected[table.name], "\(table.name)")
    }
  }

  private func line(_ column: ColumnSchema) -> String {
    let key = column.isPrimaryKey ? "primary" : column.isUnique ? "unique" : ""
    let target = column.reference.map { "\($0.table).\($0.column)" } ?? ""
    let onDelete = column.reference?.onDelete.rawValue ?? ""
    return [
      column.name, column.type.name, String(column.isRequired), key, target, onDelete,
    ].joined(separator: ",")
  }

  @Test("Every reference leads to a primary key or a unique column of the same type")
  func references() throws {
    for table in LabCatalog.catalog.tables {
      for column in table.columns {
        guard let reference = column.reference else { continue }
        let target = try #require(LabCatalog.catalog[reference.table], "\(column.name)")
        let place = try #require(target.column(named: reference.column))
        let referred = target.columns[place]
        #expect(referred.isUnique || target.primaryKey == [place], "\(table.name).\(column.name)")
        #expect(isAlike(column.type, referred.type), "\(table.name).\(column.name)")
      }
    }
  }

  /// Lengths may differ, and a list refers with its elements.
  private func isAlike(_ column: ColumnType, _ target: ColumnType) -> Bool {
    switch (column, target) {
    case (.text, .text), (.int, .int): true
    case (.list(let element), _): isAlike(element, target)
    default: false
    }
  }

  @Test("Every table has a key and says what its rows are; every rule reads as a sentence")
  func words() {
    for table in LabCatalog.catalog.tables {
      #expect(!table.primaryKey.isEmpty, "\(table.name)")
      #expect(table.about.hasSuffix("."), "\(table.name)")
      for column in table.columns where !column.note.isEmpty {
        #expect(column.note.hasSuffix("."), "\(table.name).\(column.name)")
      }
      for rule in table.rules {
        #expect(!rule.message.hasSuffix("."), "\(rule.message)")
        #expect(rule.message.contains(" "), "\(rule.message)")
      }
    }
  }

  @Test("A primary key of one column comes first, so that a row is found by its first cell")
  func keyFirst() {
    for table in LabCatalog.catalog.tables {
      #expect(table.primaryKey == Array(table.primaryKey.indices), "\(table.name)")
    }
  }
}
