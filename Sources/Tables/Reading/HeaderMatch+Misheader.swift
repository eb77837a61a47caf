internal import CSVText
internal import Wording

/// What stands where a header should: another delimiter, a title, a row of data.
struct Misheader {
  let fault: HeaderMatch.Fault

  init(_ header: Header, _ table: TableSchema, _ start: [UInt8]) {
    let (code, message, hint) = Self.words(Start(start, table), table)
    fault = HeaderMatch.Fault(code: code, place: header.places[0], message: message, hint: hint)
  }

  private static func words(
    _ start: Start, _ table: TableSchema
  ) -> (FindingCode, message: String, hint: String) {
    if start.lines[0].hasPrefix("sep=") {
      let isPlain = start.lines.count > 1 && start.names(in: start.lines[1], between: ",")
      return (
        .wrongDelimiter, "the first line is a spreadsheet's 'sep=' line, not the header",
        isPlain
          ? "Remove the line: commas need no announcement."
          : "Remove the line, and save with commas between the cells."
      )
    }
    let delimiters: [(Character, String)] = [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")]
    for (delimiter, word) in delimiters where start.names(in: start.lines[0], between: delimiter) {
      return (
        .wrongDelimiter, "the cells have \(word) between them, not commas",
        "Save the file again as CSV with commas. Nothing else of it was checked."
      )
    }
    for (i, line) in start.lines.enumerated().dropFirst() where start.names(in: line, between: ",")
    {
      let above = start.lines[..<i]
      return (
        .missingLabel,
        "the header is in line \(i + 1), below "
          + (above.contains { !$0.isEmpty } ? "a title" : "empty lines"),
        "Remove the \(i == 1 ? "line" : "\(i) lines") above it: the first line names the columns."
      )
    }
    return (
      .missingLabel, "the first line is not the header of \(table.name)",
      "The first line must be: \(table.columns.map(\.name).joined(separator: ","))"
    )
  }
}

/// The first lines of a file.
private struct Start {
  /// At least one.
  let lines: [String]
  private let columns: Set<String>

  init(_ bytes: [UInt8], _ table: TableSchema) {
    let text = String(decoding: bytes, as: UTF8.self)
    lines = text.unicodeScalars
      .split(separator: "\n", maxSplits: 20, omittingEmptySubsequences: false)
      .map { String(String.UnicodeScalarView($0)).trimmingInvisible(keepingTabs: true) }
    columns = Set(table.columns.map(\.name))
  }

  /// Whether most cells of a line are names of the table's columns.
  func names(in line: String, between delimiter: Character) -> Bool {
    guard delimiter == "," || line.contains(delimiter) else { return false }
    let cells = line.split(separator: delimiter, omittingEmptySubsequences: false).map {
      $0.drop { $0 == " " || $0 == "\"" }.reversed().drop { $0 == " " || $0 == "\"" }.reversed()
    }
    let known = cells.count { columns.contains(String($0).lowercased()) }
    return known * 2 > min(cells.count, columns.count)
  }
}
