internal import CSVText

/// The fast path from `2026-11-20T08:30:00Z` to seconds, for columns of them.
///
/// Neighbours in a file share their day, or a few days: so for each day of a month the one that came
/// last is remembered by its ten bytes, and only the time of day is computed, by two loads and some
/// arithmetic. Everything else, an offset or a fault, takes the plain path, `Instant.init(cell:)`; a
/// test feeds both the same cells.
struct InstantDecoder: Sendable {
  private struct Day {
    /// `2026-11-`, the first byte lowest; 0 for none.
    var yearMonth: UInt64 = 0
    /// Its first second.
    var start = 0
  }

  private var days = InlineArray<256, Day>(repeating: Day())

  /// The place of a day by its two digits, each of which has its own.
  @inline(__always)
  private static func place(_ day: UInt64) -> Int {
    Int(truncatingIfNeeded: (day & 15) &<< 4 | (day &>> 8) & 15)
  }

  /// The instant's seconds, or `nil` when the cell is none.
  mutating func seconds(of cell: Span<UInt8>) -> Int? {
    guard let instant = Instant(cell: cell) else { return nil }
    if cell.count == 20 {
      let (first, second) = unsafe cell.withUnsafeBytes { bytes in
        unsafe (
          UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
          UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) & 0xFFFF
        )
      }
      let start = CalendarDate(ofSeconds: instant.seconds).days &* 86_400
      days[Self.place(second)] = Day(yearMonth: first, start: start)
    }
    return instant.seconds
  }

  /// The seconds of the instant in a cell of a batch, or `nil` when it holds none.
  @inline(__always)
  mutating func seconds(in batch: borrowing RecordBatch, _ record: Int, _ column: Int) -> Int? {
    let known = batch.withBytes(record, column) { cell in
      cell.count == 20 ? seconds(of: cell.twenty) : nil
    }
    return known ?? batch.withCell(record, column) { seconds(of: $0) }
  }

  /// The instant's seconds where its twenty bytes begin with a day that is remembered, and go on as
  /// they should; `nil` where `seconds(of:)` must look at it.
  @inline(__always)
  func seconds(of bytes: (UInt64, UInt64, UInt32)) -> Int? {
    let day = days[Self.place(bytes.1)]
    guard day.yearMonth == bytes.0 else { return nil }
    // `DDTHH:MM` and `:SSZ`. What differs from `00T00:00` and `:00Z` is the digits, and nothing of the
    // marks between them.
    let hours = bytes.1 ^ 0x3030_3A30_3054_3030
    let seconds = bytes.2 ^ 0x5A30_303A
    // Ten times a digit and the next one, in the place of the next one.
    let pairs = (hours &* 10 &+ hours &>> 8) & 0x00FF_0000_FF00_0000
    let second = (seconds &* 10 &+ seconds &>> 8) & 0xFF00
    // Adding this sets the highest bit of a byte over 9 in the place of a digit, and of one over 0
    // elsewhere; of a pair over 23 or 59.
    let faults = (hours &+ 0x7676_7F76_767F_7676) | hours | (pairs &+ 0x0044_0000_6800_0000)
    let later = (seconds &+ 0x7F76_767F) | seconds | (second &+ 0x4400)
    guard faults & 0x8080_8080_8080_8080 | UInt64(later & 0x8080_8080) == 0 else { return nil }
    // One product weighs both: the hours by 3600 and the minutes by 60 meet in the middle of it.
    let time = ((pairs &>> 24) &* (3600 &<< 24 | 60)) &>> 24 & 0x1_FFFF
    return day.start &+ Int(truncatingIfNeeded: time) &+ Int(second &>> 8)
  }
}
