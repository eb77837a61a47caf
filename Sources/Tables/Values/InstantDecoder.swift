/// The fast path from `2026-11-20T08:30:00Z` to seconds, for columns of them.
///
/// Most neighbours in a file share their day, so the last day is remembered by its ten bytes, and
/// only the time of day is computed: two loads and some arithmetic. Everything else, an offset or a
/// fault, takes the plain path, `Instant.init(cell:)`; a test feeds both the same cells.
struct InstantDecoder: Sendable {
  private var yearMonth: UInt64 = 0
  private var day: UInt64 = 0
  private var startOfDay = 0

  /// The instant's seconds, or `nil` when the cell is none.
  mutating func seconds(of cell: Span<UInt8>) -> Int? {
    guard cell.count == 20 else { return Instant(cell: cell)?.seconds }
    let (first, second, third) = unsafe cell.withUnsafeBytes { bytes in
      unsafe (
        bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self).littleEndian,
        bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian,
        UInt64(bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self).littleEndian)
      )
    }
    if first != yearMonth || second & 0xFFFF != day {
      guard let instant = Instant(cell: cell) else { return nil }
      let days = CalendarDate(ofSeconds: instant.seconds).days
      (yearMonth, day, startOfDay) = (first, second & 0xFFFF, days &* 86_400)
      return instant.seconds
    }
    // `..THH:MM` and `:SSZ`, lowest byte first; a digit less '0' is at most 9.
    let hour = Self.twoDigits(second &>> 24)
    let minute = Self.twoDigits(second &>> 48)
    let clock = Self.twoDigits(third &>> 8)
    guard second &>> 16 & 0xFF == 0x54, second &>> 40 & 0xFF == 0x3A, third & 0xFF == 0x3A,
      third &>> 24 == 0x5A, hour < 24, minute < 60, clock < 60
    else { return nil }
    return startOfDay &+ hour &* 3600 &+ minute &* 60 &+ clock
  }

  /// The number that the two lowest bytes write; large where they are no digits.
  @inline(__always)
  private static func twoDigits(_ bytes: UInt64) -> Int {
    let tens = bytes & 0xFF &- 0x30
    let ones = bytes &>> 8 & 0xFF &- 0x30
    return tens > 9 || ones > 9 ? 1_000 : Int(tens &* 10 &+ ones)
  }
}
