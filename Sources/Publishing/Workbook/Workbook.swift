/// A workbook for spreadsheet programs (Office Open XML, ECMA-376), written from front to back in
/// constant memory: a table becomes a sheet with typed cells, or several where it has more rows
/// than a sheet has room for. A last sheet, "About", says what the columns mean and where all comes
/// from.
///
///     var workbook = try Workbook()
///     try workbook.begin(table)
///     for row in rows { try workbook.add(row); try workbook.drain(write) }
///     try workbook.end([Workbook.Note("source", "data/specimens.csv")])
///     try workbook.finish()
///     try workbook.drain(write)
///
/// No formula is ever written, and nothing in it depends on the time: the same values are the same
/// bytes.
public struct Workbook: Sendable {
  /// Something to be said of a table in the sheet "About".
  public struct Note: Sendable {
    /// What it is, in a word.
    public let entry: String
    public let text: String

    public init(_ entry: String, _ text: String) {
      self.entry = entry
      self.text = text
    }
  }

  private var archive = ZIPWriter()
  private var texts = SharedTexts()
  private var names = SheetNames()
  private var sheets: [WorkbookParts.Sheet] = []
  private var table: PublishedTable?
  /// The name of the table's first sheet.
  private var first = ""
  private var part: SheetPart?
  private var textStyle = CellStyle.text
  private var size = 0
  private var cut = CutCells()
  private var about: [[String?]] = []

  /// What a sheet is filled up to: rows, and bytes of XML, as many programs count them in 32 bits.
  private let mostRows: Int
  private let mostBytes: Int

  public init() throws(WorkbookError) {
    try self.init(mostRows: SheetPart.mostRows, mostBytes: 1 << 31)
  }

  init(mostRows: Int, mostBytes: Int) throws(WorkbookError) {
    self.mostRows = mostRows
    self.mostBytes = mostBytes
    // Programs that look at a file's start to tell what it is want one of these parts there.
    try addPart("_rels/.rels", WorkbookParts.root)
    try addPart("xl/styles.xml", CellStyle.part)
  }

  /// Begins the sheet of a table.
  public mutating func begin(_ table: PublishedTable) throws(WorkbookError) {
    precondition(self.table == nil, "a table is ended before the next one begins")
    guard (1...SheetPart.mostColumns).contains(table.columns.count) else {
      throw .columns(table.name, table.columns.count)
    }
    self.table = table
    cut = CutCells()
    beginSheet(table)
    first = names.all[names.all.count - 1]
  }

  /// Adds a row: a text for each column, `nil` where the cell is empty.
  public mutating func add(_ cells: [String?]) throws(WorkbookError) {
    guard let table, cells.count == table.columns.count else {
      preconditionFailure("a row is added to a table that was begun, a cell a column")
    }
    if let part, part.rows >= mostRows || size >= mostBytes {
      try endSheet()
      beginSheet(table)
    }
    guard let columns = part?.add(cells, &texts), let part else { return }
    for column in columns {
      cut.add("\(names.all[names.all.count - 1])!\(part.name(ofColumn: column))")
    }
    guard let bytes = self.part?.drained() else { return }
    archive.add(bytes)
    size += bytes.count
  }

  /// Ends a table, and returns what a person should know of its sheet.
  @discardableResult
  public mutating func end(_ notes: [Note]) throws(WorkbookError) -> [String] {
    guard let table else { preconditionFailure("a table is begun before it ends") }
    try endSheet()
    let remarks = cut.remarks + continuation
    about.append([first, "rows", nil, nil, table.about])
    for note in notes + remarks.map({ Note("remark", $0) }) {
      about.append([first, note.entry, nil, nil, note.text])
    }
    for column in table.columns {
      let meaning = column.meaning.isEmpty ? nil : column.meaning
      about.append([first, "column", column.name, column.holds, meaning])
    }
    self.table = nil
    return remarks
  }

  /// Ends the workbook.
  public mutating func finish() throws(WorkbookError) {
    let columns = ["sheet", "entry", "column", "holds", "meaning"]
    let table = PublishedTable(
      name: "About", about: "",
      columns: columns.map { PublishedColumn($0, .text, holds: "text", meaning: "") })
    textStyle = .wrappedText
    try begin(table)
    for row in about { try add(row) }
    try endSheet()
    self.table = nil
    let parts = WorkbookParts(sheets: sheets)
    try addPart("xl/sharedStrings.xml", texts.part)
    try addPart("xl/workbook.xml", parts.workbook)
    try addPart("xl/_rels/workbook.xml.rels", parts.workbookRelationships)
    try addPart("[Content_Types].xml", parts.contentTypes)
    try archive.finish()
  }

  /// Hands out what was written so far and forgets it.
  public mutating func drain(_ body: ([UInt8]) throws -> Void) rethrows {
    try archive.drain(body)
  }
}

extension Workbook {
  private mutating func beginSheet(_ table: PublishedTable) {
    _ = names.add(table.name)
    size = 0
    archive.begin(WorkbookParts.sheetPath(names.all.count))
    part = SheetPart(table.columns, textStyle, &texts)
  }

  private mutating func endSheet() throws(WorkbookError) {
    guard var part else { return }
    archive.add(part.finished())
    try archive.end()
    sheets.append(.init(name: names.all[sheets.count], range: part.range))
    self.part = nil
  }

  private mutating func addPart(_ name: String, _ text: String) throws(WorkbookError) {
    try addPart(name, Array(text.utf8))
  }

  private mutating func addPart(_ name: String, _ bytes: [UInt8]) throws(WorkbookError) {
    archive.begin(name)
    archive.add(bytes)
    try archive.end()
  }

  private var continuation: [String] {
    let others = names.all.drop { $0 != first }.dropFirst()
    return others.isEmpty ? [] : ["Goes on in the sheets \(others.joined(separator: ", "))."]
  }
}

/// Cells that were longer than a spreadsheet allows.
private struct CutCells {
  private var count = 0
  private var first = ""

  mutating func add(_ cell: String) {
    if count == 0 { first = cell }
    count += 1
  }

  var remarks: [String] {
    guard count > 0 else { return [] }
    let cells = count == 1 ? "1 cell is" : "\(count) cells are"
    return [
      "\(cells) longer than the \(SheetText.limit) characters that a spreadsheet allows, and cut "
        + "there; the first is \(first). CSV and JSON have all of it."
    ]
  }
}

/// Why values are no workbook.
public enum WorkbookError: Error, Equatable, CustomStringConvertible {
  /// A table has so many columns.
  case columns(String, Int)
  case tooLarge

  public var description: String {
    switch self {
    case .columns(let table, let count):
      "'\(table)' has \(count) columns, and a sheet has from 1 to \(SheetPart.mostColumns). Choose "
        + "some, or write CSV."
    case .tooLarge:
      "the workbook would be larger than 4 GiB. Choose some rows or columns, or write CSV."
    }
  }
}
