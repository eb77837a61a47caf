// A quote that nobody closed swallows what follows, up to the next quote or the end of the file.
// The fault is named at the opening quote, and reading goes on at the first swallowed line that
// fits.
//
// This reads the swallowed lines a second time, but never a third: a quote is swallowed only as a
// part of a run of even length, and such a run cannot open a cell that outlasts it. So the next
// unclosed quote is at the earliest the one that ended the search for the first.
extension PlainParser {
  /// What it means that text follows the quote at `close`, in the cell that opens at `quote`.
  func textAfter(closing close: Int, of quote: Int) -> Outcome {
    let after = close + 1
    let text = Outcome.fault(.textAfterQuote, at: after, length: 1, .skipLine(from: after))
    guard find(.lineFeed, from: quote, before: close) != nil else { return text }
    if let unclosed = unclosed(at: quote, before: close) { return unclosed }
    // No line fits, but the quote stands where a cell opens: `,"text`. It does not close anything.
    guard byte(close - 1) == .comma || byte(close - 1) == .lineFeed else { return text }
    var lineStart = close
    while byte(lineStart - 1) != .lineFeed { lineStart -= 1 }
    return .fault(
      .unterminatedQuote(probableEnd: nil), at: quote, length: 1, .goOn(at: lineStart))
  }

  /// The fault of an opening quote at `quote` behind which a line fits that begins before `end`,
  /// or at it; `nil` when none does. Linear in the lines looked at.
  func unclosed(at quote: Int, before end: Int) -> Outcome? {
    var lines = 0
    var at = quote
    while let feed = find(.lineFeed, from: at, before: end) {
      at = feed + 1
      switch fits(lineAt: at, before: quote + cellLimit) {
      case true?:
        return .fault(
          .unterminatedQuote(probableEnd: lines), at: quote, length: 1, .goOn(at: at))
      case false?: lines += 1
      case nil: return .incomplete
      }
    }
    return nil
  }

  /// Whether a record of the header's width, with something in its first cell, begins and ends on
  /// one line here, before `limit`; `nil` when more bytes would tell.
  private func fits(lineAt start: Int, before limit: Int) -> Bool? {
    guard let width else { return false }
    var cells = 1
    var at = start
    var isInside = false
    while at < count, at < limit, byte(at) != .lineFeed {
      if byte(at) == .quote { isInside.toggle() }
      if byte(at) == .comma, !isInside { cells += 1 }
      at += 1
    }
    if at >= limit { return false }
    if at == count, !isEnd { return nil }
    return cells == width && !isInside && at > start && byte(start) != .comma
  }
}
