internal import CSVText

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
    guard let instant = Instant(cell: cell) else { return nil }
    if cell.count == 20 {
      let (first, second) = unsafe cell.withUnsafeBytes { bytes in
        unsafe (
          bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self).littleEndian,
          bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
        )
      }
      let days = CalendarDate(ofSeconds: instant.seconds).days
      (yearMonth, day, startOfDay) = (first, second & 0xFFFF, days &* 86_400)
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

  /// The instant's seconds where its twenty bytes begin with the day of the one before, and go on as
  /// they should; `nil` where `seconds(of:)` must look at it.
  @inline(__always)
  func seconds(of bytes: (UInt64, UInt64, UInt32)) -> Int? {
    guard bytes.0 == yearMonth, bytes.1 & 0xFFFF == day else { return nil }
    // `..THH:MM` and `:SSZ`. What differs from `..T00:00` and `:00Z` is the digits, and nothing of the
    // marks between them.
    let hours = bytes.1 & 0xFFFF_FFFF_FFFF_0000 ^ 0x3030_3A30_3054_0000
    let seconds = bytes.2 ^ 0x5A30_303A
    // Adding this sets the highest bit of a byte over 9 in the place of a digit, and of one over 0
    // elsewhere.
    let faults = (hours &+ 0x7676_7F76_767F_0000) | hours
    let later = (seconds &+ 0x7F76_767F) | seconds
    guard faults & 0x8080_8080_8080_0000 | UInt64(later & 0x8080_8080) == 0 else { return nil }
    // Ten times a digit and the next one, in the place of the next one.
    let pairs = hours &* 10 &+ hours &>> 8
    let last = seconds &* 10 &+ seconds &>> 8
    let hour = Int(truncatingIfNeeded: pairs &>> 24 & 0xFF)
    let minute = Int(truncatingIfNeeded: pairs &>> 48 & 0xFF)
    let second = Int(truncatingIfNeeded: last &>> 8 & 0xFF)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return startOfDay &+ hour &* 3600 &+ minute &* 60 &+ second
  }
}
