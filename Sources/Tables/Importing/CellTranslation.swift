internal import Wording

/// What becomes of the cells of another system in one column of a table.
///
/// In this order: spaces around it are left out, where that is stated; a value that stands for
/// another is that other; words for true and false, numbers and dates are written our way, where it
/// is stated how theirs are. What is left must be as in any file of the table.
struct CellTranslation: Sendable {
  let column: ColumnSchema
  let values: [String: String]
  let booleans: [String: Bool]
  let date: DatePattern?
  let zone: LocalZone?
  let hasDecimalComma: Bool
  let trimsSpaces: Bool

  /// The cell as it is to stand in the table, and what is to be said of it.
  func translate(_ foreign: String) -> (text: String, remarks: [CellRemark]) {
    let text = trimsSpaces ? foreign.trimmingInvisible() : foreign
    if let value = values[text] { return (value, judge(value)) }
    if column.type == .bool, let value = booleans[text] { return (value ? "true" : "false", []) }
    if text.isEmpty { return (text, judge(text)) }
    if let date { return translate(text, by: date) }
    if hasDecimalComma, column.type == .decimal { return translateDecimal(text) }
    return (text, judge(text))
  }

  /// What there is to say of a cell as it is to stand in the table.
  func judge(_ text: String) -> [CellRemark] {
    if text.isEmpty { return column.isRequired ? [.empty(column)] : [] }
    return isPlain(text) ? [] : CellRemark.all(on: text, column).map(advised)
  }

  /// Whether a cell is right and a plain word, as nearly every one is: `CellRemark` has nothing to say
  /// of those, and would take most of an import's time to find it out.
  func isPlain(_ text: String) -> Bool {
    let utf8 = text.utf8
    guard let first = utf8.first, utf8.count < SpreadsheetTrace.longestCell,
      !"#=@".utf8.contains(first), utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return false }
    return column.type.accepts(utf8.span)
  }

  /// With `-12,5` as `-12.5`. A point is refused, as nobody said what it means.
  private func translateDecimal(_ text: String) -> (String, [CellRemark]) {
    guard text.utf8.contains(UInt8(ascii: ".")) else {
      let pointed = text.replacing(",", with: ".")
      return column.type.accepts(pointed) ? (pointed, []) : (text, judge(text))
    }
    return (
      text,
      [
        error(
          .numberFormat, "'\(abbreviated(text))' has a point, and commas are decimal here",
          "It could be a decimal point or a mark between thousands; nothing is guessed.")
      ]
    )
  }

  private func translate(
    _ text: String, by pattern: DatePattern
  ) -> (text: String, remarks: [CellRemark]) {
    var shown: String { "'\(abbreviated(text))'" }
    switch pattern.read(text) {
    case .otherwise:
      return (text, [error(.typeError, "\(shown) is not written as \(pattern.text)", "")])
    case .impossible:
      return (
        text,
        [
          error(
            .typeError,
            "\(shown) is no \(pattern.hasDay ? "day of the calendar" : "time of day"), "
              + "read as \(pattern.text)", "Check its numbers, and the order of its parts.")
        ]
      )
    case .reading(let reading):
      switch column.type {
      case .date: return (CalendarDate(days: reading.day).cellText, [])
      case .time where reading.secondOfDay % 60 != 0:
        return (
          text,
          [error(.typeError, "\(shown) has seconds", "Times of day are kept to the minute.")]
        )
      case .time: return (TimeOfDay(minutes: reading.secondOfDay / 60).cellText, [])
      default: return instant(reading, text)
      }
    }
  }

  private func instant(
    _ reading: DatePattern.Reading, _ foreign: String
  ) -> (text: String, remarks: [CellRemark]) {
    let local = reading.localSeconds
    if let offset = reading.offsetMinutes {
      return (Instant(seconds: local - offset * 60).cellText, [])
    }
    // Without a zone no plan is made.
    guard let zone else { return ("", []) }
    switch zone.meaning(of: local) {
    case .instant(let seconds): return (Instant(seconds: seconds).cellText, [])
    case .skipped:
      return (
        foreign,
        [
          error(
            .typeError, "'\(abbreviated(foreign))' never was in \(zone.name)",
            "Clocks were put forward over it: see what was meant.")
        ]
      )
    case .twice(let first, let second):
      let readings = [first, second].sorted().map { Instant(seconds: $0).cellText }
      return (
        foreign,
        [
          error(
            .ambiguousDate, "'\(abbreviated(foreign))' was twice in \(zone.name)",
            "Clocks were put back: it could be \(readings.joinedForReading("or")); nothing is guessed."
          )
        ]
      )
    }
  }

  private func error(_ code: FindingCode, _ message: String, _ hint: String) -> CellRemark {
    CellRemark(code: code, severity: .error, message: message, hint: hint)
  }
}

extension CellTranslation {
  /// The remark with the option that may help: a foreign file is not corrected cell by cell.
  private func advised(_ remark: CellRemark) -> CellRemark {
    guard remark.severity == .error, let option = option(for: remark.code) else { return remark }
    let advice = "If the whole file has it so, state \(option)."
    return CellRemark(
      code: remark.code, severity: remark.severity, message: remark.message,
      hint: remark.hint.isEmpty ? advice : remark.hint + " " + advice)
  }

  private func option(for code: FindingCode) -> String? {
    if code == .whitespace { return "--trim" }
    guard code == .typeError || code == .numberFormat || code == .ambiguousDate else { return nil }
    return switch column.type {
    case .datetime: "--dates 'dd.MM.yyyy HH:mm' as it is written"
    case .date: "--dates 'dd.MM.yyyy' as it is written"
    case .time: "--dates 'HH:mm:ss' as it is written"
    case .decimal where code == .numberFormat: "--decimal-comma"
    case .bool: "--booleans yes/no with its words"
    case .enumeration: "--value \(column.name):THEIRS=OURS"
    default: nil
    }
  }
}
