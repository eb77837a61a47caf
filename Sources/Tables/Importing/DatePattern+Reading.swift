/// Reading cells by a pattern: exactly, from the first character to the last.
extension DatePattern {
  /// What a cell says, in the terms of the calendar and the clock that it was written by.
  struct Reading: Hashable {
    /// Days since 1970-01-01; 0 where the pattern has no day.
    var day = 0
    var secondOfDay = 0
    var offsetMinutes: Int?

    /// Seconds since 1970-01-01T00:00:00 on that clock.
    var localSeconds: Int { day * 86_400 + secondOfDay }
  }

  enum Outcome: Hashable {
    case reading(Reading)
    /// Written by the pattern, and no day of the calendar or no time of a day.
    case impossible
    /// Written in another way.
    case otherwise
  }

  func read(_ text: String) -> Outcome {
    var fields = Fields()
    var rest = text.utf8[...]
    for part in parts {
      guard fields.take(part, from: &rest) else { return .otherwise }
    }
    guard rest.isEmpty else { return .otherwise }
    return fields.reading(hasDay: hasDay).map { .reading($0) } ?? .impossible
  }
}

/// The numbers of a cell.
private struct Fields {
  private var year = 0
  private var month = 0
  private var day = 0
  private var hour = 0
  private var isAfternoon: Bool?
  private var minute = 0
  private var second = 0
  private var offset: Int?

  /// Takes a part from the front of the text; whether it is there.
  mutating func take(_ part: DatePattern.Part, from rest: inout Substring.UTF8View) -> Bool {
    switch part {
    case .literal(let byte): return rest.popFirst() == byte
    case .year: return digits(4, &rest, &year)
    case .yearOfCentury:
      guard digits(2, &rest, &year) else { return false }
      year += 2000
      return true
    case .month(let width): return digits(width, &rest, &month)
    case .monthName:
      let name = Substring(rest.prefix(3)).lowercased()
      guard let number = Self.months.firstIndex(of: name) else { return false }
      month = number + 1
      rest = rest.dropFirst(3)
      return true
    case .day(let width): return digits(width, &rest, &day)
    case .hour(let width), .hourOfHalfDay(let width): return digits(width, &rest, &hour)
    case .minute(let width): return digits(width, &rest, &minute)
    case .second(let width): return digits(width, &rest, &second)
    case .fraction(let width):
      var ignored = 0
      return digits(width, &rest, &ignored)
    case .halfDay:
      let word = Substring(rest.prefix(2)).uppercased()
      guard word == "AM" || word == "PM" else { return false }
      isAfternoon = word == "PM"
      rest = rest.dropFirst(2)
      return true
    case .offset: return takeOffset(from: &rest)
    }
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// Takes exactly so many digits; where the width is one, one or two.
  private func digits(
    _ width: Int, _ rest: inout Substring.UTF8View, _ number: inout Int
  ) -> Bool {
    let found = rest.prefix(max(2, width)).prefix { $0 >= 0x30 && $0 <= 0x39 }
    let taken = width == 1 ? found : found.prefix(width)
    guard taken.count >= width, !taken.isEmpty else { return false }
    number = taken.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    rest = rest[taken.endIndex...]
    return true
  }

  /// Takes `Z`, `+0100` or `+01:00`.
  private mutating func takeOffset(from rest: inout Substring.UTF8View) -> Bool {
    let sign = rest.popFirst()
    if sign == UInt8(ascii: "Z") {
      offset = 0
      return true
    }
    var hours = 0
    var minutes = 0
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), digits(2, &rest, &hours) else {
      return false
    }
    if rest.first == UInt8(ascii: ":") { rest.removeFirst() }
    guard digits(2, &rest, &minutes), hours < 24, minutes < 60 else { return false }
    offset = (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
    return true
  }

  func reading(hasDay: Bool) -> DatePattern.Reading? {
    var hour = hour
    if let isAfternoon {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard hour < 24, minute < 60, second < 60, !hasDay || Civil.isDay(year, month, day) else {
      return nil
    }
    return DatePattern.Reading(
      day: hasDay ? Civil.days(year, month, day) : 0,
      secondOfDay: hour * 3600 + minute * 60 + second, offsetMinutes: offset)
  }
}
