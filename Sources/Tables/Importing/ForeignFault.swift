internal import CSVText
internal import Wording

/// Something in another system's file that is no table's text.
///
/// Thrown where nothing below it can be read; else it is about one record, which is left out.
struct ForeignFault: Error, Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// The file is in an encoding that is not read, or that only the person can name.
    case wideEncoding(String)
    /// The byte order mark of another encoding than the stated one.
    case otherMark(ForeignEncoding)
    /// A byte that is no part of a character.
    case notInEncoding(UInt8, ForeignEncoding)
    /// There is no line that could be a header.
    case noHeader
    /// Any of these could separate the cells.
    case unclearDelimiter([Delimiter])
    /// A quote that is never closed.
    case unclosedQuote
    /// A cell of more bytes.
    case cellTooLong(limit: Int)
    /// Text between a closing quote and the next delimiter. About one record, as are the others.
    case textAfterQuote(Delimiter)
    case zeroByte
    case ragged(cells: Int, expected: Int, isTruncated: Bool, Delimiter)
  }

  let kind: Kind
  let place: Place

  init(_ kind: Kind, at place: Place) {
    self.kind = kind
    self.place = place
  }
}

extension ForeignFault {
  /// The fault in words. What they advise is done with the options of an import: the file is
  /// another system's, and stays as it is.
  var remark: CellRemark {
    switch kind {
    case .wideEncoding(let name):
      Self.error(
        .encodingError, "the file seems to be \(name)",
        name == "UTF-16"
          ? "It has no byte order mark: state it with --encoding utf-16le or utf-16be."
          : "Export it as UTF-8.")
    case .otherMark(let encoding):
      Self.error(
        .encodingError, "the file begins with the byte order mark of \(encoding.title)",
        "Leave --encoding out: the mark says what it is.")
    case .notInEncoding(let byte, let encoding): Self.notText(byte, encoding)
    case .noHeader:
      Self.error(
        .missingLabel, "the file has no header",
        "Its first line names the columns. --skip-lines passes over title lines above it.")
    case .unclearDelimiter(let delimiters):
      Self.error(
        .wrongDelimiter,
        "it is not clear whether \(delimiters.map(\.title).joinedForReading("or")) "
          + "stands between the cells",
        "State it with --delimiter.")
    case .unclosedQuote:
      Self.error(
        .unterminatedQuote, "this quote is never closed", "Nothing below it could be read.")
    case .cellTooLong(let limit):
      Self.error(
        .cellTooLong, "a cell of more than \(byteSize(limit))",
        "Nothing below it was read. '--cell-limit' raises the limit.")
    case .textAfterQuote(let delimiter):
      Self.error(
        .strayQuote, "text after a closing quote",
        "A quote inside a quoted cell is doubled, and \(delimiter.title) follows the last one.")
    case .zeroByte:
      Self.error(.encodingError, "a zero byte in the text", "The file is damaged, or is not text.")
    case .ragged(let cells, let expected, let isTruncated, let delimiter):
      Self.error(
        cells > expected ? .extraCell : .missingCell,
        "\(counted(cells, "cell")) where the header has \(expected)",
        isTruncated
          ? "It is the last line and the file ends within it: was the file truncated?"
          : cells > expected
            ? "A cell that holds \(delimiter.title) must be in quotes."
            : "Is it a title or a total, or is it cut?")
    }
  }

  /// The fault as a finding in a file that a person called so.
  func finding(in title: String) -> Finding {
    Finding(
      remark.code, remark.severity, file: title, place: place, remark.message, hint: remark.hint)
  }

  private static func error(_ code: FindingCode, _ message: String, _ hint: String) -> CellRemark {
    CellRemark(code: code, severity: .error, message: message, hint: hint)
  }

  private static func notText(_ byte: UInt8, _ encoding: ForeignEncoding) -> CellRemark {
    let digits = String(byte, radix: 16, uppercase: true)
    return error(
      .encodingError,
      "the byte \(digits.count < 2 ? "0" : "")\(digits) is no \(encoding.title) text",
      encoding == .utf8
        ? "If old Windows programs wrote it, state --encoding windows-1252."
        : "Is --encoding right? Nothing below it was read.")
  }
}
