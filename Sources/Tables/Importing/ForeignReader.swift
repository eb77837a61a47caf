internal import CSVText

/// How another system writes its files, as far as a person says it.
public struct ForeignDialect: Hashable, Sendable {
  /// `nil`: the one that the first lines have.
  public var delimiter: Delimiter?
  /// `nil`: what the byte order mark says, or UTF-8.
  public var encoding: ForeignEncoding?
  /// How many lines stand above the header.
  public var skippedLines = 0

  public init() {}
}

/// One record of another system's file.
struct ForeignRecord {
  var cells: [String] = []
  /// Where each cell stands; as many as `cells`.
  var places: [Place] = []
  /// The bytes that it takes in the file, with its line end.
  var bytes = 0..<0
  /// Why it is no row, if it is none.
  var fault: ForeignFault?

  /// Where it begins.
  var start: Place { places.first ?? .start }
}

/// Reads another system's file record by record, as it is: any delimiter, quotes as in CSV, LF, CR
/// LF or CR, an encoding that is stated or marked, title lines, the `sep=` line of a spreadsheet.
///
/// Memory is a block and a record; time is linear. `RecordReader` reads our own files, fast and
/// strictly; this one reads a file once in its life, and explains it.
struct ForeignReader {
  private(set) var header = ForeignRecord()
  let delimiter: Delimiter
  /// Blank lines, and records whose cells are all empty, that were passed over.
  private(set) var blankRecords = 0

  private var text: ForeignText
  private let cellLimit: Int
  private var cell: [UInt8] = []

  /// Opens a file and reads its header.
  /// - Throws: `ForeignFault` when there is none that can be read.
  init(_ source: any ByteSource, _ dialect: ForeignDialect, cellLimit: Int = 16 << 20) throws {
    self.cellLimit = cellLimit
    text = try ForeignText(source, encoding: dialect.encoding)
    let start = text.place
    let named = try Self.separatorLine(&text)
    if named == nil { try text.move(to: start) }
    delimiter =
      try dialect.delimiter ?? named ?? .find(in: source, dialect, cellLimit: cellLimit)
    var skipped = 0
    while skipped < dialect.skippedLines, text.current != ForeignText.end {
      try Self.skipLine(&text)
      skipped += 1
    }
    guard let first = try next() else { throw ForeignFault(.noHeader, at: .start) }
    if let fault = first.fault { throw fault }
    header = first
    blankRecords = 0
  }

  /// The encoding that the file has.
  var encoding: ForeignEncoding { text.encoding }

  /// Reads the next record that is not blank; `nil` at the end.
  /// - Throws: `ForeignFault` where nothing more can be read.
  mutating func next() throws -> ForeignRecord? {
    while text.current != ForeignText.end {
      let record = try record()
      if record.fault != nil || record.cells.contains(where: { !$0.isEmpty }) { return record }
      blankRecords += 1
    }
    return nil
  }

  /// Reads a record again, of which the start is known.
  mutating func record(at start: Place) throws -> ForeignRecord {
    try text.move(to: start)
    return try record()
  }
}

// MARK: Records

extension ForeignReader {
  private mutating func record() throws -> ForeignRecord {
    var record = ForeignRecord()
    let start = text.offset
    let width = header.cells.isEmpty ? nil : header.cells.count
    var count = 0
    var isBlank = true
    while true {
      let place = text.place
      cell.removeAll(keepingCapacity: true)
      if let fault = try readCell(), record.fault == nil { record.fault = fault }
      count += 1
      if !cell.isEmpty { isBlank = false }
      // Cells beyond the width are counted and not kept: there may be millions of them.
      if count <= width ?? .max {
        record.cells.append(String(decoding: cell, as: UTF8.self))
        record.places.append(
          Place(
            line: place.line, column: place.column, offset: place.offset,
            length: text.offset - place.offset))
      }
      guard text.current == delimiter.scalar else { break }
      try text.advance()
    }
    if let width, count != width, record.fault == nil, !isBlank {
      let isTruncated = count < width && text.current == ForeignText.end
      record.fault = ForeignFault(
        .ragged(cells: count, expected: width, isTruncated: isTruncated, delimiter),
        at: record.start.withLength(text.offset - start))
    }
    try Self.passLineEnd(&text)
    record.bytes = start..<text.offset
    return record
  }

  /// Reads a cell into `cell`, up to its delimiter or line end; what is wrong with it, if anything.
  private mutating func readCell() throws -> ForeignFault? {
    let start = text.place
    if text.current == .quote { return try readQuotedCell(start) }
    var fault: ForeignFault?
    while !isAtEndOfCell {
      if text.current == 0, fault == nil { fault = ForeignFault(.zeroByte, at: text.place) }
      try take(start)
    }
    return fault
  }

  private mutating func readQuotedCell(_ start: Place) throws -> ForeignFault? {
    var fault: ForeignFault?
    try text.advance()
    while true {
      switch text.current {
      case ForeignText.end:
        throw ForeignFault(.unclosedQuote, at: start.withLength(1))
      case .quote:
        try text.advance()
        if text.current == .quote { break }
        if isAtEndOfCell { return fault }
        let place = text.place
        while !isAtLineEnd { try text.advance() }
        return fault ?? ForeignFault(.textAfterQuote(delimiter), at: place)
      case 0: fault = fault ?? ForeignFault(.zeroByte, at: text.place)
      default: break
      }
      try take(start)
    }
  }

  /// Moves the character at hand into the cell.
  @inline(__always)
  private mutating func take(_ start: Place) throws {
    let scalar = text.current
    try text.advance()
    cell.appendUTF8(scalar)
    if cell.count > cellLimit {
      throw ForeignFault(.cellTooLong(limit: cellLimit), at: start)
    }
  }

  private var isAtLineEnd: Bool {
    text.current == .lineFeed || text.current == .carriageReturn
      || text.current == ForeignText.end
  }

  private var isAtEndOfCell: Bool { text.current == delimiter.scalar || isAtLineEnd }
}

// MARK: Lines

extension ForeignReader {
  /// Moves behind LF, CR LF or CR.
  private static func passLineEnd(_ text: inout ForeignText) throws {
    if text.current == .carriageReturn { try text.advance() }
    if text.current == .lineFeed { try text.advance() }
  }

  private static func skipLine(_ text: inout ForeignText) throws {
    while text.current != .lineFeed, text.current != .carriageReturn,
      text.current != ForeignText.end
    {
      try text.advance()
    }
    try passLineEnd(&text)
  }

  /// The delimiter that a spreadsheet's first line names: `sep=;`.
  private static func separatorLine(_ text: inout ForeignText) throws -> Delimiter? {
    for letter in "sep=".unicodeScalars {
      guard text.current == letter.value else { return nil }
      try text.advance()
    }
    guard let scalar = Unicode.Scalar(text.current) else { return nil }
    let delimiter = Delimiter(String(Character(scalar)))
    try text.advance()
    guard text.current == .lineFeed || text.current == .carriageReturn else { return nil }
    try passLineEnd(&text)
    return delimiter
  }
}

extension Place {
  func withLength(_ length: Int) -> Place {
    Place(line: line, column: column, offset: offset, length: length)
  }
}
