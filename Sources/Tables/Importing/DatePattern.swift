internal import Wording

/// How another system writes days and times, as a person states it: `dd.MM.yyyy HH:mm`.
///
/// A letter stands for a part, as often as it has digits; one alone for one digit or two. `yyyy` or
/// `yy` (2000 to 2099) is the year, `MM` the month, `MMM` its first three letters in English, `dd`
/// the day, `HH` the hour, `hh` that of a half day with `a` for AM or PM, `mm` the minute, `ss` the
/// second, `S` a digit of its fraction, which is left out, `Z` the offset (`Z`, `+0100`, `+01:00`).
/// Other characters stand for themselves; letters do so in single quotes, and a `T` also bare.
struct DatePattern: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case literal(UInt8)
    case year, yearOfCentury, monthName, halfDay, offset
    case month(Int)
    case day(Int)
    case hour(Int)
    case hourOfHalfDay(Int)
    case minute(Int)
    case second(Int)
    case fraction(Int)
  }

  let text: String
  let parts: [Part]

  /// Why a pattern is none.
  struct Fault: Error, CustomStringConvertible { let description: String }

  init(_ text: String) throws(Fault) {
    self.text = text
    parts = try Self.parts(of: text)
    try check()
  }

  var hasDay: Bool { parts.contains { if case .day = $0 { true } else { false } } }
  var hasTime: Bool { parts.contains { if case .minute = $0 { true } else { false } } }
  var hasOffset: Bool { parts.contains(.offset) }
}

// MARK: Reading a pattern

extension DatePattern {
  private static func parts(of text: String) throws(Fault) -> [Part] {
    var parts: [Part] = []
    var rest = Array(text)[...]
    while let letter = rest.first {
      let run = rest.prefix { $0 == letter }.count
      if letter == "'" {
        let quoted = rest.dropFirst().prefix { $0 != "'" }
        guard rest.count > quoted.count + 1 else {
          throw Fault(description: "A quote in '\(text)' is not closed.")
        }
        parts += String(quoted.isEmpty ? ["'"] : quoted).utf8.map { .literal($0) }
        rest = rest.dropFirst(quoted.count + 2)
      } else if let part = part(letter, run) {
        parts.append(part)
        rest = rest.dropFirst(run)
      } else if letter == "T" || !letter.isLetter {
        parts += String(letter).utf8.map { .literal($0) }
        rest = rest.dropFirst()
      } else {
        throw Fault(description: Self.unknown(String(repeating: letter, count: run), in: text))
      }
    }
    return parts
  }

  private static func part(_ letter: Character, _ run: Int) -> Part? {
    switch (letter, run) {
    case ("y", 4): .year
    case ("y", 2): .yearOfCentury
    case ("M", 3): .monthName
    case ("M", 1...2): .month(run)
    case ("d", 1...2): .day(run)
    case ("H", 1...2): .hour(run)
    case ("h", 1...2): .hourOfHalfDay(run)
    case ("m", 1...2): .minute(run)
    case ("s", 1...2): .second(run)
    case ("S", 1...9): .fraction(run)
    case ("a", 1): .halfDay
    case ("Z", 1): .offset
    default: nil
    }
  }

  private static func unknown(_ run: String, in text: String) -> String {
    let meant = text.replacing("Y", with: "y").replacing("D", with: "d")
    let isClear = meant != text && (try? DatePattern(meant)) != nil
    return "'\(visible(run))' means nothing in '\(visible(text))'. "
      + (isClear
        ? "Did you mean '\(meant)'?"
        : "Write it as in 'dd.MM.yyyy HH:mm', letters that mean themselves in single quotes.")
  }

  /// Refuses a pattern that says too little, or the same twice.
  private func check() throws(Fault) {
    func count(_ isMeant: (Part) -> Bool) -> Int { parts.count(where: isMeant) }
    let years = count { $0 == .year || $0 == .yearOfCentury }
    let months = count { if case .month = $0 { true } else { $0 == .monthName } }
    let days = count { if case .day = $0 { true } else { false } }
    let hours = count { if case .hour = $0 { true } else { false } }
    let halfHours = count { if case .hourOfHalfDay = $0 { true } else { false } }
    let minutes = count { if case .minute = $0 { true } else { false } }
    let seconds = count { if case .second = $0 { true } else { false } }
    let halves = count { $0 == .halfDay }
    let once = [years, months, days, hours + halfHours, minutes, seconds, halves]
    func refuse(_ what: String) throws(Fault) {
      throw Fault(description: "'\(visible(text))' \(what)")
    }
    if years > 0, days > 0, months == 0, minutes > 0 {
      try refuse("has no month. 'MM' is the month, 'mm' the minute.")
    }
    if once.contains(where: { $0 > 1 }) { try refuse("has a part twice.") }
    if Set([years, months, days]).count > 1 { try refuse("needs year, month and day.") }
    if hours + halfHours != minutes { try refuse("needs the hour and the minute.") }
    if halfHours != halves { try refuse("needs 'a', for AM or PM, with 'hh', and not with 'HH'.") }
    if minutes == 0, seconds > 0 || hasOffset { try refuse("has no hour.") }
    if days == 0, minutes == 0 { try refuse("has neither a day nor a time.") }
  }
}
