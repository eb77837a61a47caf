// The fast path: everything in the buffer at once, as long as nothing about it is odd.
extension RecordReader {
  /// Indexes the rest of the buffer at once. `nil` when the plain path must read it.
  mutating func readBulk() throws -> Bool? {
    guard options.usesBulkIndex, let width = header?.names.count,
      buffer.offset + position >= plainUntil
    else { return nil }
    let left = buffer.filled - position
    // With no more bytes than a cell may have, no cell can be too long.
    guard left <= options.cellLimit else { return nil }
    let outcome = unsafe BulkIndex.index(buffer.base + position, left, width: width, into: &ends)
    switch outcome {
    case .clean(let records, let end, let hasLineBreaks, let hasReturns):
      flushBlanks(atEnd: false)
      takeBatch(
        from: position, to: position + end, records: records, width: width,
        lineFeeds: hasLineBreaks ? nil : records)
      if hasReturns { noteLineEnds() } else { lineEnds.hasPlain = true }
      return true
    case .odd:
      plainUntil = buffer.offset + buffer.filled
      return nil
    case .incomplete:
      if buffer.isEnd { return nil }
      try refill()
      return false
    }
  }

  /// Sees how the records of a batch with carriage returns end.
  private mutating func noteLineEnds() {
    let first = batch.offset - buffer.offset
    for record in 0..<batch.count where lineEnds.needsMore {
      let start = first + batch.startOfRecord(record)
      let end = first + batch.endOfRecord(record)
      if lineEnds.note(unsafe LineEnds.kind(buffer.bytes, from: start, to: end)) {
        let line = batch.line(of: record)
        lineEnds.firstReturn = place(of: end - 2, 1, from: start, onLine: line)
      }
    }
  }
}
