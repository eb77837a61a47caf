internal import CSVText
internal import Wording

/// Each name of a header beside the column that it names.
struct NameMatch {
  let header: Header
  let table: TableSchema
  private(set) var projection: [Int]
  /// Columns of the file that are none of the table's, by their places in the file.
  private(set) var doubles: [Int] = []
  private(set) var unnamed: [Int] = []
  private(set) var strangers: [Int] = []
  /// Names that mean a column of the table and differ from it, with that column.
  private(set) var sameButForCase: [(at: Int, column: Int)] = []
  private(set) var near: [(at: Int, column: Int)] = []
  /// How many columns at the end have no name, as a spreadsheet leaves them.
  private(set) var trailing = 0

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
  var missing: [Int] {
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

  func shown(_ at: Int) -> String { "'\(abbreviated(header.names[at]))'" }
}

/// A name without case, spaces, separators and characters that nobody sees.
func folded(_ name: String) -> String {
  String(
    String.UnicodeScalarView(
      name.lowercased().unicodeScalars.filter {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }))
}
