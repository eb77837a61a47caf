internal import CSVText
internal import Wording

/// How the columns of a file answer to those of a table.
struct HeaderMatch {
  /// For each column of the table its place in the file; -1 where the file does not have it.
  private(set) var projection: [Int]
  /// Whether the rows can be understood at all.
  private(set) var isUsable = true
  private(set) var faults: [Fault] = []

  struct Fault {
    let code: FindingCode
    let severity: Severity
    let place: Place
    let field: String?
    let message: String
    let hint: String
  }

  /// - Parameter start: The first bytes of the file, for recognising what stands where the header
  ///   should.
  init(_ header: Header, of table: TableSchema, start: [UInt8]) {
    projection = table.columns.map { header.names.firstIndex(of: $0.name) ?? -1 }
    if projection.allSatisfy({ $0 < 0 }), let cause = Misheader(header, table, start).fault {
      faults = [cause]
      isUsable = false
      return
    }
    nameColumns(header, table)
    let missing = table.columns.indices.filter {
      projection[$0] < 0 && table.columns[$0].isRequired
    }
    for column in missing {
      let name = table.columns[column].name
      fault(
        .missingLabel, at: header.places[0], field: name, "the header has no column '\(name)'",
        "\(table.name).\(name) must be filled in every row, so the column cannot be left out.")
    }
  }

  /// Looks at each name of the file: twice there, unknown, or nearly right.
  private mutating func nameColumns(_ header: Header, _ table: TableSchema) {
    var unseen = Set(table.columns.indices.filter { projection[$0] < 0 })
    let isTrailing = header.names.reversed().prefix { $0.isEmpty }.count
    for (i, name) in header.names.enumerated() {
      let place = header.places[i]
      if header.names.firstIndex(of: name) != i, !name.isEmpty {
        fault(
          .duplicateLabel, at: place, field: name, "the column '\(visible(name))' is there twice",
          "Rename or remove one of the two.")
      } else if name.isEmpty {
        // A spreadsheet's empty columns stand at the end, all with the same cause.
        guard i <= header.names.count - max(isTrailing, 1) else { continue }
        fault(
          .missingLabel, at: place, field: nil,
          isTrailing > 1
            ? "\(counted(isTrailing, "column")) at the end without a name"
            : "column \(i + 1) has no name",
          "A spreadsheet may have added it; 'plainlab fmt' removes empty columns at the end.")
      } else if table.column(named: name) == nil {
        let candidates = unseen.sorted().map { table.columns[$0].name }
        if let meant = Self.meant(name, candidates), let column = table.column(named: meant) {
          unseen.remove(column)
          projection[column] = i
          fault(
            .incorrectLabel, at: place, field: meant,
            "the column '\(visible(name))' should be '\(meant)'",
            "Names of columns are matched exactly, letter by letter.")
        } else {
          faults.append(
            Fault(
              code: .extraLabel, severity: .note, place: place, field: name,
              message: "the column '\(visible(name))' is not one of \(table.name)'s; it is kept",
              hint: ""))
        }
      }
    }
  }

  /// The candidate that a name was most likely meant to be.
  static func meant(_ name: String, _ candidates: [String]) -> String? {
    let plain = folded(name)
    return candidates.first { folded($0) == plain } ?? nearest(to: name, in: candidates)
  }

  private mutating func fault(
    _ code: FindingCode, at place: Place, field: String?, _ message: String, _ hint: String
  ) {
    faults.append(
      Fault(
        code: code, severity: .error, place: place, field: field, message: message, hint: hint))
  }
}

/// A name without case, spaces, separators and characters that nobody sees.
private func folded(_ name: String) -> String {
  String(
    String.UnicodeScalarView(
      name.lowercased().unicodeScalars.filter {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }))
}

/// What stands where a header should: another delimiter, a title, a row of data.
private struct Misheader {
  let fault: HeaderMatch.Fault?

  init(_ header: Header, _ table: TableSchema, _ start: [UInt8]) {
    let lines = String(decoding: start, as: UTF8.self)
      .split(separator: "\n", maxSplits: 20, omittingEmptySubsequences: false)
      .map { $0.hasSuffix("\r") ? $0.dropLast() : $0 }
    let names = Set(table.columns.map(\.name))
    func share(_ line: Substring, _ delimiter: Character) -> Double {
      let cells = line.split(separator: delimiter, omittingEmptySubsequences: false)
        .map { $0.trimmingQuotesAndSpaces() }
      let known = cells.count { names.contains($0) }
      return Double(known) / Double(max(1, min(cells.count, names.count)))
    }
    let first = lines.first ?? ""
    let expected = table.columns.map(\.name).joined(separator: ",")
    if first.drop(while: { $0 == "\u{FEFF}" }).hasPrefix("sep=") {
      fault = .init(
        code: .wrongDelimiter, severity: .error, place: header.places[0], field: nil,
        message: "the first line is a spreadsheet's 'sep=' line, not the header",
        hint: "Remove the line, and save with commas between the cells.")
      return
    }
    for (delimiter, word) in [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")] as [(Character, String)]
    where first.contains(delimiter) && share(first, delimiter) > 0.5 {
      fault = .init(
        code: .wrongDelimiter, severity: .error, place: header.places[0], field: nil,
        message: "the cells have \(word) between them, not commas",
        hint: "Save the file again as CSV with commas. Nothing else of it was checked.")
      return
    }
    if let line = lines.dropFirst().firstIndex(where: { share($0, ",") > 0.5 }) {
      fault = .init(
        code: .missingLabel, severity: .error, place: header.places[0], field: nil,
        message: "the header is in line \(line + 1), below a title",
        hint: "Remove the \(counted(line, "line")) above it: the first line names the columns.")
      return
    }
    fault = .init(
      code: .missingLabel, severity: .error, place: header.places[0], field: nil,
      message: "the first line is not the header of \(table.name)",
      hint: "The first line must be: \(expected)")
  }
}

extension Substring {
  fileprivate func trimmingQuotesAndSpaces() -> String {
    String(drop { $0 == " " || $0 == "\"" || $0 == "\u{FEFF}" }.reversed()
      .drop { $0 == " " || $0 == "\"" }.reversed())
  }
}
