internal import CSVText
internal import Wording

/// How the columns of a file answer to those of a table.
///
/// A name that is nearly right is read as the one that was meant, so that one slip in the header is
/// one finding and the rows below are still checked.
struct HeaderMatch {
  /// For each column of the table its place in the file; -1 where the file does not have it.
  private(set) var projection: [Int]
  /// Whether the rows can be understood at all.
  private(set) var isUsable = true
  private(set) var faults: [Fault] = []

  struct Fault {
    let code: FindingCode
    var severity = Severity.error
    let place: Place
    var field: String?
    let message: String
    var hint = ""
  }

  /// - Parameter start: The first bytes of the file, for recognising what stands where the header
  ///   should.
  init(_ header: Header, of table: TableSchema, start: [UInt8]) {
    let names = NameMatch(header, table)
    projection = names.projection
    guard names.isHeader else {
      projection = table.columns.map { _ in -1 }
      isUsable = false
      faults = [Misheader(header, table, start).fault]
      return
    }
    faults = names.misspelt() + names.unaccounted()
  }
}

/// Each name of a header beside the column that it names.
private struct NameMatch {
  let header: Header
  let table: TableSchema
  private(set) var projection: [Int]
  /// Columns of the file that are none of the table's, by their places in the file.
  private var doubles: [Int] = []
  private var unnamed: [Int] = []
  private var strangers: [Int] = []
  /// Names that mean a column of the table and differ from it, with that column.
  private var sameButForCase: [(at: Int, column: Int)] = []
  private var near: [(at: Int, column: Int)] = []
  /// How many columns at the end have no name, as a spreadsheet leaves them.
  private var trailing = 0

  init(_ header: Header, _ table: TableSchema) {
    self.header = header
    self.table = table
    projection = table.columns.map { _ in -1 }
    sort()
    findMeant()
    // With a column missing, those at the end are more than a spreadsheet's empty ones.
    if !missing.isEmpty {
      unnamed += header.names.indices.suffix(trailing)
      trailing = 0
    }
  }

  /// Columns of the table that the file must have and does not.
  private var missing: [Int] {
    table.columns.indices.filter { projection[$0] < 0 && table.columns[$0].isRequired }
  }

  /// Whether this is the table's header at all: a name of it stands there, or half of the names
  /// are nearly right.
  var isHeader: Bool {
    let found = projection.count { $0 >= 0 }
    let guessed = sameButForCase.count + near.count
    return found > guessed || (found > 0 && found * 2 >= min(header.names.count, projection.count))
  }

  private mutating func sort() {
    trailing = header.names.reversed().prefix { $0.isEmpty }.count
    var seen: Set<String> = []
    let columns = Dictionary(
      zip(table.columns.map(\.name), table.columns.indices), uniquingKeysWith: { first, _ in first }
    )
    for (i, name) in header.names.enumerated() {
      if name.isEmpty {
        if i < header.names.count - trailing { unnamed.append(i) }
      } else if !seen.insert(name).inserted {
        doubles.append(i)
      } else if let column = columns[name] {
        projection[column] = i
      } else {
        strangers.append(i)
      }
    }
  }

  /// Gives the names that are no column's to the columns that are not there: first those that are
  /// the same but for case and marks, then those a slip away.
  private mutating func findMeant() {
    var absent = table.columns.indices.filter { projection[$0] < 0 }
    func take(_ isMeant: (String, [Int]) -> Int?) -> [(at: Int, column: Int)] {
      var pairs: [(at: Int, column: Int)] = []
      for at in strangers {
        guard let column = isMeant(header.names[at], absent) else { continue }
        pairs.append((at, column))
        projection[column] = at
        absent.removeAll { $0 == column }
      }
      let taken = Set(pairs.map(\.at))
      strangers.removeAll { taken.contains($0) }
      return pairs
    }
    sameButForCase = take { name, absent in
      let plain = folded(name)
      return absent.first { folded(table.columns[$0].name) == plain }
    }
    near = take { name, absent in
      let names = absent.map { table.columns[$0].name }
      return nearest(to: name, in: names).flatMap { table.column(named: $0) }
    }
  }

  private func shown(_ at: Int) -> String { "'\(abbreviated(header.names[at]))'" }
}

// MARK: What to say

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
          ? "Name it or, if it is empty, remove the comma at the end of every line."
          : "A spreadsheet may have added them. Remove the commas at the end of every line.")
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

/// A name without case, spaces, separators and characters that nobody sees.
private func folded(_ name: String) -> String {
  String(
    String.UnicodeScalarView(
      name.lowercased().unicodeScalars.filter {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }))
}
