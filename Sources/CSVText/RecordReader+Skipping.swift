// What is left out line by line, and never held in memory: the hunks of a merge that git could not
// finish, and the rest of a line behind a fault.
extension RecordReader {
  /// Begins to skip at a marker, the line of which is the one at `position`.
  mutating func enterConflict(_ mark: UInt8) {
    let place = place(of: position, 7, from: position, onLine: line)
    if mark == PlainParser.openingMark {
      conflict = place
    } else {
      pending.append(DialectFault(.conflictMarker(end: line), at: place))
    }
    skipsLine = true
  }

  /// Looks at one line of a conflict: only its end matters, whatever quotes and commas it holds.
  mutating func readConflict(since begin: Place) throws {
    if buffer.filled - position <= PlainParser.markerLength, !buffer.isEnd {
      try refill()
      return
    }
    skipsLine = true
    guard unsafe buffer.bytes[position] == PlainParser.closingMark,
      unsafe PlainParser.isMarker(buffer.bytes, at: position)
    else { return }
    pending.append(DialectFault(.conflictMarker(end: line), at: begin))
    conflict = nil
    // A conflict that began before the header took it along.
    isOver = header == nil
  }

  /// Skips what is left of a line, or of the buffer.
  mutating func skipLine() throws {
    let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer.bytes[position...])
    if let feed = unsafe offset(of: .lineFeed, in: rest) {
      position += feed + 1
      line += 1
      skipsLine = false
    } else {
      position = buffer.filled
      if !buffer.isEnd { try refill() }
    }
  }
}
