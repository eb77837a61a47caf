#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The fast path: finds every cell of a block at once, or says that the block needs the plain one.
///
/// It trusts nothing. A block passes only when all its records have the header's width, each quote
/// opens at the start of a cell and closes at its end, each CR stands before an LF, and the text is
/// UTF-8 without zero bytes. Anything else is `odd`, and `PlainParser` reads the block again, record
/// by record, and explains. Both must agree on every block that passes; a test compares them.
enum BulkIndex {
  enum Outcome: Equatable {
    /// `records` whole records that end before `end`.
    case clean(records: Int, end: Int, hasQuotes: Bool, hasCarriageReturns: Bool)
    /// No record ends in the block: more bytes are needed.
    case incomplete
    case odd
  }

  /// Indexes `count` bytes that begin a record. 64 bytes beyond them must be readable.
  ///
  /// Linear in `count`. `ends` is overwritten; on `clean` it holds the ends of the whole records
  /// first, and what follows them is to be ignored.
  static func index(
    _ base: UnsafeRawPointer, _ count: Int, width: Int, into ends: inout CellEnds
  ) -> Outcome {
    let hasQuotes = unsafe memchr(base, CInt(UInt8.quote), count) != nil
    ends.count = 0
    var scan = Scan()
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
    if scan.fault != 0 { return .odd }

    let records = ends.count / width
    if records == 0 { return scan.lineFeeds == 0 ? .incomplete : .odd }
    if scan.lineFeeds != records { return .odd }
    var last = width &- 1
    while last < records &* width {
      if unsafe base.load(fromByteOffset: Int(ends.base[last]), as: UInt8.self) != .lineFeed {
        return .odd
      }
      last &+= width
    }
    let end = unsafe Int(ends.base[records &* width &- 1]) &+ 1
    ends.count = records &* width

    var hasCarriageReturns = false
    if scan.hasControls {
      if unsafe memchr(base, 0, end) != nil { return .odd }
      hasCarriageReturns = unsafe memchr(base, CInt(UInt8.carriageReturn), end) != nil
      if hasCarriageReturns, !hasQuotes, unsafe !returnsPrecedeLineFeeds(base, end) { return .odd }
    }
    if scan.hasHighBytes,
      unsafe firstInvalidUTF8(in: UnsafeRawBufferPointer(start: base, count: end)) != nil
    {
      return .odd
    }
    return .clean(
      records: records, end: end, hasQuotes: hasQuotes, hasCarriageReturns: hasCarriageReturns)
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

  private static func returnsPrecedeLineFeeds(_ base: UnsafeRawPointer, _ end: Int) -> Bool {
    var at = 0
    while let found = unsafe memchr(base + at, CInt(UInt8.carriageReturn), end - at) {
      at = unsafe UnsafeRawPointer(found) - base + 1
      if unsafe at >= end || base.load(fromByteOffset: at, as: UInt8.self) != .lineFeed {
        return false
      }
    }
    return true
  }
}

/// What is carried from one chunk to the next.
private struct Scan {
  var lineFeeds = 0
  var fault: UInt64 = 0
  private var inside: UInt64 = 0
  private var mayOpen: UInt64 = 1
  private var wasClosing: UInt64 = 0
  private var wasReturn: UInt64 = 0
  private var union = SIMD16<UInt8>(repeating: 0)
  private var smallest = SIMD16<UInt8>(repeating: .space)

  var hasHighBytes: Bool { union.max() >= 0x80 }
  var hasControls: Bool { smallest.min() < .space }

  @inline(__always)
  private mutating func note(_ chunk: Chunk) {
    union |= chunk.union
    smallest = pointwiseMin(smallest, chunk.smallestButLineFeeds)
  }

  /// The ends of cells in a chunk of a block that has no quotes at all.
  @inline(__always)
  mutating func plain(_ chunk: Chunk, _ valid: UInt64) -> UInt64 {
    note(chunk)
    let feeds = chunk.mask(of: .lineFeed) & valid
    lineFeeds &+= feeds.nonzeroBitCount
    return (chunk.mask(of: .comma) & valid) | feeds
  }

  /// The same where there are quotes; also sees that each of them stands where it may.
  @inline(__always)
  mutating func quoted(_ chunk: Chunk, _ valid: UInt64) -> UInt64 {
    note(chunk)
    let quotes = chunk.mask(of: .quote) & valid
    let within = runningParity(quotes) ^ inside
    inside = UInt64(bitPattern: Int64(bitPattern: within) &>> 63)
    let feeds = chunk.mask(of: .lineFeed) & valid & ~within
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
    return structural
  }
}
