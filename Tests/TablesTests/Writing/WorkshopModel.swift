@testable import Tables

/// What the workshop's tables hold, as plain lists, and what a change makes of them: the rules of
/// keys, references and states told a second time, slowly, from the words of the design.
struct WorkshopModel {
  struct Row {
    /// As it was before the change; `nil` when the change inserted it.
    var old: [String]?
    var cells: [String]
  }

  /// The rows by the table's name, in the order of the file.
  var rows: [String: [Row]]
  /// What the change at hand deleted, with the table and whether it takes others along.
  private var deleted: [(table: String, cells: [String], cascades: Bool)] = []

  init(_ tables: [String: [[String]]]) {
    rows = tables.mapValues { $0.map { Row(old: $0, cells: $0) } }
  }

  func cells(_ table: TableSchema) -> [[String]] { rows[table.name, default: []].map(\.cells) }

  func key(_ cells: [String], _ table: TableSchema) -> [String] {
    table.primaryKey.map { cells[$0] }
  }
}

// MARK: What a change does

extension WorkshopModel {
  mutating func begin() {
    deleted = []
    rows = rows.mapValues { $0.map { Row(old: $0.cells, cells: $0.cells) } }
  }

  mutating func insert(_ cells: [String], into table: TableSchema) {
    rows[table.name, default: []].append(Row(old: nil, cells: cells))
  }

  /// Whether there is such a row.
  mutating func update(
    _ key: [String], in table: TableSchema, _ new: [(column: Int, text: String)]
  ) -> Bool {
    guard let i = place(of: key, in: table) else { return false }
    for (column, text) in new { rows[table.name]?[i].cells[column] = text }
    return true
  }

  mutating func delete(_ key: [String], from table: TableSchema, cascade: Bool) -> Bool {
    guard let i = place(of: key, in: table), let row = rows[table.name]?.remove(at: i) else {
      return false
    }
    if let old = row.old { deleted.append((table.name, old, cascade)) }
    return true
  }

  /// The row with this key; of several, as they may come up within a change, none.
  func place(of key: [String], in table: TableSchema) -> Int? {
    let places = rows[table.name, default: []].indices.filter {
      self.key(rows[table.name, default: []][$0].cells, table) == key
    }
    return places.count == 1 ? places[0] : nil
  }
}

// MARK: Whether it may be

extension WorkshopModel {
  /// Takes along what belongs to deleted rows; `false` when the change must be refused.
  mutating func end() -> Bool {
    cascade()
    return statesFollow && keysDiffer && cellsHold && referencesHold
  }

  private mutating func cascade() {
    var isDone = false
    while !isDone {
      isDone = true
      for (table, column, reference) in Self.references where reference.onDelete == .cascade {
        let there = values(of: reference)
        for i in rows[table.name, default: []].indices.reversed() {
          guard let row = rows[table.name]?[i] else { continue }
          let value = row.cells[column]
          guard !value.isEmpty, !there.contains(value), isTaken(value, reference) else { continue }
          rows[table.name]?.remove(at: i)
          if let old = row.old { deleted.append((table.name, old, true)) }
          isDone = false
        }
      }
    }
  }

  private func isTaken(_ value: String, _ reference: Reference) -> Bool {
    guard let column = Workshop.catalog[reference.table]?.column(named: reference.column) else {
      return false
    }
    return deleted.contains {
      $0.cascades && $0.table == reference.table && $0.cells[column] == value
    }
  }

  private static let references = Workshop.catalog.tables.flatMap { table in
    table.columns.indices.compactMap { column in
      table.columns[column].reference.map { (table: table, column: column, reference: $0) }
    }
  }

  private func values(of reference: Reference) -> Set<String> {
    guard let table = Workshop.catalog[reference.table],
      let column = table.column(named: reference.column)
    else { return [] }
    return Set(cells(table).map { $0[column] })
  }

  private var statesFollow: Bool {
    rows["devices", default: []].allSatisfy { row in
      guard let old = row.old?[3], old != row.cells[3] else { return true }
      return Workshop.ways[old, default: []].contains(row.cells[3])
    }
  }

  private var keysDiffer: Bool {
    Workshop.catalog.tables.allSatisfy { table in
      ([table.primaryKey] + table.uniqueKeys).allSatisfy { columns in
        let keys = cells(table).map { row in columns.map { row[$0] } }.filter { !$0.contains("") }
        return Set(keys).count == keys.count
      }
    }
  }

  private var cellsHold: Bool {
    Workshop.catalog.tables.allSatisfy { table in
      cells(table).allSatisfy { row in
        zip(table.columns, row).allSatisfy { column, cell in
          if cell.isEmpty { return !column.isRequired }
          return switch column.type {
          case .int: Int(cell) != nil
          case .text(let limit): cell.unicodeScalars.count <= limit ?? .max
          case .enumeration(let words): words.contains(cell)
          default: true
          }
        }
      }
    }
  }

  private var referencesHold: Bool {
    Self.references.allSatisfy { table, column, reference in
      let there = values(of: reference)
      return reference.onDelete == .warn
        || cells(table).allSatisfy { row in
          row[column].split(separator: ";").allSatisfy { there.contains(String($0)) }
        }
    }
  }

  /// How many cells name something that is not there, where that is only worth a warning.
  var weakReferences: Int {
    Self.references.filter { $0.reference.onDelete == .warn }.reduce(0) { sum, each in
      let there = values(of: each.reference)
      return sum
        + cells(each.table).count { !$0[each.column].isEmpty && !there.contains($0[each.column]) }
    }
  }
}
