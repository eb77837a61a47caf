internal import CPlatform

/// The fast path: finds every cell of a block at once, or says that the block needs the plain one.
///
/// It trusts nothing. A block passes only when all its records have the header's width, each quote
/// opens at the start of a cell and closes at its end, each CR stands before an LF, no line begins
/// like a conflict marker, and the text is UTF-8 without zero bytes. Anything else is `odd`, and
/// `PlainParser` reads the block again, record by record, and explains. Both must agree on every
/// block that passes; a test compares them.
enum BulkIndex {
  enum Outcome: Equatable {
    /// `records` whole records that end before `end`. `hasLineBreaks` when there may be some in
    /// cells, or else each record is one line.
    case clean(records: Int, end: Int, hasLineBreaks: Bool, hasCarriageReturns: Bool)
    /// No record ends in the block: more bytes are needed.
    case incomplete
    case odd
  }

  /// Indexes `count` bytes that begin a record. 64 bytes beyond them must be readable.
  ///
  /// `mayHoldQuotes` is `false` where it is known that there are none. Linear in `count`. `ends` is
  /// overwritten; on `clean` it holds the ends of the whole records
  /// first, and what follows them is to be ignored.
  static func index(
    _ base: UnsafeRawPointer, _ count: Int, width: Int, _ options: RecordReader.Options,
    mayHoldQuotes: Bool = true, into ends: inout CellEnds
  ) -> Outcome {
    let text = unsafe UnsafeRawBufferPointer(start: base, count: count)
    let hasQuotes = unsafe mayHoldQuotes && offset(of: .quote, in: text) != nil
    ends.count = 0
    var scan = Scan()
    if let find = unsafe search(options) {
      unsafe scan.take(find, base, count, hasQuotes: hasQuotes, into: &ends)
    } else {
      var at = 0
      while at < count {
        let left = count &- at
        let valid: UInt64 = left >= 64 ? ~0 : (1 &<< UInt64(left)) &- 1
        let chunk = unsafe Chunk(base + at)
        let structural = hasQuotes ? scan.quoted(chunk, valid) : scan.plain(chunk, valid)
        ends.reserve(64)
        flatten(structural, at, into: &ends)
        at &+= 64
      }
    }
    if scan.fault != 0 { return .odd }

    let records = ends.count / width
    if records == 0 { return scan.lineFeeds == 0 ? .incomplete : .odd }
    if scan.lineFeeds != records { return .odd }
    if unsafe !recordsEndInLineFeeds(base, records, width, ends.base) { return .odd }
    let end = unsafe Int(ends.base[records &* width &- 1]) &+ 1
    ends.count = records &* width

    let whole = unsafe UnsafeRawBufferPointer(start: base, count: end)
    var hasCarriageReturns = false
    if scan.hasOddities {
      if unsafe offset(of: 0, in: whole) != nil { return .odd }
      hasCarriageReturns = unsafe offset(of: .carriageReturn, in: whole) != nil
      if hasCarriageReturns, !hasQuotes, unsafe !returnsPrecedeLineFeeds(whole) { return .odd }
      if unsafe firstInvalidUTF8(in: whole) != nil { return .odd }
    }
    return .clean(
      records: records, end: end, hasLineBreaks: scan.lineBreaks > 0,
      hasCarriageReturns: hasCarriageReturns)
  }

  /// Whether each record's last cell ends in an LF, and no line begins with seven equal marks.
  ///
  /// One load answers both: the byte where the cell ends, and the seven behind it.
  private static func recordsEndInLineFeeds(
    _ base: UnsafeRawPointer, _ records: Int, _ width: Int, _ ends: UnsafeMutablePointer<UInt32>
  ) -> Bool {
    if unsafe beginsLikeMarker(base.loadUnaligned(as: UInt64.self)) { return false }
    var last = width &- 1
    while last < records &* width {
      let word = unsafe UInt64(
        littleEndian: base.loadUnaligned(fromByteOffset: Int(ends[last]), as: UInt64.self))
      if UInt8(truncatingIfNeeded: word) != .lineFeed || beginsLikeMarker(word &>> 8) {
        return false
      }
      last &+= width
    }
    return true
  }

  /// Whether the low seven bytes are equal, and a mark of git. What follows is left to the parser.
  @inline(__always)
  private static func beginsLikeMarker(_ word: UInt64) -> Bool {
    let differences = (word ^ (word &>> 8)) & 0x0000_FFFF_FFFF_FFFF
    return differences == 0 && PlainParser.isMark(UInt8(truncatingIfNeeded: word))
  }

  /// Writes the position of each set bit. Eight are written whether they are there or not, as most
  /// chunks of real tables have fewer and a loop of unknown length is mispredicted each time.
  @inline(__always)
  private static func flatten(_ mask: UInt64, _ at: Int, into ends: inout CellEnds) {
    var bits = mask
    let total = bits.nonzeroBitCount
    let out = unsafe ends.base + ends.count
    var k = 0
    while k < 8 {
      unsafe out[k] = UInt32(truncatingIfNeeded: at &+ bits.trailingZeroBitCount)
      bits &= bits &- 1
      k &+= 1
    }
    while k < total {
      unsafe out[k] = UInt32(truncatingIfNeeded: at &+ bits.trailingZeroBitCount)
      bits &= bits &- 1
      k &+= 1
    }
    ends.count &+= total
  }

  private static func returnsPrecedeLineFeeds(_ text: UnsafeRawBufferPointer) -> Bool {
    var rest = unsafe text
    while let found = unsafe offset(of: .carriageReturn, in: rest) {
      unsafe rest = UnsafeRawBufferPointer(rebasing: rest[(found + 1)...])
      if unsafe rest.first != .lineFeed { return false }
    }
    return true
  }
}

/// What is carried from one chunk to the next.
private struct Scan {
  /// Line feeds that end records, and those that are data.
  var lineFeeds = 0
  var lineBreaks = 0
  var fault: UInt64 = 0
  private var inside: UInt64 = 0
  private var mayOpen: UInt64 = 1
  private var wasClosing: UInt64 = 0
  private var wasReturn: UInt64 = 0
  private var oddities = SIMD16<UInt8>(repeating: 0)

  /// Whether there may be controls other than line feeds, or bytes beyond ASCII.
  var hasOddities: Bool { oddities != SIMD16<UInt8>(repeating: 0) }

  /// All ends of cells in a block, by another search.
  mutating func take(
    _ find: WideSearch, _ base: UnsafeRawPointer, _ count: Int, hasQuotes: Bool,
    into ends: inout CellEnds
  ) {
    ends.reserve(count + 64)
    let text = unsafe base.assumingMemoryBound(to: UInt8.self)
    let found = unsafe find(text, UInt(count), ends.base, hasQuotes ? 1 : 0)
    ends.count = Int(found.count)
    lineFeeds = Int(found.feeds)
    lineBreaks = Int(found.breaks)
    fault = found.is_faulty == 0 ? 0 : 1
    oddities = SIMD16(repeating: found.is_odd == 0 ? 0 : 1)
  }

  /// The ends of cells in a chunk of a block that has no quotes at all.
  @inline(__always)
  mutating func plain(_ chunk: Chunk, _ valid: UInt64) -> UInt64 {
    oddities |= chunk.oddities
    let feeds = chunk.mask(of: .lineFeed) & valid
    lineFeeds &+= feeds.nonzeroBitCount
    return (chunk.mask(of: .comma) & valid) | feeds
  }

  /// The same where there are quotes; also sees that each of them stands where it may.
  @inline(__always)
  mutating func quoted(_ chunk: Chunk, _ valid: UInt64) -> UInt64 {
    oddities |= chunk.oddities
    let quotes = chunk.mask(of: .quote) & valid
    let within = runningParity(quotes) ^ inside
    inside = UInt64(bitPattern: Int64(bitPattern: within) &>> 63)
    let allFeeds = chunk.mask(of: .lineFeed) & valid
    let feeds = allFeeds & ~within
    let returns = chunk.mask(of: .carriageReturn) & valid & ~within
    let structural = (chunk.mask(of: .comma) & valid & ~within) | feeds
    let opening = quotes & within
    let closing = quotes & ~within

    // An opening quote follows a comma, a line feed, or the quote that it is doubled with.
    fault |= opening & ~((structural | closing) &<< 1 | mayOpen)
    // What follows a closing quote ends the cell or doubles the quote.
    fault |= (closing &<< 1 | wasClosing) & ~(structural | opening | returns) & valid
    fault |= (returns &<< 1 | wasReturn) & ~feeds & valid
    mayOpen = (structural | closing) &>> 63
    wasClosing = closing &>> 63
    wasReturn = returns &>> 63
    lineFeeds &+= feeds.nonzeroBitCount
    lineBreaks &+= (allFeeds & within).nonzeroBitCount
    return structural
  }
}

/// The same search with wider registers than all processors have. Only a part of those of a kind do, so
/// that the compiler must not count on them.
private typealias WideSearch =
  @convention(c) (
    UnsafePointer<UInt8>, UInt, UnsafeMutablePointer<UInt32>, CInt
  ) -> platform_ends

private let registerWidth = Int(platform_register_width())

/// The search with the widest registers that there are and that may be used; `nil` for the loop here.
private func search(_ options: RecordReader.Options) -> WideSearch? {
  switch min(registerWidth, options.registerWidth) {
  case 64...: unsafe platform_find_ends_64
  case 32...: unsafe platform_find_ends_32
  default: nil
  }
}
