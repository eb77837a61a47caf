// The plain path: one record after another, and what stands between them.
extension RecordReader {
  /// Reads records one by one until the buffer is used up or something must be told.
  mutating func readPlain() throws -> Bool {
    guard let width = header?.names.count else { return false }
    let start = position
    let startLine = line
    var records = 0
    ends.count = 0
    while position < buffer.filled, pending.isEmpty, position - start < Self.longestBatch {
      let before = ends.count
      let at = position
      let parser = unsafe PlainParser(
        bytes: buffer.bytes, isEnd: buffer.isEnd, cellLimit: options.cellLimit, width: width)
      var stray: Int?
      let outcome = parser.record(at: at, origin: start, into: &ends, stray: &stray)
      if case .record(let next) = outcome {
        flushBlanks(atEnd: false)
        if let stray { note(.quoteInPlainCell, at: stray, length: 1, from: at) }
        noteLineEnd(from: at, to: next)
        records += 1
        advance(to: next)
        continue
      }
      // Records of a batch stand side by side, so anything else ends the batch.
      ends.count = before
      if records > 0 { break }
      if case .incomplete = outcome { try refill() } else { pass(over: outcome, at: at) }
      return false
    }
    if records == 0 {
      if position == buffer.filled { try refill() }
      return false
    }
    let (end, lines) = (position, line - startLine)
    (position, line) = (start, startLine)
    takeBatch(from: start, to: end, records: records, width: width, lineFeeds: lines)
    return true
  }

  /// Ends of cells are 32 bits wide and count from the start of their batch: a batch that stops
  /// growing here has room for one more record, which `PlainParser.longestRecord` bounds.
  private static var longestBatch: Int { 1 << 30 }

  /// Leaves out what is not a record, and notes why.
  private mutating func pass(over outcome: PlainParser.Outcome, at start: Int) {
    if case .blank(let next) = outcome {
      let first = blanks?.place ?? place(of: start, 0, from: start, onLine: line)
      blanks = ((blanks?.count ?? 0) + 1, first)
      advance(to: next)
      return
    }
    flushBlanks(atEnd: false)
    switch outcome {
    case .marker(let mark):
      enterConflict(mark)
    case .fault(let kind, let at, let length, let recovery):
      note(kind, at: at, length: length, from: start)
      switch recovery {
      case .goOn(let next):
        advance(to: next)
      case .skipLine(let from):
        advance(to: from)
        skipsLine = true
      case .stop:
        isOver = true
      }
    case .record, .blank, .incomplete: break
    }
  }

  private mutating func note(_ kind: DialectFault.Kind, at: Int, length: Int, from start: Int) {
    let place = place(of: at, length, from: start, onLine: line)
    var kind = kind
    if case .unterminatedQuote(let lines?) = kind {
      // The parser counts lines from the quote; a person wants the line of the file.
      kind = .unterminatedQuote(probableEnd: place.line + lines)
    }
    pending.append(DialectFault(kind, at: place))
  }

  private mutating func noteLineEnd(from start: Int, to end: Int) {
    guard lineEnds.needsMore else { return }
    if lineEnds.note(unsafe LineEnds.kind(buffer.bytes, from: start, to: end)) {
      lineEnds.firstReturn = place(of: end - 2, 1, from: start, onLine: line)
    }
  }
}
