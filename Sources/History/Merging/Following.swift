internal import Tables

/// The ids that are new, and what of a row must follow them.
struct Following {
  /// Columns whose cells, or the elements of which, are ids of a table.
  private struct Link {
    let column: String
    let table: String
    let isList: Bool
  }

  private(set) var new: NewIDs
  private var highest: [String: Int] = [:]
  private let links: [String: [Link]]
  private let worded: [String: [WordedReference]]
  private let keys: [String: String]

  init(_ tables: [TableSchema], _ worded: [WordedReference], _ new: NewIDs = NewIDs()) {
    self.new = new
    self.worded = Dictionary(grouping: worded, by: \.table)
    var keys: [String: String] = [:]
    for table in tables {
      guard let key = table.keyColumn, key.type == .int, key.reference == nil else { continue }
      keys[table.name] = key.name
    }
    self.keys = keys
    var links: [String: [Link]] = [:]
    for table in tables {
      for column in table.columns {
        guard let reference = column.reference, keys[reference.table] == reference.column else {
          continue
        }
        let isList = if case .list = column.type { true } else { false }
        links[table.name, default: []].append(
          Link(column: column.name, table: reference.table, isList: isList))
      }
    }
    self.links = links
  }

  /// Whether the ids of a table are numbers that mean nothing by themselves.
  func canRenumber(_ table: TableSchema) -> Bool { keys[table.name] != nil }

  /// Whether rows of a table have new ids, or may refer to such.
  func concerns(_ table: TableSchema) -> Bool {
    new.tables[table.name] != nil || worded[table.name] != nil
      || (links[table.name] ?? []).contains { new.tables[$0.table] != nil }
  }

  func hasNewID(_ table: TableSchema, _ key: RowKey) -> Bool {
    new[table.name, key.cells[0]] != nil
  }

  /// Gives a row the next id above all.
  @discardableResult
  mutating func add(_ table: TableSchema, _ key: RowKey, above ids: Int) throws -> [UInt8] {
    let (id, isTooHigh) = max(ids, highest[table.name] ?? 0).addingReportingOverflow(1)
    guard !isTooHigh else { throw UnreadableText("has no ids left above \(ids)") }
    highest[table.name] = id
    let name = Array("\(id)".utf8)
    new[table.name, key.cells[0]] = name
    return name
  }

  /// The cells of a row of theirs that must change, by the names of their columns.
  ///
  /// - Parameter base: The row as it was before; what it referred to then is not new. `nil` of a
  ///   row that was not there.
  func changes(
    of row: KeyedRow, since base: KeyedRow?, in table: TableSchema
  ) -> [String: [UInt8]] {
    var changes: [String: [UInt8]] = [:]
    if base == nil, let key = keys[table.name], let id = row[key]?.content,
      let other = new[table.name, id]
    {
      changes[key] = other
    }
    for link in links[table.name] ?? [] {
      guard let ids = new.tables[link.table], let cell = row[link.column]?.content else { continue }
      let old = base?[link.column]?.content
      guard link.isList else {
        if cell != old, let id = ids[cell] { changes[link.column] = id }
        continue
      }
      let before = Set(Self.elements(old ?? []))
      let elements = Self.elements(cell)
      let after = elements.map { before.contains($0) ? $0 : ids[Array($0)].map { $0[...] } ?? $0 }
      if after != elements { changes[link.column] = Array(after.joined(separator: [.semicolon])) }
    }
    for link in worded[table.name] ?? [] {
      guard let word = row[link.word]?.content, let cell = row[link.id]?.content,
        word != base?[link.word]?.content || cell != base?[link.id]?.content
      else { continue }
      let name = String(decoding: word, as: UTF8.self)
      if let id = new[link.meanings[name] ?? name, cell] { changes[link.id] = id }
    }
    return changes
  }

  private static func elements(_ cell: [UInt8]) -> [ArraySlice<UInt8>] {
    cell.split(separator: .semicolon, omittingEmptySubsequences: false)
  }
}

extension UInt8 {
  fileprivate static let semicolon = UInt8(ascii: ";")
}
