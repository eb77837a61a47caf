internal import Tables

/// A cell of a worksheet: what is stored, and in which format it is shown.
enum SheetCell: Equatable {
  /// A number as it is written in the file, and how many decimals are shown; `nil` for as many as
  /// the program likes.
  case number(String, decimals: Int?)
  case flag(Bool)
  /// A day by its serial number.
  case date(String)
  /// A time of day, as a part of a day.
  case time(String)
  /// A day and a time in UTC.
  case instant(String)
  case text(String)

  /// The digits that a spreadsheet keeps of a number; of a longer one the rest would become zeros.
  private static let digits = 15

  /// The cell for a text of a column. What is not of the column's kind, or cannot be said in it
  /// without loss, is text: numbers of more than 15 digits, numbers with leading zeros, and days
  /// before 1900-03-01, which spreadsheets count differently.
  init(_ text: String, _ kind: PublishedColumn.Kind) {
    self = Self.typed(text, kind) ?? .text(text)
  }

  private static func typed(_ text: String, _ kind: PublishedColumn.Kind) -> SheetCell? {
    switch kind {
    case .text: nil
    case .number: number(text)
    case .flag: Bool(cellText: text).map { .flag($0) }
    case .date:
      CalendarDate(cellText: text).flatMap { DateSerial(days: $0.days) }.map { .date($0.text) }
    case .time:
      TimeOfDay(cellText: text).map { .time(DateSerial(secondsOfDay: $0.minutes * 60).text) }
    case .instant:
      Instant(cellText: text).flatMap { DateSerial(seconds: $0.seconds) }
        .map { .instant($0.text) }
    }
  }

  private static func number(_ text: String) -> SheetCell? {
    var rest = text.utf8[...]
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
    var fraction = rest.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix(while: isDigit)
      guard !fraction.isEmpty else { return nil }
      rest = rest.dropFirst(1 + fraction.count)
    }
    let mantissa = text.utf8.prefix(text.utf8.count - rest.count)
    let significant = mantissa.drop { "-0.".utf8.contains($0) }.filter(isDigit).count
    guard significant <= digits else { return nil }
    if rest.isEmpty {
      return .number(text, decimals: fraction.count <= digits ? fraction.count : nil)
    }
    // An exponent, as '1e-05' has it.
    guard rest.first == UInt8(ascii: "e"), Double(text)?.isFinite ?? false else { return nil }
    return .number(text, decimals: nil)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

/// A moment as spreadsheets count: days from a first one on, and of a day its part.
struct DateSerial {
  /// As it is written in a worksheet.
  let text: String

  /// The serial number of 1970-01-01.
  private static let epoch = 25_569
  /// That of 1900-03-01. Spreadsheets do not agree on earlier days: Excel counts a 29th of February
  /// 1900, which never was (ECMA-376, part 1, 18.17.4.1).
  private static let first = 61

  /// - Parameter days: Since 1970-01-01; `nil` of a day that has no certain number.
  init?(days: Int) {
    guard days + Self.epoch >= Self.first else { return nil }
    text = String(days + Self.epoch)
  }

  /// - Parameter seconds: Since 1970, in UTC.
  init?(seconds: Int) {
    let day = CalendarDate(ofSeconds: seconds).days
    guard day + Self.epoch >= Self.first else { return nil }
    text = Self.text(day + Self.epoch, seconds - day * 86_400)
  }

  init(secondsOfDay seconds: Int) { text = Self.text(0, seconds) }

  /// With all digits of the nearest binary number, as the programs themselves write it: of one that
  /// is a little less, LibreOffice makes 19:59 of 20:00.
  private static func text(_ day: Int, _ seconds: Int) -> String {
    seconds == 0 ? String(day) : "\(Double(day) + Double(seconds) / 86_400)"
  }
}
