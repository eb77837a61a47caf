internal import CSVText
public import Tables

/// A table's file with git's conflict markers in it, to be answered block by block.
///
/// Markers stand at the starts of lines outside of quotes. It does not matter who left them: a
/// block may hold several rows a side, which are told apart by their keys.
public struct ConflictedText: Sendable {
  /// What a person says to a conflict.
  public enum Answer: Sendable, Hashable {
    case ours
    case theirs
    /// Another value, of a cell.
    case value(String)
  }

  /// A stretch of the file.
  private enum Piece {
    case plain(Range<Int>)
    case block(Range<Int>, sides: [[Range<Int>]])
  }

  private let bytes: [UInt8]
  private let table: TableSchema
  private var pieces: [Piece] = []
  private let names: [String]
  private let lineEnd: [UInt8]

  /// How many blocks there are.
  public var count: Int { pieces.count { if case .block = $0 { true } else { false } } }

  /// - Throws: `UnreadableText` where a block has no end, or the header is in one.
  public init(_ bytes: [UInt8], of table: TableSchema) throws {
    (self.bytes, self.table) = (bytes, table)
    var reader = try RecordReader(MemorySource(bytes))
    _ = try reader.next()
    guard let header = reader.header else {
      throw UnreadableText(line: 1, "has no header outside of a conflict")
    }
    names = header.names
    let ending = bytes[header.bytes].suffix(2)
    lineEnd = ending.elementsEqual([.carriageReturn, .lineFeed]) ? Array(ending) : [.lineFeed]
    try split(from: header.bytes.upperBound)
  }

  private mutating func split(from start: Int) throws {
    pieces = [.plain(0..<start)]
    var begin: Int?
    // The records of ours, base and theirs, as far as the block was read.
    var sides: [[Range<Int>]] = [[], [], []]
    var side = 0
    for record in Self.records(in: bytes, from: start) {
      let mark = Self.mark(bytes[record])
      switch (mark, begin) {
      case (UInt8(ascii: "<"), nil):
        (begin, sides, side) = (record.lowerBound, [[], [], []], 0)
      case (UInt8(ascii: "|"), .some): side = 1
      case (UInt8(ascii: "="), .some): side = 2
      case (UInt8(ascii: ">"), let first?):
        pieces.append(.block(first..<record.upperBound, sides: sides))
        begin = nil
      case (nil, nil): pieces.append(.plain(record))
      case (nil, .some): sides[side].append(record)
      default: throw UnreadableText("has markers of a conflict in a wrong order")
      }
    }
    guard begin == nil else { throw UnreadableText("has a conflict without an end") }
  }

  /// The sign of a line that is a marker.
  private static func mark(_ line: ArraySlice<UInt8>) -> UInt8? {
    guard let sign = line.first, [60, 61, 62, 124].contains(sign),
      line.prefix(7).elementsEqual(Array(repeating: sign, count: 7)),
      [UInt8.lineFeed, .carriageReturn, UInt8(ascii: " "), nil].contains(line.dropFirst(7).first)
    else { return nil }
    return sign
  }

  /// Lines, but for line breaks inside quotes.
  private static func records(in bytes: [UInt8], from start: Int) -> [Range<Int>] {
    var records: [Range<Int>] = []
    var (first, isInQuotes) = (start, false)
    for at in start..<bytes.count {
      if bytes[at] == .quote { isInQuotes.toggle() }
      guard bytes[at] == .lineFeed, !isInQuotes || mark(bytes[first...at]) != nil else { continue }
      records.append(first..<at + 1)
      (first, isInQuotes) = (at + 1, false)
    }
    if first < bytes.count { records.append(first..<bytes.count) }
    return records
  }
}

extension ConflictedText {
  /// The file after what a person answers.
  ///
  /// - Parameter answer: Asked for each conflict; `nil` leaves its whole block as it is.
  /// - Returns: The file, and how many blocks are left in it.
  /// - Throws: `UnreadableText` where a record of a block does not fit the header; what `answer`
  ///   throws.
  public func resolved(
    _ answer: (MergeConflict) throws -> Answer?
  ) throws -> (bytes: [UInt8], left: Int) {
    var text: [UInt8] = []
    var left = 0
    for piece in pieces {
      switch piece {
      case .plain(let range): text += bytes[range]
      case .block(let range, let sides):
        if let rows = try rows(sides, answer) {
          text += rows
        } else {
          text += bytes[range]
          left += 1
        }
      }
    }
    return (text, left)
  }

  private func rows(
    _ sides: [[Range<Int>]], _ answer: (MergeConflict) throws -> Answer?
  ) throws -> [UInt8]? {
    var text: [UInt8] = []
    let sides = try sides.map { try keyed($0) }
    var keys = sides[0].map(\.key)
    for (key, _) in sides[2] where !keys.contains(key) { keys.append(key) }
    for key in keys {
      func row(_ side: Int) -> KeyedRow? { sides[side].first { $0.key == key }?.row }
      let merge = RowMerge(
        key, base: row(1), ours: row(0), theirs: row(2), names: names, latest: [])
      switch merge.result {
      case .absent: continue
      case .cells(let cells): text += TableText.body(of: cells) + lineEnd
      case .conflict(let ours, _, let theirs):
        guard let cells = try chosen(ours, theirs, merge.conflicts, answer) else { return nil }
        if let cells { text += TableText.body(of: cells) + lineEnd }
      }
    }
    return text
  }

  /// The cells that were chosen, or no row; `nil` where the person leaves it open.
  private func chosen(
    _ ours: [RawCell]?, _ theirs: [RawCell]?, _ conflicts: [MergeConflict],
    _ answer: (MergeConflict) throws -> Answer?
  ) throws -> [RawCell]?? {
    guard var cells = ours, let others = theirs else {
      guard let said = try conflicts.first.flatMap(answer) else { return nil }
      return .some(said == .theirs ? theirs : ours)
    }
    for conflict in conflicts {
      guard let place = conflict.column.flatMap({ names.firstIndex(of: $0) }) else { return nil }
      switch try answer(conflict) {
      case nil: return nil
      case .ours: continue
      case .theirs: cells[place] = others[place]
      case .value(let text):
        cells[place] = RawCell(
          holding: Array(text.utf8), like: cells[place], startsRecord: place == 0)
      }
    }
    return .some(cells)
  }

  private func keyed(_ records: [Range<Int>]) throws -> [(key: RowKey, row: KeyedRow)] {
    let columns = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { $1 })
    return try records.map { record in
      var body = bytes[record]
      while let last = body.last, last == .lineFeed || last == .carriageReturn { body.removeLast() }
      let cells = TableText.cells(of: body)
      guard cells.count == names.count else {
        throw UnreadableText("has a row in a conflict that does not fit the header")
      }
      let key = table.keyNames.compactMap { columns[$0] }.map { cells[$0].content }
      return (
        RowKey(key.isEmpty ? cells.map(\.content) : key),
        KeyedRow(record: 0, cells: cells, columns: columns)
      )
    }
  }
}
