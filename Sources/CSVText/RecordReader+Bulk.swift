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
    let outcome = unsafe BulkIndex.index(
      buffer.base + position, left, width: width, options, into: &ends)
    switch outcome {
    case .clean(let records, let end, let hasLineBreaks, let hasReturns):
      flushBlanks(atEnd: false)
      takeBatch(
        from: position, to: position + end, records: records, width: width,
        lineFeeds: hasLineBreaks ? nil : records)
      if lineEnds.needsMore { lineEnds.add(hasReturns ? LineEnds(of: batch) : .plain) }
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
}
