internal import JSONText
internal import Wording

/// What becomes of words: of flags, vocabularies, JSON, colours, paths.
enum WordTrace {
  static func recognise(_ text: String, _ type: ColumnType) -> CellDiagnosis.Trace? {
    let hint =
      switch type {
      case .bool: flag(text)
      case .enumeration(let words): nearest(to: text, in: words).map { "Did you mean '\($0)'?" }
      case .json: json(text)
      case .hexColor: color(text)
      case .path: path(text)
      default: String?.none
      }
    if let hint { return .init(hint: hint) }
    return isNothing(text) ? .init(hint: "Leave the cell empty if there is no value.") : nil
  }

  private static func flag(_ text: String) -> String? {
    switch text.lowercased() {
    case "true", "false": "A spreadsheet puts it in capitals. Write \(text.lowercased())."
    case "yes", "y", "1", "ja", "j", "x", "wahr": "Did you mean true?"
    case "no", "n", "0", "nein", "falsch": "Did you mean false?"
    default: nil
    }
  }

  private static func isNothing(_ text: String) -> Bool {
    ["null", "none", "n/a", "na", "nan", "-", "--", "\u{2013}", "\u{2014}", "?"]
      .contains(text.lowercased())
  }

  private static func json(_ text: String) -> String? {
    if text.utf8.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      return "JSON stands on one line here: take the line breaks out."
    }
    if text.contains(where: { "\u{201C}\u{201D}\u{201E}\u{201F}\u{2018}\u{2019}".contains($0) }) {
      return "It has typographic quotes, which a word processor puts in. JSON needs plain ones: \"."
    }
    if text.contains("'"), !text.contains("\"") {
      return "JSON has double quotes around texts and names."
    }
    let bytes = Array(text.utf8)
    guard let fault = JSON.fault(in: bytes.span) else { return nil }
    let before = String(decoding: bytes[..<min(fault.offset, bytes.count)], as: UTF8.self)
    let sentence = visible(fault.kind.sentence)
    return fault.offset >= bytes.count
      ? "At its end, \(sentence)."
      : "At its character \(before.unicodeScalars.count + 1), \(sentence)."
  }

  private static func color(_ text: String) -> String? {
    let marked = "#" + text
    if ColumnType.hexColor.accepts(marked) { return "Write \(marked)." }
    return "It begins with '#' and has two digits each, 0 to 9 and A to F, for red, green and blue."
  }

  private static func path(_ text: String) -> String? {
    let slashed = text.replacing("\\", with: "/")
    if slashed != text, ColumnType.path.accepts(slashed), !slashed.contains(":") {
      return "Write \(abbreviated(slashed)): parts have '/' between them."
    }
    return
      "Paths begin in the data folder and stay inside it: no '..', no '\\', no '/' at the start."
  }
}
