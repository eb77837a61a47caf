internal import CSVText
internal import Wording

/// Where each column of a table comes from in one file of another system.
struct ImportPlan {
  enum Source {
    case cell(Int, CellTranslation)
    case constant(String)
    /// Nothing says what it is: empty, or given automatically.
    case nothing
  }

  let table: TableSchema
  private(set) var sources: [Source]
  /// Columns that each new row must have, and that have no source.
  private(set) var missing: [Int] = []
  /// What is wrong with the file's header.
  private(set) var findings: [Finding] = []
  /// What was understood, as whole sentences.
  private(set) var notes: [String] = []

  private let rules: ImportRules
  private let header: ForeignRecord
  private let title: String
  /// The file's columns that are taken, by whom.
  private var taken: [Int: [Int]] = [:]

  /// - Parameter title: The file as a person called it.
  init(_ rules: ImportRules, _ header: ForeignRecord, title: String) {
    self.rules = rules
    self.header = header
    self.title = title
    table = rules.table
    sources = table.columns.map { _ in .nothing }
    takeStated()
    takeByName()
    findMissing()
    addNotes()
  }

  /// The file's column that a column of the table is taken from.
  func cell(of column: Int) -> Int? {
    if case .cell(let at, _) = sources[column] { at } else { nil }
  }

  func hasSource(_ column: Int) -> Bool {
    if case .nothing = sources[column] { false } else { true }
  }

  /// The key by which rows that are there are found: the primary key or, where the file does not
  /// have it, another that it has.
  var matchingKey: [Int]? {
    ([table.primaryKey] + table.uniqueKeys).first { key in
      !key.isEmpty && key.allSatisfy { hasSource($0) }
    }
  }

  /// The mapping with everything that was understood of this file, so that the next one is read the
  /// same way.
  func completed(_ reader: ForeignReader) -> ImportMapping {
    var mapping = rules.mapping
    mapping.dialect.delimiter = reader.delimiter
    for column in table.columns.indices {
      guard let at = cell(of: column) else { continue }
      mapping.columns[table.columns[column].name] = header.cells[at]
    }
    return mapping
  }
}

// MARK: Sources

extension ImportPlan {
  private mutating func take(_ at: Int, for column: Int) {
    sources[column] = .cell(at, rules.translation(of: column))
    taken[at, default: []].append(column)
  }

  private mutating func takeStated() {
    for (column, schema) in table.columns.enumerated() {
      if let value = rules.mapping.constants[schema.name] {
        sources[column] = .constant(value)
      } else if let name = rules.mapping.columns[schema.name], !name.isEmpty {
        let places = header.cells.indices.filter { header.cells[$0] == name }
        if places.count == 1 {
          take(places[0], for: column)
        } else {
          addNotFound(name, schema, places)
        }
      }
    }
  }

  /// Takes columns of the same name, letter by letter or else but for case and marks, unless they
  /// were stated to be something else.
  private mutating func takeByName() {
    let stated = taken
    let free = header.cells.indices.filter { stated[$0] == nil && !header.cells[$0].isEmpty }
    for isSame in [{ $0 == $1 }, { folded($0) == folded($1) }] as [(String, String) -> Bool] {
      for (column, schema) in table.columns.enumerated()
      where !hasSource(column) && rules.mapping.columns[schema.name] == nil {
        let places = free.filter { isSame(header.cells[$0], schema.name) }
        if places.count == 1, taken[places[0]] == nil {
          take(places[0], for: column)
        } else if places.count > 1 {
          addUnclear(schema, places)
          // Nothing further is said of it.
          sources[column] = .constant("")
        }
      }
    }
  }

  private mutating func findMissing() {
    missing = table.columns.indices.filter { column in
      let schema = table.columns[column]
      let isAutomatic = table.numbersItsRows && table.primaryKey == [column]
      let isTold = findings.contains { $0.field == schema.name }
      return !hasSource(column) && schema.isRequired && !isAutomatic && !isTold
    }
  }
}

// MARK: Words

extension ImportPlan {
  private func finding(
    _ code: FindingCode, _ place: Place, _ schema: ColumnSchema?, _ message: String, _ hint: String
  ) -> Finding {
    Finding(
      code, file: title, place: place, table: table.name, field: schema?.name, message, hint: hint)
  }

  private func shown(_ at: Int) -> String { "'\(abbreviated(header.cells[at]))'" }

  private mutating func addNotFound(_ name: String, _ schema: ColumnSchema, _ places: [Int]) {
    let shown = "'\(abbreviated(name))'"
    guard places.isEmpty else {
      findings.append(
        finding(
          .duplicateLabel, header.places[places[1]], schema,
          "the column \(shown) is there \(places.count == 2 ? "twice" : "\(places.count) times")",
          "It is not clear which of them is \(schema.name)."))
      return
    }
    findings.append(
      finding(
        .incorrectLabel, header.start, schema,
        "the file has no column \(shown), which is to be \(schema.name)",
        suggestion(like: name) ?? "It has \(names)."))
  }

  private mutating func addUnclear(_ schema: ColumnSchema, _ places: [Int]) {
    findings.append(
      finding(
        .duplicateLabel, header.places[places[1]], schema,
        "\(places.map(shown).joinedForReading()) could both be \(schema.name)",
        "State one of them: --map \(schema.name)=COLUMN; or none: --map \(schema.name)=."))
  }

  /// What is wrong where rows are added and columns are missing that every row must have.
  func missingFindings() -> [Finding] {
    missing.map { column in
      let schema = table.columns[column]
      return finding(
        .missingLabel, header.start, schema,
        "nothing says what \(schema.name) is, which every row must have",
        (suggestion(like: schema.name).map { $0 + " " } ?? "")
          + "State its column, --map \(schema.name)=COLUMN, "
          + "or its value in all rows, --set \(schema.name)=VALUE.")
    }
  }

  /// What is wrong where rows are changed and nothing of the file says which.
  func unmatchedFindings() -> [Finding] {
    guard matchingKey == nil else { return [] }
    let keys = ([table.primaryKey] + table.uniqueKeys).filter { !$0.isEmpty }
      .map { key in key.map { table.columns[$0].name }.joined(separator: " with ") }
    return [
      finding(
        .missingLabel, header.start, nil, "nothing says which row of \(table.name) a record is",
        "State the column of \(keys.joinedForReading("or")): --map \(keys[0])=COLUMN.")
    ]
  }

  private func suggestion(like name: String) -> String? {
    let free = header.cells.indices.filter { taken[$0] == nil }.map { header.cells[$0] }
    return (nearest(to: name, in: free) ?? nearest(to: name, in: header.cells))
      .map { "Did you mean '\(abbreviated($0))'?" }
  }

  private var names: String {
    let named = header.cells.indices.filter { !header.cells[$0].isEmpty }.map(shown)
    let shown = named.prefix(12)
    let rest = named.count - shown.count
    return (shown + (rest > 0 ? ["\(rest) more"] : [])).joinedForReading()
  }

  private mutating func addNotes() {
    let matched = table.columns.indices.compactMap { column -> String? in
      let name = table.columns[column].name
      guard let at = cell(of: column), rules.mapping.columns[name] == nil,
        header.cells[at] != name
      else { return nil }
      return "\(name) from \(shown(at))"
    }
    if !matched.isEmpty {
      notes.append("Understood by their names: \(matched.joinedForReading()).")
    }
    let unused = header.cells.indices.filter { taken[$0] == nil && !header.cells[$0].isEmpty }
    if !unused.isEmpty {
      notes.append("Not taken from the file: \(unused.map(shown).joinedForReading()).")
    }
  }
}
