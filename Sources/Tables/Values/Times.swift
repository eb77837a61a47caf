/// An instant to the second, written `2026-11-20T08:30:00Z`, or with an offset: `…+01:00`.
///
/// An offset is kept, so that a time noted in local time stays readable; equality, order and all
/// computing look at the instant alone.
public struct Instant: ColumnValue, Hashable, Comparable {
  public static var columnType: ColumnType { .datetime }

  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public let seconds: Int
  /// Minutes east of UTC that the instant was written with; `nil` for `Z`.
  public let offsetMinutes: Int?

  public init(seconds: Int, offsetMinutes: Int? = nil) {
    self.seconds = seconds
    self.offsetMinutes = offsetMinutes
  }

  @inlinable
  public init?(cell: Span<UInt8>) {
    guard cell.count == 20 || cell.count == 25 else { return nil }
    guard let day = cell.leadingDay, cell[10] == UInt8(ascii: "T"), cell[13] == UInt8(ascii: ":"),
      cell[16] == UInt8(ascii: ":")
    else { return nil }
    let hour = cell.twoDigits(11)
    let minute = cell.twoDigits(14)
    let second = cell.twoDigits(17)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let local = day &* 86_400 &+ hour &* 3600 &+ minute &* 60 &+ second
    if cell.count == 20 {
      guard cell[19] == UInt8(ascii: "Z") else { return nil }
      seconds = local
      offsetMinutes = nil
    } else {
      let isWest = cell[19] == UInt8(ascii: "-")
      guard isWest || cell[19] == UInt8(ascii: "+"), cell[22] == UInt8(ascii: ":") else {
        return nil
      }
      let hours = cell.twoDigits(20)
      let minutes = cell.twoDigits(23)
      guard hours <= 23, minutes <= 59 else { return nil }
      let offset = (hours &* 60 &+ minutes) &* (isWest ? -1 : 1)
      seconds = local &- offset &* 60
      offsetMinutes = offset
    }
  }

  public func write(to cell: inout [UInt8]) {
    let local = seconds + (offsetMinutes ?? 0) * 60
    let day = CalendarDate(ofSeconds: local).days
    let rest = local - day * 86_400
    cell.appendDay(day)
    cell.append(UInt8(ascii: "T"))
    cell.appendTwoDigits(rest / 3600)
    cell.append(UInt8(ascii: ":"))
    cell.appendTwoDigits(rest / 60 % 60)
    cell.append(UInt8(ascii: ":"))
    cell.appendTwoDigits(rest % 60)
    guard let offset = offsetMinutes else {
      cell.append(UInt8(ascii: "Z"))
      return
    }
    cell.append(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    cell.appendTwoDigits(abs(offset) / 60)
    cell.append(UInt8(ascii: ":"))
    cell.appendTwoDigits(abs(offset) % 60)
  }

  public static func == (left: Self, right: Self) -> Bool { left.seconds == right.seconds }
  public static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }
  public func hash(into hasher: inout Hasher) { hasher.combine(seconds) }
}

/// A day of the calendar, `2026-11-20`.
public struct CalendarDate: ColumnValue, Hashable, Comparable {
  public static var columnType: ColumnType { .date }

  /// Days since 1970-01-01.
  public let days: Int

  public init(days: Int) { self.days = days }

  /// The day in UTC of an instant, in seconds since 1970.
  public init(ofSeconds seconds: Int) {
    days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
  }

  public init?(cell: Span<UInt8>) {
    guard cell.count == 10, let days = cell.leadingDay else { return nil }
    self.days = days
  }

  public func write(to cell: inout [UInt8]) { cell.appendDay(days) }
  public static func < (left: Self, right: Self) -> Bool { left.days < right.days }
}

/// A time of day in the lab's own time zone, `08:30`.
public struct TimeOfDay: ColumnValue, Hashable, Comparable {
  public static var columnType: ColumnType { .time }

  /// Minutes since midnight, 0 to 1439.
  public let minutes: Int

  public init(minutes: Int) {
    precondition((0..<1440).contains(minutes), "a day has 1440 minutes")
    self.minutes = minutes
  }

  public init?(cell: Span<UInt8>) {
    guard cell.count == 5, cell[2] == UInt8(ascii: ":") else { return nil }
    let hour = cell.twoDigits(0)
    let minute = cell.twoDigits(3)
    guard hour < 24, minute < 60 else { return nil }
    minutes = hour * 60 + minute
  }

  public func write(to cell: inout [UInt8]) {
    cell.appendTwoDigits(minutes / 60)
    cell.append(UInt8(ascii: ":"))
    cell.appendTwoDigits(minutes % 60)
  }

  public static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }
}
