internal import Wording

/// What becomes of dates and times: other orders, other marks, missing zones, serial numbers.
enum DateTrace {
  static func recognise(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    switch type {
    case .date, .datetime: date(text, type)
    case .time: time(text)
    default: nil
    }
  }

  private static func date(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    let (day, rest) = split(text)
    func written(_ date: (Int, Int, Int)) -> String {
      CalendarDate(days: Civil.days(date.0, date.1, date.2)).cellText
        + (type == .datetime ? "T" + clock(rest) + "Z" : "")
    }
    let parts = day.split(whereSeparator: { "/.-".contains($0) }).map(String.init)
    if parts.count == 3, parts.allSatisfy({ Int($0) != nil && $0.count <= 4 }) {
      let numbers = parts.compactMap { Int($0) }
      if parts[0].count == 4 {
        guard Civil.isDay(numbers[0], numbers[1], numbers[2]) else { return noSuchDay(text) }
        return known(text, type, written((numbers[0], numbers[1], numbers[2])), rest)
      }
      let year = numbers[2] < 100 ? 2000 + numbers[2] : numbers[2]
      let readings = [(year, numbers[1], numbers[0]), (year, numbers[0], numbers[1])]
        .filter { Civil.isDay($0.0, $0.1, $0.2) }.map(written)
      guard let first = readings.first else { return noSuchDay(text) }
      let could = Set(readings).count > 1 ? readings.joinedForReading("or") : first
      return .init(
        code: .ambiguousDate, message: "'\(abbreviated(text))' does not say which part is the day",
        hint: "A spreadsheet may have changed it. It could be \(could); nothing is guessed.")
    }
    if let named = namedMonth(day) {
      return known(text, type, written(named), rest)
    }
    return serial(text, type)
  }

  /// A date in the right order, but for its marks, its padding, its time or its zone.
  private static func known(
    _ text: String, _ type: ColumnType, _ corrected: String, _ rest: Substring
  ) -> CellDiagnosis.Trace {
    if type == .datetime, rest.contains(".") {
      return .init(code: .typeError, hint: "Times are kept to the second: \(corrected).")
    }
    if type == .datetime, !rest.isEmpty, !rest.hasSuffix("Z"), !hasOffset(rest) {
      return .init(
        code: .typeError, message: "'\(abbreviated(text))' does not say its time zone",
        hint: "If it is UTC, write \(corrected); else add the offset, as in +01:00.")
    }
    if type == .datetime, rest.isEmpty {
      return .init(
        code: .typeError, message: "'\(abbreviated(text))' has no time of day",
        hint: "Write the time too: \(corrected).")
    }
    return .init(code: .typeError, hint: "Write \(corrected).")
  }

  private static func noSuchDay(_ text: String) -> CellDiagnosis.Trace {
    .init(
      code: .typeError, message: "'\(abbreviated(text))' is no day of the calendar",
      hint: "Check the month and the day.")
  }

  private static func hasOffset(_ rest: Substring) -> Bool {
    rest.dropFirst().contains { $0 == "+" || $0 == "-" }
  }

  /// The date's own characters, and what follows a space or a `T`.
  private static func split(_ text: String) -> (Substring, Substring) {
    guard let at = text.firstIndex(where: { $0 == "T" || $0 == " " }),
      text[..<at].contains(where: { "/.-".contains($0) }), text[..<at].count >= 6
    else { return (text[...], "") }
    return (text[..<at], text[text.index(after: at)...])
  }

  /// The time of day in a text, as `08:30:00`; midnight where there is none.
  private static func clock(_ rest: Substring) -> String {
    let upper = rest.uppercased()
    let numbers = upper.prefix { $0.isNumber || $0 == ":" }.split(separator: ":").compactMap {
      Int($0)
    }
    guard var hour = numbers.first, hour < 24 else { return "00:00:00" }
    if upper.hasSuffix("PM"), hour < 12 { hour += 12 }
    if upper.hasSuffix("AM"), hour == 12 { hour = 0 }
    let minute = numbers.count > 1 ? min(numbers[1], 59) : 0
    let second = numbers.count > 2 ? min(numbers[2], 59) : 0
    var bytes: [UInt8] = []
    bytes.appendTwoDigits(hour)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendTwoDigits(minute)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendTwoDigits(second)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// `20-Nov-26` or `Nov 20, 2026`.
  private static func namedMonth(_ text: Substring) -> (Int, Int, Int)? {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    guard words.count >= 3,
      let at = words.prefix(3).firstIndex(where: { months.contains(String($0.prefix(3))) }),
      let month = months.firstIndex(of: String(words[at].prefix(3)))
    else { return nil }
    let numbers = words.prefix(3).compactMap { Int($0) }
    guard numbers.count == 2 else { return nil }
    let year = numbers[1] < 100 ? 2000 + numbers[1] : numbers[1]
    return Civil.isDay(year, month + 1, numbers[0]) ? (year, month + 1, numbers[0]) : nil
  }

  /// The days since 1899-12-30 that a spreadsheet stores for a date, for the years 1982 to 2064.
  private static func serial(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    guard let number = Double(text.replacing(",", with: ".")), (30_000..<60_000).contains(number)
    else { return nil }
    let days = Int(number) - 25_569
    let seconds = Int(((number - number.rounded(.down)) * 86_400).rounded())
    let meant =
      type == .date
      ? CalendarDate(days: days).cellText
      : Instant(seconds: days * 86_400 + seconds).cellText
    return .init(
      code: .typeError,
      message: "'\(abbreviated(text))' is the number that a spreadsheet keeps for a date",
      hint: "It stands for \(meant), if the spreadsheet counts from 1900.")
  }

  private static func time(_ text: String) -> CellDiagnosis.Trace? {
    if let fraction = Double(text), fraction > 0, fraction < 1 {
      let minutes = Int((fraction * 1440).rounded()) % 1440
      return .init(
        code: .typeError,
        message: "'\(abbreviated(text))' is the number that a spreadsheet keeps for a time of day",
        hint: "It stands for \(TimeOfDay(minutes: minutes).cellText).")
    }
    guard text.contains(":"), text.first?.isNumber == true else { return nil }
    let corrected = String(clock(text[...]).prefix(5))
    return .init(code: .typeError, hint: "Write \(corrected).")
  }
}
