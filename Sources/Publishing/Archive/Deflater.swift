/// Compresses bytes as DEFLATE (RFC 1951) does, in constant memory.
///
/// The last 32 KiB are the window: what stood there before is named by its distance and length
/// instead of being written again. The places at which four bytes stood before are found by their
/// hash, the newest first, and the first few are tried. A block of 64 KiB then gets the prefix
/// codes that suit it.
struct Deflater {
  private static let window = 1 << 15
  private static let blockSize = 1 << 16
  /// How many earlier places are tried, and a length that is good enough to try no more.
  private static let tries = 8
  private static let goodLength = 64

  private var bits = BitWriter()
  /// The window, and behind it what is not compressed yet.
  private var input: [UInt8] = []
  private var start = 0
  /// By hash, the newest place plus one; 0 for none.
  private var newest = [Int32](repeating: 0, count: 1 << 15)
  /// By place in the window, the place before it with its hash, plus one.
  private var earlier = [Int32](repeating: 0, count: window + blockSize)

  mutating func add(_ bytes: [UInt8]) {
    input += bytes
    while input.count - start > Self.blockSize { compress(Self.blockSize, isLast: false) }
  }

  /// Ends the text.
  mutating func finish() {
    compress(input.count - start, isLast: true)
    bits.finish()
  }

  /// Hands out what was compressed so far and forgets it.
  mutating func drain(_ body: ([UInt8]) throws -> Void) rethrows {
    try body(bits.bytes)
    bits.bytes.removeAll(keepingCapacity: true)
  }

  private mutating func compress(_ count: Int, isLast: Bool) {
    let tokens = tokens(count)
    DeflateBlock(tokens).write(to: &bits, isLast: isLast)
    start += count
    // What lies before the window is forgotten, and what is known of places goes with it.
    let surplus = start - Self.window
    guard surplus > 0, !isLast else { return }
    input.removeFirst(surplus)
    start -= surplus
    let shift = Int32(surplus)
    for place in newest.indices { newest[place] = max(0, newest[place] - shift) }
    for place in 0..<start { earlier[place] = max(0, earlier[place + surplus] - shift) }
  }

  /// The next bytes as they are, or as what stood before.
  private mutating func tokens(_ count: Int) -> [DeflateToken] {
    var tokens: [DeflateToken] = []
    tokens.reserveCapacity(count / 4)
    let end = start + count
    var at = start
    while at < end {
      let match = note(at).flatMap { longestMatch(at, $0 - 1, end) }
      guard let match else {
        tokens.append(.literal(input[at]))
        at += 1
        continue
      }
      tokens.append(match)
      for place in at + 1..<at + match.length { _ = note(place) }
      at += match.length
    }
    return tokens
  }

  /// Notes a place by its hash, and returns the one before it that has the same, plus one.
  @inline(__always)
  private mutating func note(_ at: Int) -> Int? {
    guard at + 4 <= input.count else { return nil }
    let word =
      UInt32(input[at]) | UInt32(input[at + 1]) << 8 | UInt32(input[at + 2]) << 16
      | UInt32(input[at + 3]) << 24
    let hash = Int((word &* 0x9E37_79B1) >> 17)
    let before = newest[hash]
    earlier[at] = before
    newest[hash] = Int32(at + 1)
    return before == 0 ? nil : Int(before)
  }

  private func longestMatch(_ at: Int, _ first: Int, _ end: Int) -> DeflateToken? {
    let limit = min(DeflateToken.greatestLength, end - at)
    var (place, best, bestPlace) = (first, 3, 0)
    for _ in 0..<Self.tries where at - place <= Self.window && limit > best {
      // Who is not longer differs at the place where it would have to be.
      if input[place + best] == input[at + best] {
        var length = 0
        while length < limit, input[place + length] == input[at + length] { length += 1 }
        if length > best { (best, bestPlace) = (length, place) }
      }
      guard best < Self.goodLength, earlier[place] > 0 else { break }
      place = Int(earlier[place]) - 1
    }
    return best > 3 ? .match(length: best, distance: at - bestPlace) : nil
  }
}

/// A byte as it is, or so many bytes that stood so far before.
struct DeflateToken {
  static let greatestLength = 258

  /// The length above the distance; a byte as it is has no distance.
  private let packed: UInt32

  static func literal(_ byte: UInt8) -> DeflateToken { DeflateToken(packed: UInt32(byte) << 16) }

  static func match(length: Int, distance: Int) -> DeflateToken {
    DeflateToken(packed: UInt32(length) << 16 | UInt32(distance))
  }

  /// The byte, or the length of what stood before.
  var length: Int { Int(packed >> 16) }
  /// 0 for a byte as it is.
  var distance: Int { Int(packed & 0xFFFF) }
}
