internal import CSVText

/// From rows to the bytes of files: a changed row is a changed line, all else stays as it is.
extension TableDraft {
  /// What becomes of each file of the table that the draft touches.
  func patches(_ parts: PartNames) throws -> [FilePatch] {
    var patches: [FilePatch] = []
    let placed = parts.placed(inserted, in: hand)
    for number in hand.files.indices {
      let edits = edited.values.filter { $0.old.address.file == number }
        .sorted { $0.old.address < $1.old.address }
      let new = placed.known[number, default: []]
      if edits.isEmpty, new.isEmpty { continue }
      let file = hand.files[number]
      let missing = missingColumns(in: file, edits, new)
      var splices = missing.isEmpty ? [] : try splices(adding: missing, to: number)
      for edit in edits { splices += self.splices(for: edit, file, missing) }
      if !new.isEmpty { splices.append(try addition(of: new, to: number, missing)) }
      patches.append(
        FilePatch(
          path: file.file.path, title: file.title, source: file.source,
          splices: FilePatch.Splice.merged(splices)))
    }
    for part in placed.new {
      var bytes = part.header
      for cells in part.rows { bytes += record(cells, Layout(part, table)) }
      patches.append(
        FilePatch(
          path: part.path, title: part.title, source: nil,
          splices: [.init(range: 0..<0, bytes: bytes)]))
    }
    return patches
  }

  /// The columns of the table that the file does not have, and that one of these rows fills.
  private func missingColumns(
    in file: TableAtHand.File, _ edits: [EditedRow], _ new: [[String]]
  ) -> [Int] {
    table.columns.indices.filter { column in
      file.projection[column] < 0
        && (new.contains { !$0[column].isEmpty }
          || edits.contains { $0.new.map { !$0[column].isEmpty } ?? false })
    }
  }
}

// MARK: Rows that stand in the file

extension TableDraft {
  /// Replaces the cells that differ; or takes the whole record out.
  private func splices(
    for edit: EditedRow, _ file: TableAtHand.File, _ missing: [Int]
  ) -> [FilePatch.Splice] {
    let address = edit.old.address
    guard let new = edit.new else {
      return [.init(range: address.offset..<address.offset + address.length, bytes: [])]
    }
    return table.columns.indices.compactMap { column in
      guard let range = edit.old.ranges[column],
        !edit.old.cells[column].utf8.elementsEqual(new[column].utf8)
      else {
        return nil
      }
      var bytes: [UInt8] = []
      let wasQuoted = edit.old.quoted.contains(column)
      bytes.append(
        cell: new[column], quoted: wasQuoted, startsRecord: range.lowerBound == address.offset,
        isAlone: file.header.names.count == 1)
      return .init(range: range, bytes: bytes)
    }
  }

  /// Adds columns at the right of every record of a file, filled where a changed row has a value.
  private func splices(adding columns: [Int], to number: Int) throws -> [FilePatch.Splice] {
    let file = hand.files[number]
    var names: [UInt8] = []
    for column in columns {
      names.append(UInt8(ascii: ","))
      names.append(cell: table.columns[column].name, quoted: file.quotesAll)
    }
    let header = file.header.bytes
    let end = header.upperBound - file.headerBytes.lineEndLength
    var splices = [FilePatch.Splice(range: end..<end, bytes: names)]
    try hand.forEachBatch(of: number, options) { batch in
      for record in 0..<batch.count {
        let start = batch.offset(of: record)
        let edit = edited[RowAddress.Start(file: number, offset: start)]
        if let edit, edit.new == nil { continue }
        let length = batch.withRawRecord(record) { $0.count - $0.lineEndLength }
        var cells: [UInt8] = []
        for column in columns {
          cells.append(UInt8(ascii: ","))
          cells.append(cell: edit?.new?[column] ?? "", quoted: false)
        }
        splices.append(.init(range: start + length..<start + length, bytes: cells))
      }
    }
    return splices
  }
}

// MARK: New rows

extension TableDraft {
  /// Puts new records behind the last one of a file. Where that is the end of it, nothing of the
  /// file is read but its last bytes.
  private func addition(
    of rows: [[String]], to number: Int, _ missing: [Int]
  ) throws -> FilePatch.Splice {
    let file = hand.files[number]
    let layout = Layout(file, table, adding: missing)
    var bytes: [UInt8] = []
    let end = try hand.end(of: number, options)
    let last = edited[RowAddress.Start(file: number, offset: end.lastRecord)]
    // The line before ends with the file, unless it is taken out.
    if !end.hasLineEnd, last == nil || last?.new != nil { bytes += file.lineEnd }
    for cells in rows { bytes += record(cells, layout) }
    return .init(range: end.offset..<end.offset, bytes: bytes)
  }

  private func record(_ cells: [String], _ layout: Layout) -> [UInt8] {
    var bytes: [UInt8] = []
    for (i, column) in layout.columns.enumerated() {
      if i > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(
        cell: column.map { cells[$0] } ?? "", quoted: layout.quotesAll, startsRecord: i == 0,
        isAlone: layout.columns.count == 1)
    }
    return bytes + layout.lineEnd
  }

  /// How a record of a file is written: its columns from left to right, quotes and line end.
  private struct Layout {
    /// The table's column in each place; `nil` for a column that is none of the table's.
    let columns: [Int?]
    let quotesAll: Bool
    let lineEnd: [UInt8]

    init(_ file: TableAtHand.File, _ table: TableSchema, adding missing: [Int]) {
      var columns = file.header.names.map { _ in Int?.none }
      for (column, place) in file.projection.enumerated() where place >= 0 {
        columns[place] = column
      }
      self.columns = columns + missing.map { $0 }
      quotesAll = file.quotesAll
      lineEnd = file.lineEnd
    }

    /// The layout of a file that is made: as its table's other parts are, or as the table is.
    init(_ part: PartNames.NewFile, _ table: TableSchema) {
      if let model = part.model {
        self.init(model, table, adding: [])
      } else {
        self.init(columns: table.columns.indices.map { $0 }, quotesAll: false, lineEnd: [0x0A])
      }
    }

    private init(columns: [Int?], quotesAll: Bool, lineEnd: [UInt8]) {
      self.columns = columns
      self.quotesAll = quotesAll
      self.lineEnd = lineEnd
    }
  }
}

extension [UInt8] {
  /// Appends a cell. An empty one needs no quotes, unless it is all there is in its record.
  fileprivate mutating func append(
    cell text: String, quoted: Bool, startsRecord: Bool = false, isAlone: Bool = false
  ) {
    if text.isEmpty ? isAlone : quoted {
      append(UInt8(ascii: "\""))
      for byte in text.utf8 {
        if byte == UInt8(ascii: "\"") { append(byte) }
        append(byte)
      }
      append(UInt8(ascii: "\""))
    } else {
      appendCell(Array(text.utf8), startsRecord: startsRecord)
    }
  }

  /// How many of the last bytes end the line.
  fileprivate var lineEndLength: Int { span.lineEndLength }
}

extension Span<UInt8> {
  /// How many of the last bytes end the line.
  fileprivate var lineEndLength: Int {
    guard count > 0, self[count - 1] == UInt8(ascii: "\n") else { return 0 }
    return count > 1 && self[count - 2] == UInt8(ascii: "\r") ? 2 : 1
  }
}

extension FilePatch.Splice {
  /// In the order of the file. Of two at one place the first given comes first.
  fileprivate static func merged(_ splices: [Self]) -> [Self] {
    splices.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }.map(\.element)
  }
}
