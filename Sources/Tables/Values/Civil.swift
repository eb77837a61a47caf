/// Days of the proleptic Gregorian calendar as numbers, and back; day 0 is 1970-01-01.
///
/// Years are shifted to begin in March, so that the leap day is the last of its year, and grouped
/// into eras of 400 years, which all have 146,097 days.
@usableFromInline
enum Civil {
  @usableFromInline
  static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year &- 1 : year
    let era = (shifted >= 0 ? shifted : shifted &- 399) / 400
    let yearOfEra = shifted &- era &* 400
    let dayOfYear = (153 &* (month > 2 ? month &- 3 : month &+ 9) &+ 2) / 5 &+ day &- 1
    let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
    return era &* 146_097 &+ dayOfEra &- 719_468
  }

  static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let isEarly = month >= 10
    return (yearOfEra + era * 400 + (isEarly ? 1 : 0), isEarly ? month - 9 : month + 3, day)
  }

  /// Whether the calendar has this day, in the years 0001 to 9999.
  @usableFromInline
  static func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    guard year >= 1, month >= 1, month <= 12, day >= 1 else { return false }
    if day <= 28 { return true }
    switch month {
    case 2: return day == 29 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    case 4, 6, 9, 11: return day <= 30
    default: return day <= 31
    }
  }
}

extension Span<UInt8> {
  /// The number that two digits write; above 99 where they are not digits.
  @inlinable @inline(__always)
  func twoDigits(_ i: Int) -> Int {
    let tens = Int(self[i]) &- 48
    let ones = Int(self[i &+ 1]) &- 48
    return UInt(bitPattern: tens) > 9 || UInt(bitPattern: ones) > 9 ? 1_000_000 : tens &* 10 &+ ones
  }

  /// The day that `2026-11-20` at the start of the bytes names, if it is one. Ten bytes are needed.
  @inlinable
  var leadingDay: Int? {
    guard self[4] == UInt8(ascii: "-"), self[7] == UInt8(ascii: "-") else { return nil }
    let year = twoDigits(0) &* 100 &+ twoDigits(2)
    let month = twoDigits(5)
    let day = twoDigits(8)
    guard year <= 9999, Civil.isDay(year, month, day) else { return nil }
    return Civil.days(year, month, day)
  }
}

extension [UInt8] {
  mutating func appendTwoDigits(_ number: Int) {
    append(UInt8(48 + number / 10))
    append(UInt8(48 + number % 10))
  }

  /// Appends a day as `2026-11-20`.
  mutating func appendDay(_ days: Int) {
    let (year, month, day) = Civil.date(days)
    appendTwoDigits(year / 100)
    appendTwoDigits(year % 100)
    append(UInt8(ascii: "-"))
    appendTwoDigits(month)
    append(UInt8(ascii: "-"))
    appendTwoDigits(day)
  }
}
