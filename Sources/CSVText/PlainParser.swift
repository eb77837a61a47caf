#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The plain path: reads one record, byte by byte, and explains what is wrong with it.
///
/// It decides what every oddity of a file means; `BulkIndex` only recognises text without any.
/// Offsets are those of `bytes`, which begins wherever the reader's buffer does.
@safe struct PlainParser {
  enum Outcome {
    /// A record of the right shape; the next one begins at `next`.
    case record(next: Int)
    case blank(next: Int)
    /// The line of a conflict marker: `<`, `|`, `=` or `>`.
    case marker(UInt8, next: Int)
    /// The record is lost; reading goes on at `next`, or not at all when that is `nil`.
    case fault(DialectFault.Kind, at: Int, length: Int, next: Int?)
    /// The record goes on beyond the bytes at hand.
    case incomplete
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
  /// What was appended counts only when the outcome is `record`. `strays` receives the offsets of
  /// quotes inside plain cells. Linear in the record.
  func record(
    at start: Int, origin: Int, into ends: inout CellEnds, strays: inout [Int]
  ) -> Outcome {
    if let short = blankOrMarker(at: start) { return short }
    var at = start
    var cells = 0
    while true {
      let cell = cell(at: at, strays: &strays)
      let end: Int
      switch cell {
      case .end(let found): end = found
      case .outcome(let outcome): return outcome
      }
      if end - at > cellLimit { return .fault(tooLong, at: at, length: 0, next: nil) }
      ends.reserve(1)
      ends.append(end - origin)
      cells += 1
      if end < count && byte(end) == .comma {
        at = end + 1
        continue
      }
      let next = min(end + 1, count)
      return verdict(start: start, end: end, next: next, cells: cells)
    }
  }

  private var tooLong: DialectFault.Kind { .cellTooLong(limit: cellLimit) }

  /// What stands at the start of a line instead of a record, if anything does.
  private func blankOrMarker(at start: Int) -> Outcome? {
    guard start < count else { return isEnd ? nil : .incomplete }
    let first = byte(start)
    if width != 1 {
      if first == .lineFeed { return .blank(next: start + 1) }
      if first == .carriageReturn {
        if start + 1 == count, !isEnd { return .incomplete }
        if start + 1 < count && byte(start + 1) == .lineFeed {
          return .blank(next: start + 2)
        }
      }
    }
    guard Self.markers.contains(first) else { return nil }
    if count - start < 8, !isEnd { return .incomplete }
    guard unsafe Self.isMarker(bytes, at: start) else { return nil }
    guard let feed = find(.lineFeed, from: start) else {
      return unsafe isEnd ? .marker(first, next: count) : .incomplete
    }
    return .marker(first, next: feed + 1)
  }

  private static let markers: [UInt8] = Array("<|=>".utf8)

  /// Whether a line begins with seven equal marks of git, then a space or its end.
  static func isMarker(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Bool {
    guard start + 7 <= bytes.count else { return false }
    let mark = unsafe bytes[start]
    guard unsafe bytes[start..<start + 7].allSatisfy({ $0 == mark }) else { return false }
    guard start + 7 < bytes.count else { return true }
    return unsafe [.space, .lineFeed, .carriageReturn].contains(bytes[start + 7])
  }

  private enum Cell {
    /// Where the cell ends: at its comma, its line feed or the end of the file.
    case end(Int)
    case outcome(Outcome)
  }

  private func cell(at start: Int, strays: inout [Int]) -> Cell {
    if start < count && byte(start) == .quote { return quotedCell(at: start) }
    var at = start
    while at < count {
      switch byte(at) {
      case .comma, .lineFeed: return .end(at)
      case .carriageReturn:
        guard let end = end(ofReturnAt: at) else { return .outcome(.incomplete) }
        return end
      case .quote: strays.append(at)
      default: break
      }
      at += 1
    }
    return unfinished(start, at: start)
  }

  private func quotedCell(at start: Int) -> Cell {
    var at = start + 1
    var close = count
    while true {
      guard let quote = find(.quote, from: at) else {
        if isEnd { return .outcome(unterminated(at: start) ?? swallowed(from: start)) }
        return unfinished(start, at: start)
      }
      if quote + 1 == count, !isEnd { return unfinished(start, at: start) }
      if quote + 1 < count && byte(quote + 1) == .quote {
        at = quote + 2
        continue
      }
      close = quote
      break
    }
    let after = close + 1
    guard after < count else { return .end(after) }
    switch byte(after) {
    case .comma, .lineFeed: return .end(after)
    case .carriageReturn:
      guard let end = end(ofReturnAt: after) else { return .outcome(.incomplete) }
      return end
    default:
      // A cell that spans lines and then “closes” before text was most likely never closed: what
      // closed it is the opening quote of a later cell.
      if let feed = find(.lineFeed, from: start), feed < close,
        let cause = unterminated(at: start)
      {
        return .outcome(cause)
      }
      guard let feed = find(.lineFeed, from: after) else {
        if !isEnd { return unfinished(start, at: start) }
        return unsafe .outcome(.fault(.textAfterQuote, at: after, length: 1, next: count))
      }
      return .outcome(.fault(.textAfterQuote, at: after, length: 1, next: feed + 1))
    }
  }

  /// A cell that goes on beyond the bytes at hand: the file's end, more to read, or too much.
  private func unfinished(_ start: Int, at place: Int) -> Cell {
    if isEnd { return .end(count) }
    if count - start > cellLimit {
      return .outcome(
        unsafe unterminated(at: start) ?? .fault(tooLong, at: place, length: 0, next: nil))
    }
    return .outcome(.incomplete)
  }

  /// A CR outside quotes ends the record together with an LF; alone it is a fault that stops all.
  private func end(ofReturnAt at: Int) -> Cell? {
    guard at + 1 < count else {
      return isEnd
        ? .outcome(.fault(.carriageReturnAlone, at: at, length: 1, next: nil)) : nil
    }
    if byte(at + 1) == .lineFeed { return .end(at + 1) }
    return .outcome(.fault(.carriageReturnAlone, at: at, length: 1, next: nil))
  }

  /// Judges a record whose cells were all found.
  private func verdict(start: Int, end: Int, next: Int, cells: Int) -> Outcome {
    let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<next])
    if let zero = find(0, from: start), zero < next {
      return .fault(.zeroByte, at: zero, length: 1, next: next)
    }
    if let bad = unsafe firstInvalidUTF8(in: text) {
      return unsafe .fault(.invalidUTF8(text[bad]), at: start + bad, length: 1, next: next)
    }
    if let width, cells != width {
      let isTruncated = isEnd && end == count
      let shown = find(.lineFeed, from: start).map { min($0, end) } ?? end
      return .fault(
        .ragged(cells: cells, expected: width, isTruncated: isTruncated),
        at: start, length: shown - start, next: next)
    }
    return .record(next: next)
  }

  private var count: Int { unsafe bytes.count }
  private func byte(_ at: Int) -> UInt8 { unsafe bytes[at] }

  private func find(_ byte: UInt8, from start: Int) -> Int? {
    guard let base = unsafe bytes.baseAddress, start < count else { return nil }
    guard let found = unsafe memchr(base + start, CInt(byte), count - start) else {
      return nil
    }
    return unsafe UnsafeRawPointer(found) - base
  }
}

// MARK: A quote that nobody closed

extension PlainParser {
  /// The fault of an opening quote at `quote` that should have closed where lines fit again, or
  /// `nil` when none of the lines after it does.
  private func unterminated(at quote: Int) -> Outcome? {
    var line = 0
    var at = quote
    while line < Self.linesToTry, let feed = find(.lineFeed, from: at) {
      line += 1
      at = feed + 1
      if fits(lineAt: at) {
        return .fault(
          .unterminatedQuote(probableEnd: line - 1), at: quote, length: 1, next: at)
      }
    }
    return nil
  }

  private func swallowed(from quote: Int) -> Outcome {
    .fault(.unterminatedQuote(probableEnd: nil), at: quote, length: 1, next: nil)
  }

  /// How far below an unclosed quote the file is searched for a line that fits.
  private static let linesToTry = 100

  /// Whether a record of the header's width, with something in its first cell, begins and ends on
  /// one line here.
  private func fits(lineAt start: Int) -> Bool {
    guard let width, start < count else { return false }
    var cells = 1
    var at = start
    var isInside = false
    while at < count {
      let byte = byte(at)
      if byte == .quote { isInside.toggle() }
      if byte == .lineFeed { break }
      if byte == .comma, !isInside { cells += 1 }
      at += 1
    }
    return unsafe cells == width && !isInside && bytes[start] != .comma && at > start
  }
}
