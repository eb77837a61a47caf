internal import Wording

/// What becomes of dates and times: other orders, other marks, missing zones, serial numbers.
///
/// A correction is offered only where it says nothing that the cell did not say.
enum DateTrace {
  static func recognise(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    guard text.utf8.count < 100 else { return nil }
    switch type {
    case .date, .datetime: return day(text, type)
    case .time: return time(text)
    default: return nil
    }
  }

  private static func day(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    let moment = Moment(text)
    let shown = "'\(abbreviated(text))'"
    guard !moment.days.isEmpty else {
      if moment.looksLikeDay {
        return .init(
          message: "\(shown) is no day of the calendar", hint: "Check the month and the day.")
      }
      return serial(text, type)
    }
    if moment.days.count > 1 {
      let readings = moment.days.map { CalendarDate(days: $0).cellText }.joinedForReading("or")
      return .init(
        code: .ambiguousDate, message: "\(shown) does not say which part is the day",
        hint: "A spreadsheet may have changed it. It could be \(readings); nothing is guessed.")
    }
    let date = CalendarDate(days: moment.days[0]).cellText
    if type == .date { return .init(hint: "Write \(date).") }
    switch moment.clock {
    case .none:
      return .init(
        message: "\(shown) has no time of day", hint: "Write the time too, as in \(date)T08:30:00Z."
      )
    case .wrong:
      return .init(
        message: "\(shown) has an impossible time of day",
        hint: "Times go from 00:00:00 to 23:59:59.")
    case .time(let time, let hasFraction):
      guard let zone = moment.zone else {
        return .init(
          message: "\(shown) does not say its time zone",
          hint:
            "If it is UTC, write \(date)T\(time)Z; else put the offset at the end, as in +01:00.")
      }
      let corrected = "\(date)T\(time)\(zone)"
      return .init(
        hint: hasFraction ? "Times are kept to the second: \(corrected)." : "Write \(corrected).")
    }
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
      message: "'\(abbreviated(text))' is the number that a spreadsheet keeps for a date",
      hint: "It stands for \(meant), if the spreadsheet counts from 1900"
        + (type == .date ? "." : " and in UTC."))
  }

  private static func time(_ text: String) -> CellDiagnosis.Trace? {
    if text.contains("."), let fraction = Double(text), fraction > 0, fraction < 1 {
      let minutes = Int((fraction * 1440).rounded()) % 1440
      return .init(
        message: "'\(abbreviated(text))' is the number that a spreadsheet keeps for a time of day",
        hint: "It stands for \(TimeOfDay(minutes: minutes).cellText).")
    }
    if text.hasPrefix("24:00") {
      return .init(hint: "A day ends with 23:59; 00:00 is its beginning.")
    }
    guard text.contains(":"), text.first?.isNumber == true else { return nil }
    switch Clock(text[...]) {
    case .time(let time, false) where time.hasSuffix(":00"):
      return .init(hint: "Write \(time.prefix(5)).")
    case .time(let time, _): return .init(hint: "Times of day have no seconds: \(time.prefix(5)).")
    case .none, .wrong: return .init(hint: "Times go from 00:00 to 23:59.")
    }
  }
}

/// A text taken apart as a day, a time and a zone, however they are written.
private struct Moment {
  /// The days that it could mean, as numbers; several where the order of its parts is not known.
  private(set) var days: [Int] = []
  /// Whether the text has the parts of a day, possible or not.
  private(set) var looksLikeDay = false
  private(set) var clock = Clock.none
  /// `Z` or an offset such as `+01:00`; `nil` where the text has none that can be read.
  private(set) var zone: String?

  init(_ text: String) {
    var (day, rest) = Self.split(text)
    if rest.isEmpty, day.utf8.count == 8, let number = Int(day), number > 1_000_00_00 {
      day = "\(number / 10_000)-\(number / 100 % 100)-\(number % 100)"
    }
    readDay(day)
    (rest, zone) = Self.splitZone(rest)
    clock = Clock(rest)
  }

  /// The date's own characters, and what follows a `T` or a space.
  private static func split(_ text: String) -> (Substring, Substring) {
    guard let at = text.firstIndex(where: { "Tt ".contains($0) }),
      case let day = text[..<at], day.utf8.count >= 6,
      day.allSatisfy({ "0123456789/.-".contains($0) })
    else {
      // `Nov 20, 2026 8:30`: the time is what has a colon in it.
      guard let colon = text.firstIndex(of: ":"),
        let space = text[..<colon].lastIndex(of: " ")
      else { return (text[...], "") }
      return (text[..<space], text[text.index(after: space)...])
    }
    return (day, text[text.index(after: at)...])
  }

  private static func splitZone(_ rest: Substring) -> (Substring, String?) {
    let upper = rest.uppercased()
    if upper.hasSuffix("Z") || upper.hasSuffix("UTC") || upper.hasSuffix("GMT") {
      return (rest.dropLast(upper.hasSuffix("Z") ? 1 : 3), "Z")
    }
    guard
      let sign = rest.dropFirst().lastIndex(where: { $0 == "+" || $0 == "-" || $0 == "\u{2212}" })
    else { return (rest, nil) }
    let digits = rest[sign...].dropFirst().filter { $0 != ":" }
    guard let number = Int(digits), [1, 2, 4].contains(digits.count) else { return (rest, nil) }
    let (hours, minutes) = digits.count == 4 ? (number / 100, number % 100) : (number, 0)
    guard hours <= 23, minutes <= 59 else { return (rest, nil) }
    var zone: [UInt8] = [rest[sign] == "+" ? UInt8(ascii: "+") : UInt8(ascii: "-")]
    zone.appendTwoDigits(hours)
    zone.append(UInt8(ascii: ":"))
    zone.appendTwoDigits(minutes)
    return (rest[..<sign], String(decoding: zone, as: UTF8.self))
  }

  private mutating func readDay(_ text: Substring) {
    let parts = text.split(whereSeparator: { "/.-".contains($0) })
    let numbers = parts.compactMap { $0.utf8.count <= 4 ? Int($0) : nil }
    if numbers.count == 3, parts.count == 3 {
      looksLikeDay = true
      if parts[0].utf8.count == 4 {
        add(numbers[0], numbers[1], numbers[2])
      } else {
        add(Self.year(numbers[2]), numbers[1], numbers[0])
        add(Self.year(numbers[2]), numbers[0], numbers[1])
      }
      return
    }
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    guard words.count == 3, let at = words.firstIndex(where: { Self.month($0) != nil }),
      let month = Self.month(words[at])
    else { return }
    let others = words.compactMap { Int($0) }
    guard others.count == 2 else { return }
    looksLikeDay = true
    if others[0] > 31 {
      add(others[0], month, others[1])
    } else {
      add(Self.year(others[1]), month, others[0])
    }
  }

  private mutating func add(_ year: Int, _ month: Int, _ day: Int) {
    guard year <= 9999, Civil.isDay(year, month, day) else { return }
    let number = Civil.days(year, month, day)
    if !days.contains(number) { days.append(number) }
  }

  private static func year(_ number: Int) -> Int { number < 100 ? 2000 + number : number }

  /// The month that a word names, in English or as a German spreadsheet writes it.
  private static func month(_ word: Substring) -> Int? {
    guard word.allSatisfy(\.isLetter) else { return nil }
    switch word.prefix(3) {
    case "jan": return 1
    case "feb": return 2
    case "mar", "mär": return 3
    case "apr": return 4
    case "may", "mai": return 5
    case "jun": return 6
    case "jul": return 7
    case "aug": return 8
    case "sep": return 9
    case "oct", "okt": return 10
    case "nov": return 11
    case "dec", "dez": return 12
    default: return nil
    }
  }
}

/// The time of day that a text means.
private enum Clock {
  case none
  /// Something that is no time of any day.
  case wrong
  /// `08:30:00`, and whether there was a fraction of a second or, for minutes, seconds.
  case time(String, hasFraction: Bool)

  init(_ text: Substring) {
    let text = text.uppercased().split(separator: " ").joined(separator: " ")
    guard !text.isEmpty else {
      self = .none
      return
    }
    let half = text.hasSuffix("AM") ? 0 : text.hasSuffix("PM") ? 12 : nil
    let digits = (half == nil ? text[...] : text.dropLast(2)).trimmingSuffix { $0 == " " }
    let whole = digits.prefix { $0 != "." && $0 != "," }
    let parts = whole.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard (2...3).contains(parts.count), var hour = parts[0], let minute = parts[1],
      let second = parts.count == 3 ? parts[2] : 0, hour < (half == nil ? 24 : 13), hour >= 0,
      (0..<60).contains(minute), (0..<60).contains(second), half == nil || hour > 0
    else {
      self = .wrong
      return
    }
    if let half { hour = hour % 12 + half }
    var bytes: [UInt8] = []
    for (i, number) in [hour, minute, second].enumerated() {
      if i > 0 { bytes.append(UInt8(ascii: ":")) }
      bytes.appendTwoDigits(number)
    }
    self = .time(String(decoding: bytes, as: UTF8.self), hasFraction: whole.count < digits.count)
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
    var kept = self
    while let last = kept.last, isDropped(last) { kept = kept.dropLast() }
    return kept
  }
}
