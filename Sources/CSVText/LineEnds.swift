/// Which line ends a file was seen to have.
struct LineEnds {
  var firstReturn: Place?
  var hasPlain = false
  var needsMore: Bool { firstReturn == nil || !hasPlain }

  /// How a record ends.
  enum Kind {
    case lineFeed
    case carriageReturnLineFeed
    /// The file ends with it.
    case none
  }

  /// How the record ends that takes the bytes from `start` to `end`.
  static func kind(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Kind {
    guard end > start, unsafe bytes[end - 1] == .lineFeed else { return .none }
    guard end - 1 > start, unsafe bytes[end - 2] == .carriageReturn else { return .lineFeed }
    return .carriageReturnLineFeed
  }

  /// Notes how a record ends. `true` when it is the first in CR LF, and its place is wanted.
  mutating func note(_ kind: Kind) -> Bool {
    if kind == .lineFeed { hasPlain = true }
    return kind == .carriageReturnLineFeed && firstReturn == nil
  }
}
