/// The plain path: reads one record, byte by byte, and explains what is wrong with it.
///
/// It decides what every oddity of a file means; `BulkIndex` only recognises text without any.
/// Offsets are those of `bytes`, which begins wherever the reader's buffer does. What it says must
/// not depend on where `bytes` end: a decision that could fall otherwise with more of them at hand
/// is `incomplete`.
@safe struct PlainParser {
  enum Outcome {
    /// A record of the right shape; the next one begins at `next`.
    case record(next: Int)
    case blank(next: Int)
    /// The line of a conflict marker: `<`, `|`, `=` or `>`.
    case marker(UInt8)
    /// The record is lost. Lines of an unterminated quote count from the quote's own.
    case fault(DialectFault.Kind, at: Int, length: Int, Recovery)
    /// The record goes on beyond the bytes at hand.
    case incomplete
  }

  /// Where reading goes on behind a fault.
  enum Recovery {
    case goOn(at: Int)
    /// Behind the line that `from` is in, which may go on beyond the bytes at hand.
    case skipLine(from: Int)
    case stop
  }

  let bytes: UnsafeRawBufferPointer
  /// Whether the file ends where `bytes` end.
  let isEnd: Bool
  let cellLimit: Int
  /// How many cells a record must have; `nil` for the first, which decides.
  let width: Int?
}

extension PlainParser {
  /// Reads the record at `start` and appends the ends of its cells, less `origin`, to `ends`.
  ///
  /// What was appended counts only when the outcome is `record`. `stray` receives the offset of
  /// the first quote inside a plain cell. Linear in the record.
  func record(
    at start: Int, origin: Int, into ends: inout CellEnds, stray: inout Int?
  ) -> Outcome {
    if let short = blankOrMarker(at: start) { return short }
    var at = start
    var cells = 0
    while true {
      let end: Int
      switch cell(at: at, stray: &stray) {
      case .end(let found): end = found
      case .outcome(let outcome): return outcome
      }
      if end - start > Self.longestRecord {
        return .fault(.cellTooLong(limit: Self.longestRecord), at: start, length: 0, .stop)
      }
      cells += 1
      // Cells beyond the width are counted but not kept: there may be millions of them.
      if cells <= width ?? .max {
        ends.reserve(1)
        ends.append(end - origin)
      }
      if end < count && byte(end) == .comma {
        at = end + 1
        continue
      }
      return verdict(start: start, end: end, next: min(end + 1, count), cells: cells)
    }
  }

  /// A record longer than this is refused as if it were one cell. See `RecordReader.longestBatch`.
  private static var longestRecord: Int { 1 << 31 }

  private enum Cell {
    /// Where the cell ends: at its comma, its line feed or the end of the file.
    case end(Int)
    case outcome(Outcome)
  }

  private func cell(at start: Int, stray: inout Int?) -> Cell {
    if start < count && byte(start) == .quote { return quotedCell(at: start) }
    let limit = min(count, start + cellLimit + 1)
    var at = start
    while at < limit {
      switch byte(at) {
      case .comma, .lineFeed: return .end(at)
      case .carriageReturn: return end(ofReturnAt: at)
      case .quote: if stray == nil { stray = at }
      default: break
      }
      at += 1
    }
    if at - start > cellLimit { return .outcome(tooLong(start)) }
    return isEnd ? .end(count) : .outcome(.incomplete)
  }

  private func quotedCell(at start: Int) -> Cell {
    let limit = min(count, start + cellLimit)
    var from = start + 1
    while let quote = find(.quote, from: from, before: limit) {
      if quote + 1 == count { return isEnd ? .end(count) : .outcome(.incomplete) }
      if byte(quote + 1) == .quote {
        from = quote + 2
        continue
      }
      switch byte(quote + 1) {
      case .comma, .lineFeed: return .end(quote + 1)
      case .carriageReturn: return end(ofReturnAt: quote + 1)
      default: return .outcome(textAfter(closing: quote, of: start))
      }
    }
    if count - start > cellLimit {
      return .outcome(unclosed(at: start, before: limit) ?? tooLong(start))
    }
    guard isEnd else { return .outcome(.incomplete) }
    let swallowed = Outcome.fault(.unterminatedQuote(probableEnd: nil), at: start, length: 1, .stop)
    return .outcome(unclosed(at: start, before: count) ?? swallowed)
  }

  private func tooLong(_ start: Int) -> Outcome {
    .fault(.cellTooLong(limit: cellLimit), at: start, length: 0, .stop)
  }

  /// A CR outside quotes ends the record together with an LF; alone it is a fault that stops all.
  private func end(ofReturnAt at: Int) -> Cell {
    if at + 1 < count {
      if byte(at + 1) == .lineFeed { return .end(at + 1) }
    } else if !isEnd {
      return .outcome(.incomplete)
    }
    return .outcome(.fault(.carriageReturnAlone, at: at, length: 1, .stop))
  }

  /// Judges a record whose cells were all found.
  private func verdict(start: Int, end: Int, next: Int, cells: Int) -> Outcome {
    if let zero = find(0, from: start, before: next) {
      return .fault(.zeroByte, at: zero, length: 1, .goOn(at: next))
    }
    let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<next])
    if let bad = unsafe firstInvalidUTF8(in: text) {
      return unsafe .fault(
        .invalidUTF8(text[bad]), at: start + bad, length: 1, .goOn(at: next))
    }
    if let width, cells != width {
      let isTruncated = isEnd && end == count
      var shown = find(.lineFeed, from: start, before: end) ?? end
      if shown > start, shown < count, byte(shown - 1) == .carriageReturn { shown -= 1 }
      return .fault(
        .ragged(cells: cells, expected: width, isTruncated: isTruncated),
        at: start, length: shown - start, .goOn(at: next))
    }
    return .record(next: next)
  }

  var count: Int { unsafe bytes.count }
  func byte(_ at: Int) -> UInt8 { unsafe bytes[at] }

  /// Where `byte` first stands from `start` on and before `end`. Never looks further: a record
  /// that searched the whole buffer would make the file's cost quadratic in the block.
  func find(_ byte: UInt8, from start: Int, before end: Int) -> Int? {
    guard start < end else { return nil }
    let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    return unsafe offset(of: byte, in: part).map { start + $0 }
  }
}
