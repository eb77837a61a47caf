internal import CSVText
internal import Wording

/// What to say of names that are not the table's.
extension NameMatch {
  func misspelt() -> [HeaderMatch.Fault] {
    let exact = "Names of columns are matched letter by letter."
    var faults = near.map { pair in
      HeaderMatch.Fault(
        code: .incorrectLabel, place: header.places[pair.at],
        field: table.columns[pair.column].name,
        message: "the column \(shown(pair.at)) should be '\(table.columns[pair.column].name)'",
        hint: exact)
    }
    if let first = sameButForCase.first {
      let changes = sameButForCase.map {
        "\(shown($0.at)) should be '\(table.columns[$0.column].name)'"
      }
      let isOne = changes.count == 1
      faults.append(
        HeaderMatch.Fault(
          code: .incorrectLabel, place: header.places[first.at],
          field: isOne ? table.columns[first.column].name : nil,
          message: isOne
            ? "the column \(changes[0])"
            : "the names of \(counted(changes.count, "column")) differ in capitals, spaces or the like",
          hint: isOne
            ? "\(exact) Capitals, spaces and characters that nobody sees count."
            : changes.joinedForReading() + "."))
    }
    return faults
  }

  /// Columns of the file without a meaning, and columns that must be there and are not. Where one
  /// of each can be the same mistake, it is one fault.
  func unaccounted() -> [HeaderMatch.Fault] {
    var missing = missing
    let strays = doubles + unnamed + strangers
    func isMeantHere(_ at: Int) -> String? {
      let found =
        missing.firstIndex(of: at)
        ?? (strays.count == 1 && missing.count == 1 ? missing.startIndex : nil)
      return found.map { table.columns[missing.remove(at: $0)].name }
    }
    var faults: [HeaderMatch.Fault] = []
    for at in doubles { faults.append(double(at, isMeantHere(at))) }
    for at in unnamed { faults.append(nameless(at, isMeantHere(at))) }
    var extra: [Int] = []
    for at in strangers {
      if let meant = isMeantHere(at) {
        faults.append(
          HeaderMatch.Fault(
            code: .incorrectLabel, place: header.places[at], field: meant,
            message:
              "\(table.name) has no column \(shown(at)), and its column '\(meant)' is missing",
            hint: "If it is that column, rename it; if not, add a column '\(meant)'."))
      } else if let twin = table.columns.first(where: {
        folded($0.name) == folded(header.names[at])
      }) {
        faults.append(
          HeaderMatch.Fault(
            code: .duplicateLabel, place: header.places[at], field: header.names[at],
            message: "the columns '\(twin.name)' and \(shown(at)) have the same name but for case",
            hint: "Rename or remove one of the two; '\(twin.name)' is the one that is read."))
      } else {
        extra.append(at)
      }
    }
    return faults + trailingColumns() + additional(extra) + absent(missing)
  }

  private func double(_ at: Int, _ meant: String?) -> HeaderMatch.Fault {
    HeaderMatch.Fault(
      code: .duplicateLabel, place: header.places[at], field: header.names[at],
      message: "the column \(shown(at)) is there twice",
      hint: meant.map { "The column '\($0)' is missing: is it this one?" }
        ?? "Rename or remove one of the two; the first is the one that is read.")
  }

  private func nameless(_ at: Int, _ meant: String?) -> HeaderMatch.Fault {
    HeaderMatch.Fault(
      code: .missingLabel, place: header.places[at], field: meant,
      message: "column \(at + 1) has no name",
      hint: meant.map { "The column '\($0)' is missing: is it this one?" }
        ?? "Give it a name, or remove it from every row.")
  }

  private func trailingColumns() -> [HeaderMatch.Fault] {
    guard trailing > 0 else { return [] }
    return [
      HeaderMatch.Fault(
        code: .missingLabel, place: header.places[header.names.count - trailing],
        message: trailing == 1
          ? "the last column has no name" : "the last \(trailing) columns have no name",
        hint: trailing == 1
          ? "Name it or, if it is empty, let 'plainlab fmt' remove it."
          : "A spreadsheet may have added them. 'plainlab fmt' removes them where they are empty.")
    ]
  }

  private func additional(_ extra: [Int]) -> [HeaderMatch.Fault] {
    func note(_ at: Int, _ field: String?, _ message: String) -> HeaderMatch.Fault {
      HeaderMatch.Fault(
        code: .extraLabel, severity: .note, place: header.places[at], field: field, message: message
      )
    }
    guard let first = extra.first, extra.count > 3 else {
      return extra.map {
        note($0, header.names[$0], "\(table.name) has no column \(shown($0)); it is kept")
      }
    }
    return [
      note(
        first, nil,
        "\(table.name) has no column \(shown(first)), nor \(extra.count - 1) others that follow; "
          + "they are kept")
    ]
  }

  private func absent(_ missing: [Int]) -> [HeaderMatch.Fault] {
    guard !missing.isEmpty else { return [] }
    let names = missing.map { "'\(table.columns[$0].name)'" }.joinedForReading()
    let isOne = missing.count == 1
    return [
      HeaderMatch.Fault(
        code: .missingLabel, place: header.places[0],
        field: isOne ? table.columns[missing[0]].name : nil,
        message: "the header has no column\(isOne ? "" : "s") \(names)",
        hint: "Every row of \(table.name) must have a value there, so "
          + (isOne ? "it" : "they") + " cannot be left out.")
    ]
  }
}
