internal import CSVText

/// What a change does to one table, on top of the files as they stand.
struct TableDraft {
  let hand: TableAtHand
  let options: RecordReader.Options
  /// Cells by the table's columns, in the order in which they were inserted.
  private(set) var inserted: [[String]] = []
  private(set) var edited: [RowAddress.Start: EditedRow] = [:]
  private var finders: [[Int]: RowFinder] = [:]
  /// The rows that remembered changes wrote, where somebody else has changed the files since.
  private let vanishing: () throws -> [ChangedRow]
  /// Where the table's index is kept; `nil` where there is none, or no need of one.
  private let indexFile: (file: KeyIndexFile, origin: KeyIndexFile.Origin)?
  /// The index, once it was asked for.
  private(set) var index: KeyIndex?
  /// The highest id so far, once somebody asked for the next.
  private var highestID: Int?
  /// The ids that were given to new rows, as text: nothing else can have them.
  private(set) var givenIDs: Set<String> = []
  /// What a person is told of rows that have no line yet: the file that they go to.
  let titleForNewRows: String

  init(_ table: TableSchema, in store: Store) throws {
    hand = try TableAtHand(table, in: store)
    options = store.options
    vanishing = { [hand] in try hand.rememberedRows(in: store) }
    indexFile = try KeyIndexFile.file(for: hand, in: store)
    titleForNewRows = hand.files.last?.title ?? store.tree.title(of: table.name + ".csv")
  }

  var table: TableSchema { hand.table }
  var isUnchanged: Bool { inserted.isEmpty && edited.isEmpty }
}

/// A row of the new state: one of the files, changed or not, or a new one.
struct DraftRow {
  enum Origin {
    case file(RowAddress)
    /// Its place among those that were inserted.
    case inserted(Int)
  }

  let origin: Origin
  let cells: [String]
}

extension TableDraft {
  /// The rows of the new state whose cells in these columns hold these values, in the order of the
  /// files, inserted ones last.
  mutating func rows(with values: [String], in columns: [Int]) throws -> [DraftRow] {
    let standing = try addresses(of: values, in: columns).filter { edited[$0.start] == nil }
    var found = try standing.map { (address: $0, cells: try hand.row(at: $0, options).cells) }
    for row in edited.values {
      guard let new = row.new, columns.map({ new[$0] }).isSame(as: values) else { continue }
      found.append((row.old.address, new))
    }
    found.sort { $0.address < $1.address }
    var all = found.map { DraftRow(origin: .file($0.address), cells: $0.cells) }
    for (i, cells) in inserted.enumerated() where columns.map({ cells[$0] }).isSame(as: values) {
      all.append(DraftRow(origin: .inserted(i), cells: cells))
    }
    return all
  }

  /// Where rows stand in the files, whatever becomes of them.
  mutating func addresses(of values: [String], in columns: [Int]) throws -> [RowAddress] {
    if try isSurelyAbsent(values, columns) { return [] }
    var finder = finders[columns] ?? RowFinder(columns)
    defer { finders[columns] = finder }
    return try finder.rows(with: values, in: hand, by: wayToSearch(values, columns), options)
  }

  /// Every row of the new state.
  func allRows() throws -> [DraftRow] {
    var rows: [DraftRow] = []
    for file in hand.files.indices {
      let places = hand.files[file].projection
      try hand.forEachBatch(of: file, options) { batch in
        for record in 0..<batch.count where !batch.isBlank(record) {
          let address = RowAddress(batch, record, file: file)
          var cells: [String] = []
          if let edit = edited[address.start] {
            guard let new = edit.new else { continue }
            cells = new
          } else {
            for place in places { cells.append(place < 0 ? "" : batch.text(record, place)) }
          }
          rows.append(DraftRow(origin: .file(address), cells: cells))
        }
      }
    }
    return rows
      + inserted.enumerated().map { DraftRow(origin: .inserted($0.offset), cells: $0.element) }
  }

  /// The number that the next row of a table with a numeric primary key gets.
  /// - Throws: `RefusedChange` when there is none left.
  mutating func takeID() throws -> Int {
    let highest = try highestID ?? readHighestID()
    let (id, isTooLarge) = highest.addingReportingOverflow(1)
    guard !isTooLarge else {
      throw RefusedChange(
        .primaryKey, table: table.name, key: String(highest),
        "no id is left after \(highest), the highest of \(table.name)",
        hint: "Give the new row an id yourself, or that row a lower one.")
    }
    highestID = id
    givenIDs.insert(String(id))
    return id
  }

  private mutating func readHighestID() throws -> Int {
    var highest = 0
    if let index = try keyIndex() {
      highest = index.highestID
    } else {
      try hand.forEachKey(of: table.primaryKey, options) { key, _, _, _ in
        if let id = Int(cell: key), id > highest { highest = id }
      }
    }
    for row in newRows {
      if let id = Int(cellText: row.cells[table.primaryKey[0]]) { highest = max(highest, id) }
    }
    // Rows that an old copy of the file overwrote may come back, and keep their ids until then.
    for row in try vanishing() {
      if let id = row.key.first.flatMap({ Int(cellText: $0) }) { highest = max(highest, id) }
    }
    return highest
  }
}

extension TableDraft {
  mutating func insert(_ cells: [String]) {
    inserted.append(cells)
    raiseHighestID(cells)
  }

  /// Counts the id of a new or changed row, once ids are given.
  private mutating func raiseHighestID(_ cells: [String]) {
    guard let highest = highestID, let id = Int(cellText: cells[table.primaryKey[0]]) else {
      return
    }
    highestID = max(highest, id)
  }

  mutating func put(
    _ cells: [String], inPlaceOf row: DraftRow, leeway: StateLeeway = .oneStep
  ) throws {
    raiseHighestID(cells)
    switch row.origin {
    case .inserted(let i): inserted[i] = cells
    case .file(let address):
      let old = try standing(address)
      edited[address.start] =
        cells.isSame(as: old.cells)
        ? nil : EditedRow(old: old, new: cells, leeway: leeway)
    }
  }

  private func standing(_ address: RowAddress) throws -> StandingRow {
    try edited[address.start]?.old ?? hand.row(at: address, options)
  }

  /// Takes rows out.
  mutating func delete(
    _ rows: [DraftRow], cascade: Bool, leeway: StateLeeway = .oneStep
  ) throws {
    var gone: Set<Int> = []
    for row in rows {
      switch row.origin {
      case .inserted(let i): gone.insert(i)
      case .file(let address):
        edited[address.start] = EditedRow(
          old: try standing(address), new: nil, cascades: cascade, leeway: leeway)
      }
    }
    inserted = inserted.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
  }
}

// MARK: Without reading the table

extension TableDraft {
  /// The index of a large table, made by a reading of it where none is kept; `nil` for a small one.
  private mutating func keyIndex() throws -> KeyIndex? {
    if let index { return index }
    guard let (file, origin) = indexFile else { return nil }
    index = try file.read(origin) ?? KeyIndex(reading: hand, options)
    return index
  }

  /// Whether no row of the files can have these values, as the index knows.
  private mutating func isSurelyAbsent(_ values: [String], _ columns: [Int]) throws -> Bool {
    guard columns == table.primaryKey || table.uniqueKeys.contains(columns),
      let index = try keyIndex()
    else { return false }
    if table.numbersItsRows, columns == table.primaryKey {
      return Int(cellText: values[0]).map { $0 > index.highestID } ?? true
    }
    return try index.mostRows(with: values, in: columns) == 0
  }

  /// How rows with these values can be found without reading the whole table, as the index knows.
  private func wayToSearch(_ values: [String], _ columns: [Int]) throws -> RowSearch.Way? {
    guard let index, index.isInOrder, columns.count == 1 else { return nil }
    if columns == table.primaryKey { return .halving }
    return try index.mostRows(with: values, in: columns) == 1 ? .fromEnd : nil
  }

  /// Keeps the index for the files as a commit left them. That it cannot be kept is no fault.
  /// - Parameter states: The files that the commit changed, as it left them.
  func keepIndex(_ states: [String: Fingerprint]) {
    guard let (file, origin) = indexFile, var index = index ?? file.read(origin) else { return }
    for row in newRows { index.add(row.cells, inPlaceOf: row.old?.cells, of: table) }
    try? file.write(index, origin.changed(states, of: table))
  }
}
