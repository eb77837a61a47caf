import Foundation
import Lab
import Tables
import Testing

private let tableNames = LabCatalog.catalog.tables.map(\.name)

/// `fixtures/tables` is a small lab in which no two cells of a row are alike.
@Suite("The fixtures of the tables")
struct FixtureTests {
  static let folder = PlainCSV.package.appending(path: "fixtures/tables")

  private func fixture(_ table: TableSchema) throws -> PlainCSV {
    try PlainCSV(contentsOf: Self.folder.appending(path: table.name + ".csv"))
  }

  @Test("Every table has a fixture with its columns", arguments: tableNames)
  func header(name: String) throws {
    let table = try #require(LabCatalog.catalog[name])
    let file = try fixture(table)
    #expect(file.header == table.columns.map(\.name))
    #expect(file.records.allSatisfy { $0.count == file.header.count })
  }

  @Test(
    "Two columns that were swapped would be noticed: no two hold the same",
    arguments: tableNames)
  func distinct(name: String) throws {
    let table = try #require(LabCatalog.catalog[name])
    let file = try fixture(table)
    for (i, column) in table.columns.enumerated() {
      for (j, other) in table.columns[..<i].enumerated() {
        let cells = file.records.map { [$0[i], $0[j]] }
        #expect(cells.contains { $0[0] != $0[1] }, "\(other.name), \(column.name)")
        guard column.type != .bool || other.type != .bool else { continue }
        #expect(
          cells.allSatisfy { $0[0] != $0[1] || $0[0].isEmpty }, "\(other.name), \(column.name)")
      }
    }
  }

  @Test(
    "Every column that may be empty is empty in one row and filled in another",
    arguments: tableNames)
  func emptyAndFilled(name: String) throws {
    let table = try #require(LabCatalog.catalog[name])
    let file = try fixture(table)
    for (i, column) in table.columns.enumerated() {
      let isEmpty = Set(file.records.map { $0[i].isEmpty })
      #expect(isEmpty == (column.isRequired ? [false] : [true, false]), "\(column.name)")
    }
  }

  @Test("Every reference is to a row of the fixtures", arguments: tableNames)
  func references(name: String) throws {
    let table = try #require(LabCatalog.catalog[name])
    let file = try fixture(table)
    for (i, column) in table.columns.enumerated() {
      guard let reference = column.reference else { continue }
      let target = try #require(LabCatalog.catalog[reference.table])
      let place = try #require(target.column(named: reference.column))
      let known = Set(try fixture(target).records.map { $0[place] })
      let separator: Character? = if case .list = column.type { ";" } else { nil }
      for record in file.records {
        let cells = separator.map { record[i].split(separator: $0).map(String.init) }
        for cell in cells ?? [record[i]] where !cell.isEmpty {
          #expect(known.contains(cell), "\(column.name) \(cell)")
        }
      }
    }
  }

  @Test(
    "Every table is read as rows and written again, byte for byte",
    arguments: tableNames)
  func roundTrip(name: String) throws {
    let rowType = try #require(LabCatalog.rowTypes.first { schema(of: $0).name == name })
    let file = try String(
      contentsOf: Self.folder.appending(path: name + ".csv"), encoding: .utf8)
    #expect(try rewritten(rowType) == file)
  }

  private func schema<Row: TableRow>(of row: Row.Type) -> TableSchema { row.schema.table }

  private func rewritten<Row: TableRow>(_ row: Row.Type) throws -> String {
    let store = try Store(DiskFolder(Self.folder.path), catalog: LabCatalog.catalog)
    let names = row.schema.table.columns.map(\.name)
    var bytes = Array((names.joined(separator: ",") + "\n").utf8)
    for row in try store.rows(of: row) { Row.schema.write(row, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("Nothing is wrong with the fixtures")
  func check() throws {
    let store = try Store(DiskFolder(Self.folder.path), catalog: LabCatalog.catalog)
    let check = try Check(store)
    #expect(check.list.findings == [])
    #expect(check.files == tableNames.count)
  }
}
