internal import CSVText

/// The name of a backup: the second at which it was begun, as `2026-11-21T083000Z`; a second one of
/// the same second is `2026-11-21T083000Z-2`.
///
/// It is an ISO 8601 time without the colons, which Windows does not allow in names.
public struct BackupName: Hashable, Comparable, Sendable {
  /// Seconds since 1970.
  public let seconds: Int
  /// 1 for the first of its second.
  public let number: Int

  init(seconds: Int, number: Int = 1) {
    self.seconds = seconds
    self.number = number
  }

  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (3...4).contains(parts.count) else { return nil }
    var cell = Array(parts[..<3].joined(separator: "-").utf8)
    guard cell.count == 18 else { return nil }
    cell.insert(UInt8(ascii: ":"), at: 15)
    cell.insert(UInt8(ascii: ":"), at: 13)
    guard let time = Instant(cell: cell.span) else { return nil }
    var number = 1
    if parts.count == 4 {
      guard let last = Int(parts[3]), last > 1 else { return nil }
      number = last
    }
    self.init(seconds: time.seconds, number: number)
    // One name for each: no zeros before the number, no sign.
    guard self.text == text else { return nil }
  }

  public var text: String {
    let time = Instant(seconds: seconds).cellText.replacing(":", with: "")
    return number == 1 ? time : "\(time)-\(number)"
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.seconds, left.number) < (right.seconds, right.number)
  }
}
