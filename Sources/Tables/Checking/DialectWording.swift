public import CSVText
internal import Wording

/// What a person is told of a fault of the text: the code, the sentence, the remedy.
public struct DialectWording: Sendable {
  public let code: FindingCode
  public let severity: Severity
  public let message: String
  public let hint: String

  init(_ code: FindingCode, _ message: String, _ hint: String, severity: Severity = .error) {
    self.code = code
    self.severity = severity
    self.message = message
    self.hint = hint
  }

  public init(_ kind: DialectFault.Kind) {
    switch kind {
    case .byteOrderMark:
      self.init(
        .byteOrderMark, "the file begins with a byte order mark",
        "A spreadsheet wrote it. It is skipped; 'plainlab fmt' removes it.", severity: .warning)
    case .carriageReturnLineFeed(let isMixed):
      self.init(
        .lineEnding,
        isMixed ? "some lines end in CR LF, others in LF" : "lines end in CR LF, as on Windows",
        "They are read; 'plainlab fmt' makes every line end in LF.", severity: .warning)
    case .carriageReturnAlone:
      self.init(
        .lineEnding, "a line ends in CR alone, as on an old Mac",
        "Nothing below it was checked. 'plainlab fmt' makes it LF where every line then fits the header."
      )
    case .wideEncoding(let name):
      self.init(
        .encodingError, "the file is \(name), not UTF-8",
        "Save it again as 'CSV UTF-8 (comma delimited)'.")
    case .zeroByte:
      self.init(
        .encodingError, "a zero byte in the text",
        "The file is damaged, or is not text. Restore it from the last commit.")
    case .invalidUTF8(let byte):
      self.init(
        .encodingError, "a character that is not stored as UTF-8", Self.windowsHint(byte))
    case .quoteInPlainCell:
      self.init(
        .strayQuote, "a quote inside a cell that does not begin with one",
        "Put the whole cell in quotes and double the quote: \"5\"\" pipe\".")
    case .textAfterQuote:
      self.init(
        .strayQuote, "text after a closing quote",
        "A quote inside a quoted cell is doubled: \"say \"\"yes\"\" twice\".")
    case .unterminatedQuote(let probableEnd):
      self.init(
        .unterminatedQuote, "this quote is never closed",
        probableEnd.map { "It probably should have closed on line \($0)." }
          ?? "Nothing below it could be read.")
    case .ragged(let cells, let expected, let isTruncated):
      self.init(ragged: cells, expected, isTruncated)
    case .blankLines(let count, let atEnd):
      let lines = count == 1 ? "a blank line" : "\(counted(count, "blank line"))"
      self.init(
        .blankRow, atEnd ? "\(lines) at the end" : lines,
        atEnd
          ? "'plainlab fmt' removes \(count == 1 ? "it" : "them")."
          : "Remove \(count == 1 ? "it" : "them"): a row is never empty.",
        severity: atEnd ? .warning : .error)
    case .conflictMarker(let end):
      self.init(
        .conflictMarker, "git could not merge these lines",
        end.map {
          "Decide which rows to keep, and remove the marks, the last of which is in line \($0)."
        } ?? "Its closing mark '>>>>>>>' is missing. Nothing below it was checked.")
    case .cellTooLong(let limit):
      self.init(
        .cellTooLong, "a cell of more than \(byteSize(limit))",
        "Nothing below it was read. '--cell-limit' raises the limit.")
    }
  }

  private init(ragged cells: Int, _ expected: Int, _ isTruncated: Bool) {
    let counts = "\(counted(cells, "cell")) where the header has \(expected)"
    let hint =
      if isTruncated {
        "It is the last line and the file ends within it: was the file truncated?"
      } else if cells > expected {
        "A cell that holds a comma must be in quotes: \"Smith, Jane\"."
      } else {
        "Every column needs a comma, also before an empty cell."
      }
    self.init(cells > expected ? .extraCell : .missingCell, counts, hint)
  }

  /// What the byte would be in the encoding that old programs on Windows write.
  private static func windowsHint(_ byte: UInt8) -> String {
    let specials = Array("€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž??‘’“”•–—˜™š›œ?žŸ")
    let character: Character =
      byte >= 0xA0
      ? Character(UnicodeScalar(byte)) : byte >= 0x80 ? specials[Int(byte) - 0x80] : "?"
    return "It looks like '\(character)' as old Windows programs write it. "
      + "Save the file again as 'CSV UTF-8 (comma delimited)'."
  }
}

extension DialectFault {
  /// Whether nothing below it could be read.
  var stopsReading: Bool {
    switch kind {
    case .carriageReturnAlone, .wideEncoding, .cellTooLong, .unterminatedQuote(probableEnd: nil),
      .conflictMarker(end: nil):
      true
    default: false
    }
  }
}
