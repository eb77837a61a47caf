import Foundation
import Lab
import Tables
import Testing

/// `fixtures/tables` is a small lab in which no two cells of a row are alike.
@Suite("The fixtures of the tables")
struct FixtureTests {
  static let folder = PlainCSV.package.appending(path: "fixtures/tables")

  private func fixture(_ table: TableSchema) throws -> PlainCSV {
    try PlainCSV(contentsOf: Self.folder.appending(path: table.name + ".csv"))
  }

  @Test("Every table has a fixture with its columns", arguments: LabCatalog.catalog.tables)
  func header(table: TableSchema) throws {
    let file = try fixture(table)
    #expect(file.header == table.columns.map(\.name))
    #expect(file.records.allSatisfy { $0.count == file.header.count })
  }

  @Test(
    "Two columns that were swapped would be noticed: no two hold the same",
    arguments: LabCatalog.catalog.tables)
  func distinct(table: TableSchema) throws {
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
    arguments: LabCatalog.catalog.tables)
  func emptyAndFilled(table: TableSchema) throws {
    let file = try fixture(table)
    for (i, column) in table.columns.enumerated() {
      let isEmpty = Set(file.records.map { $0[i].isEmpty })
      #expect(isEmpty == (column.isRequired ? [false] : [true, false]), "\(column.name)")
    }
  }

  @Test("Every reference is to a row of the fixtures", arguments: LabCatalog.catalog.tables)
  func references(table: TableSchema) throws {
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
}

extension TableSchema: @retroactive CustomTestStringConvertible {
  public var testDescription: String { name }
}
