internal import CSVText
internal import Wording

/// The rules of data quality that hold in a store, those about each table in the order of their file.
struct QualityRules: Sendable {
  private var rules: [String: [QualityRule]] = [:]

  /// The most rules about one table that are applied. Who has more made them by a program.
  static let limit = 1_000

  /// No rules.
  init() {}

  /// Reads the rules of a store's table of them.
  ///
  /// Rules that cannot be understood are left out, as are rows and files that cannot be read: `Check`
  /// names each where it stands.
  /// - Throws: Only when a file cannot be read at all.
  init(in store: Store) throws {
    guard let source = store.catalog.ruleTable else { return }
    do {
      try store.read(source.table, columns: source.table.columns.map(\.name)) { batch, projection in
        let file = visible(store.tree.title(of: projection.file.path))
        for record in 0..<batch.count {
          guard let entry = source.entry(batch, record, projection.columns) else { continue }
          let name = entry.name(file: file, line: batch.line(of: record))
          guard let rule = try? QualityRule(entry.words, in: store.catalog, name: name) else {
            continue
          }
          add(rule)
        }
        return .more
      }
    } catch is ReadingError {
      // What was read so far holds.
    }
  }

  private mutating func add(_ rule: QualityRule) {
    guard rules[rule.table, default: []].count < Self.limit else { return }
    rules[rule.table, default: []].append(rule)
  }

  /// The rules about a table, but for those that its schema states anyway.
  func about(_ table: TableSchema) -> [QualityRule] {
    (rules[table.name] ?? []).filter { rule in
      guard case .unique(let column) = rule.demand else { return true }
      return table.primaryKey != [column] && !table.uniqueKeys.contains([column])
    }
  }
}
