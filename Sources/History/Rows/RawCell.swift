internal import CSVText

/// A cell as it stands in a file, with its quotes.
struct RawCell: Hashable, Sendable {
  let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  /// A cell that holds this, with quotes where they are needed, or where `model` has them.
  init(holding content: [UInt8], like model: RawCell? = nil, startsRecord: Bool) {
    var bytes: [UInt8] = []
    bytes.appendCell(content, startsRecord: startsRecord)
    if let model, model.isQuoted, bytes.first != .quote {
      bytes = [.quote] + bytes + [.quote]
    }
    self.bytes = bytes[...]
  }

  static let empty = RawCell([])

  var isQuoted: Bool { bytes.first == .quote }

  /// What it holds; of an empty cell and of `""` nothing.
  var content: [UInt8] {
    guard isQuoted else { return Array(bytes) }
    var content: [UInt8] = []
    content.reserveCapacity(bytes.count)
    var wasQuote = false
    for byte in bytes.dropFirst().dropLast() {
      if byte == .quote, !wasQuote {
        wasQuote = true
        continue
      }
      content.append(byte)
      wasQuote = false
    }
    return content
  }
}

extension TableText {
  /// The cells of a record.
  func cells(_ record: Int) -> [RawCell] { Self.cells(of: body(record)) }

  /// The cells of the header.
  var headerCells: [RawCell] { Self.cells(of: headerBody) }

  /// What the cells of a record hold.
  public func contents(_ record: Int) -> [[UInt8]] { cells(record).map(\.content) }

  /// The cells of a record that is known to be well formed.
  static func cells(of body: ArraySlice<UInt8>) -> [RawCell] {
    var cells: [RawCell] = []
    var start = body.startIndex
    var at = start
    var isInQuotes = false
    while at < body.endIndex {
      let byte = body[at]
      if byte == .quote, isInQuotes || at == start {
        isInQuotes.toggle()
      } else if byte == .quote, body[start] == .quote {
        // The second of two quotes that stand for one.
        isInQuotes = true
      } else if byte == .comma, !isInQuotes {
        cells.append(RawCell(body[start..<at]))
        start = at + 1
      }
      at += 1
    }
    cells.append(RawCell(body[start...]))
    return cells
  }

  /// A record of these cells, without a line end.
  static func body(of cells: [RawCell]) -> [UInt8] {
    var body: [UInt8] = []
    for (i, cell) in cells.enumerated() {
      if i > 0 {
        body.append(.comma)
        body += cell.bytes
      } else {
        // In the first column some text means something else without its quotes.
        body += (cell.isQuoted ? cell : RawCell(holding: cell.content, startsRecord: true)).bytes
      }
    }
    // An empty line would be no record.
    return body.isEmpty ? [.quote, .quote] : body
  }
}
