import CSVText
import CommandLineKit
import Publishing
import Tables

/// Some columns of some rows of a table, in the order that was asked for.
struct Listing {
  let table: TableSchema
  let columns: [Int]
  private let conditions: [Condition]
  private let limit: Int?
  private let sortColumn: Int?
  private let isDescending: Bool

  init(_ table: TableSchema, _ words: ListingWords = ListingWords()) throws {
    if let limit = words.limit, limit < 0 {
      throw UsageError("--limit is a number of rows, not \(limit).")
    }
    self.table = table
    columns =
      try words.columns.map { try Self.ordinals(of: $0, in: table) } ?? Array(table.columns.indices)
    conditions = try words.conditions.map { try Condition($0, table) }
    limit = words.limit
    sortColumn = try words.sort.map { try table.ordinal(ofColumn: $0) }
    isDescending = words.isDescending
  }

  private static func ordinals(of names: String, in table: TableSchema) throws -> [Int] {
    let names = names.split(separator: ",")
    guard !names.isEmpty else { throw UsageError("--columns needs the name of a column.") }
    return try names.map { try table.ordinal(ofColumn: String($0)) }
  }

  /// The columns, as they leave the lab.
  var published: PublishedTable { PublishedTable(table, columns: columns) }

  private typealias Sorted = (rank: CellRank?, fields: [Field])

  /// Hands out the rows, and returns how many records could not be read.
  func read(_ store: Store, _ add: ([Field]) throws -> Void) throws -> Int {
    let names = table.columns.map(\.name)
    var left = limit ?? .max
    var kept: [Sorted] = []
    let summary = try store.read(table, columns: names) { batch, projection in
      for record in 0..<batch.count {
        guard left > 0 else { return .enough }
        let cell = { (column: Int) in projection.columns[column] }
        guard conditions.allSatisfy({ $0.holds(batch, record, cell($0.column)) }) else {
          continue
        }
        let fields = columns.map { Field(batch, record, cell($0), table.columns[$0].type) }
        if let sortColumn {
          kept.append((rank(batch, record, cell(sortColumn), sortColumn), fields))
          // Of a few rows of millions only some times as many are ever held.
          if let limit, kept.count > 10_000 + 2 * limit {
            kept = Array(sorted(kept).prefix(limit))
          }
        } else {
          try add(fields)
          left -= 1
        }
      }
      return .more
    }
    for row in sorted(kept).prefix(left) { try add(row.fields) }
    return summary.lost
  }

  private func rank(
    _ batch: borrowing RecordBatch, _ record: Int, _ at: Int, _ column: Int
  ) -> CellRank? {
    guard at >= 0 else { return nil }
    return batch.withCell(record, at) { cell in
      cell.isEmpty ? nil : CellRank(cell, table.columns[column].type)
    }
  }

  /// Rows in the order of their cells; equal ones as in the file, empty ones last.
  private func sorted(_ rows: [Sorted]) -> [Sorted] {
    rows.enumerated().sorted { left, right in
      switch (left.element.rank, right.element.rank) {
      case (let a?, let b?) where a != b: isDescending ? b < a : a < b
      case (_?, nil): true
      case (nil, _?): false
      default: left.offset < right.offset
      }
    }.map(\.element)
  }
}
