// Lines that are no records: blank ones, and what git writes into a file that it could not merge.
extension PlainParser {
  static var openingMark: UInt8 { UInt8(ascii: "<") }
  static var closingMark: UInt8 { UInt8(ascii: ">") }
  static var markerLength: Int { 7 }

  static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case openingMark, closingMark, UInt8(ascii: "="), UInt8(ascii: "|"): true
    default: false
    }
  }

  /// What stands at the start of a line instead of a record, if anything does.
  func blankOrMarker(at start: Int) -> Outcome? {
    guard start < count else { return isEnd ? nil : .incomplete }
    let first = byte(start)
    if width != 1 {
      if first == .lineFeed { return .blank(next: start + 1) }
      if first == .carriageReturn, start + 1 < count, byte(start + 1) == .lineFeed {
        return .blank(next: start + 2)
      }
    }
    guard Self.isMark(first) else { return nil }
    if count - start <= Self.markerLength, !isEnd { return .incomplete }
    return unsafe Self.isMarker(bytes, at: start) ? .marker(first) : nil
  }

  /// Whether a line begins with seven equal marks of git, then a space or its end.
  static func isMarker(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Bool {
    guard start + markerLength <= bytes.count, unsafe isMark(bytes[start]) else { return false }
    for i in start..<start + markerLength where unsafe bytes[i] != bytes[start] { return false }
    guard start + markerLength < bytes.count else { return true }
    return unsafe [.space, .lineFeed, .carriageReturn].contains(bytes[start + markerLength])
  }
}
