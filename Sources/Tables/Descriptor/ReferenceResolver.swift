internal import Wording

/// Finds the columns that the foreign keys of a folder's own tables lead to.
struct ReferenceResolver {
  private let catalog: Catalog
  private let own: [String: ResourceReading]
  private var columns: [String: [String: ColumnSchema]] = [:]

  init(_ catalog: Catalog, _ readings: [ResourceReading]) {
    self.catalog = catalog
    own = Dictionary(readings.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The references of a table that lead somewhere, by the place of their column; a fault for each
  /// of the others.
  mutating func references(
    of reading: ResourceReading, _ faults: inout DescriptorFaults
  ) -> [Int: Reference] {
    var found: [Int: Reference] = [:]
    for (place, draft) in reading.references where found[place] == nil {
      found[place] = reference(draft, reading.columns[place], of: reading, &faults)
    }
    return found
  }

  private mutating func reference(
    _ draft: ReferenceDraft, _ column: ColumnSchema, of reading: ResourceReading,
    _ faults: inout DescriptorFaults
  ) -> Reference? {
    func fault(_ message: String, _ hint: String = "") {
      faults.add(
        at: draft.node, table: reading.name, field: column.name,
        "\(reading.name).\(abbreviated(column.name)) refers to \(message)", hint: hint)
    }
    // 'self' is how the first versions of Table Schema wrote it.
    let isSelf = draft.table.isEmpty || draft.table == "self" && own["self"] == nil
    let target = isSelf ? reading.name : draft.table
    guard let known = columnsOfTable(target) else {
      let names =
        catalog.names + (searches(own.count, faults) ? own.keys.sorted() : [])
      let meant = searches(own.count, faults) ? nearest(to: target, in: names) : nil
      fault(
        "'\(abbreviated(target))', which is no table",
        meant.map { "Did you mean '\(abbreviated($0))'?" } ?? "")
      return nil
    }
    guard let name = draft.column ?? keyColumn(of: target) else {
      fault("'\(abbreviated(target))' without naming a column of it")
      return nil
    }
    guard let referred = known[name] else {
      let meant =
        searches(known.count, faults) ? nearest(to: name, in: known.keys.sorted()) : nil
      fault(
        "the column '\(abbreviated(name))', which \(abbreviated(target)) does not have",
        meant.map { "Did you mean '\(abbreviated($0))'?" } ?? "")
      return nil
    }
    guard Self.isAlike(column.type, referred.type) else {
      fault(
        "\(abbreviated(target)).\(abbreviated(name)), which is of another type",
        "One is \(column.type.name), the other \(referred.type.name).")
      return nil
    }
    return Reference(table: target, column: name, onDelete: draft.onDelete)
  }

  /// Whether to look for what was meant; among thousands of names nobody does.
  private func searches(_ names: Int, _ faults: DescriptorFaults) -> Bool {
    faults.hasRoom && names < 2_000
  }

  private mutating func columnsOfTable(_ name: String) -> [String: ColumnSchema]? {
    if let known = columns[name] { return known }
    guard let list = catalog[name]?.columns ?? own[name]?.columns else { return nil }
    let byName = Dictionary(list.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    columns[name] = byName
    return byName
  }

  private func keyColumn(of table: String) -> String? {
    if let shipped = catalog[table] { return shipped.keyColumn?.name }
    let keys = own[table]?.columns.filter(\.isPrimaryKey) ?? []
    return keys.count == 1 ? keys[0].name : nil
  }

  /// Whether values of one type can be values of the other: texts and words can.
  private static func isAlike(_ column: ColumnType, _ target: ColumnType) -> Bool {
    switch (column, target) {
    case (.list(let element), _): isAlike(element, target)
    case (.text, .enumeration), (.enumeration, .text), (.text, .text), (.enumeration, .enumeration):
      true
    default: column == target
    }
  }
}
