import CSVText

/// A slow and obvious reader of well-formed files, written from CSV.md and from nothing else.
///
/// It goes through the file byte by byte and knows five states. It has no idea of blocks, and gives
/// up with `nil` at anything that a person should hear about, CR LF excepted.
struct Oracle {
  struct Cell: Equatable {
    var content: [UInt8] = []
    var line: Int
    var column: Int
    var offset: Int
    var length = 0
  }

  private(set) var records: [[Cell]] = []
  private(set) var endsInReturn = 0
  private(set) var endsInFeedOnly = 0

  private enum State { case start, plain, quoted, quoteInQuoted, carriageReturn }

  init?(_ bytes: [UInt8]) {
    guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else { return nil }
    guard !bytes.isEmpty, !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return nil }
    var state = State.start
    var (line, column) = (1, 1)
    var record: [Cell] = []
    var cell = Cell(line: 1, column: 1, offset: 0)

    for (offset, byte) in bytes.enumerated() {
      if state == .start, record.isEmpty, Self.isMarker(bytes[offset...]) { return nil }
      switch (state, byte) {
      case (.quoted, UInt8(ascii: "\"")):
        state = .quoteInQuoted
      case (.quoted, _):
        cell.content.append(byte)
      case (.quoteInQuoted, UInt8(ascii: "\"")):
        cell.content.append(byte)
        state = .quoted
      case (.carriageReturn, UInt8(ascii: "\n")), (_, UInt8(ascii: "\n")):
        cell.length = offset - cell.offset - (state == .carriageReturn ? 1 : 0)
        if state == .carriageReturn { endsInReturn += 1 } else { endsInFeedOnly += 1 }
        records.append(record + [cell])
        record = []
        cell = Cell(line: line + 1, column: 1, offset: offset + 1)
        state = .start
      case (.carriageReturn, _):
        return nil
      case (_, UInt8(ascii: "\r")):
        state = .carriageReturn
      case (_, UInt8(ascii: ",")):
        cell.length = offset - cell.offset
        record.append(cell)
        cell = Cell(line: line, column: column + 1, offset: offset + 1)
        state = .start
      case (.start, UInt8(ascii: "\"")):
        state = .quoted
      case (.plain, UInt8(ascii: "\"")), (.quoteInQuoted, _):
        return nil
      case (.start, _), (.plain, _):
        cell.content.append(byte)
        state = .plain
      }
      if byte == UInt8(ascii: "\n") {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    guard state != .quoted, state != .carriageReturn else { return nil }
    if cell.offset < bytes.count || !record.isEmpty {
      cell.length = bytes.count - cell.offset
      records.append(record + [cell])
    }
    guard let width = records.first?.count, records.allSatisfy({ $0.count == width }) else {
      return nil
    }
    // A line with nothing in it is a record only where a record is one cell; as a header, never.
    if records[0].count == 1, records[0][0].length == 0 { return nil }
  }

  private static func isMarker(_ line: ArraySlice<UInt8>) -> Bool {
    ["<", "|", "=", ">"].contains { mark in
      [" ", "\n", "\r"].contains {
        line.starts(with: (String(repeating: mark, count: 7) + $0).utf8)
      }
        || line.elementsEqual(String(repeating: mark, count: 7).utf8)
    }
  }
}
