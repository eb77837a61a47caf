internal import CSVText
internal import Wording

/// One foreign key of a table, and the values that it may have.
struct ReferenceCheck {
  let ordinal: Int
  let column: ColumnSchema
  let reference: Reference
  private let keys: KeySet
  /// How many rows that may be referred to have a key that is not known.
  private let unknown: Int
  private let isIncomplete: Bool
  /// Whether there is nothing to refer to.
  private let isAbsent: Bool
  private let isList: Bool
  private var suggestions: KeySuggestions
  /// How many rows with one missing value are told one by one, before they are told together.
  var limit = FaultFolding.limit
  private var dangling: [String: Dangling] = [:]
  /// How many cells were filled, and of how many it cannot be told whether they are right.
  private(set) var seen = 0
  private(set) var unsure = 0

  /// A value that is not there, in the file at hand.
  fileprivate struct Dangling {
    let value: String
    /// Where it first stands: the byte of the file, and how many values of the cell came before it.
    let start: (offset: Int, number: Int)
    var first: [Spot] = []
    var count = 0
    var lastLine = 0
  }

  struct Spot {
    let place: Place
    let row: String?
  }

  static func all(of table: TableSchema, _ library: KeyLibrary) -> [ReferenceCheck] {
    table.columns.enumerated().compactMap { ordinal, column in
      column.reference.map { ReferenceCheck(ordinal, column, $0, library[$0]) }
    }
  }

  private init(
    _ ordinal: Int, _ column: ColumnSchema, _ reference: Reference, _ entry: KeyLibrary.Entry?
  ) {
    self.ordinal = ordinal
    self.column = column
    self.reference = reference
    keys = entry?.keys ?? KeySet(of: column.type)
    unknown = entry?.unknown ?? 0
    isIncomplete = entry?.isIncomplete ?? false
    isAbsent = keys.count == 0 && unknown == 0 && !isIncomplete
    isList = if case .list = column.type { true } else { false }
    suggestions = KeySuggestions(keys)
  }

  private var isWeak: Bool { reference.onDelete == .warn }

  /// Whether the reference is weak and there is nothing to refer to: one note says it for all rows.
  var isWeakAndAbsent: Bool { isWeak && isAbsent }

  /// The records of a batch whose value, or one of a list, is not there and could be.
  mutating func missing(
    in batch: borrowing RecordBatch, _ at: Int, _ column: Int, _ judged: Judgements
  ) -> [Int] {
    var rest = Array(0..<batch.count)
    if keys.isOfNumbers, let numbers = judged.smallNumbers(in: column) {
      rest = keys.numbers.offsets(ofUnknown: numbers)
      seen += numbers.count - rest.count
    }
    return rest.filter { record in
      judged.isSound(record, column) && !batch.withCell(record, at) { holds($0) }
    }
  }

  /// Whether the cell's value, or each element of a list, is there, or cannot be looked for.
  private mutating func holds(_ cell: Span<UInt8>) -> Bool {
    seen &+= 1
    if isList ? cell.allElements({ keys.contains($0) }) : keys.contains(cell) { return true }
    if isIncomplete { unsure += 1 }
    return isIncomplete || isWeakAndAbsent
  }
}

// MARK: Values that are not there

extension ReferenceCheck {
  /// Remembers the values of a cell that are not there.
  mutating func note(_ cell: String, at spot: Spot) {
    for (number, value) in values(of: cell).enumerated() {
      let bytes = Array(value.utf8)
      if keys.contains(bytes.span) { continue }
      // Where nothing is there at all, all values have one cause.
      let name = isAbsent ? "" : value
      if dangling[name] == nil, dangling.count >= FindingList.limitPerFile { continue }
      let first = Dangling(value: value, start: (spot.place.offset, number))
      dangling[name, default: first].note(spot, upTo: limit)
      if isAbsent { return }
    }
  }

  /// The same before anything was noted.
  var emptied: ReferenceCheck {
    var check = self
    (check.seen, check.unsure, check.dangling) = (0, 0, [:])
    return check
  }

  /// Adds what was noted of other batches of the same file.
  mutating func merge(_ other: ReferenceCheck) {
    seen += other.seen
    unsure += other.unsure
    dangling.merge(other.dangling) { $0.merged(with: $1, upTo: limit) }
  }

  /// Whether so many values are missing that no more are noted.
  var isFull: Bool { dangling.count >= FindingList.limitPerFile }

  private func values(of cell: String) -> [String] {
    isList ? cell.utf8.split(separator: UInt8(ascii: ";")).map { String($0) ?? "" } : [cell]
  }

  /// The findings of the file at hand: one a row while they are few, else one for all with the
  /// same value, as what they refer to is what is wrong. None where no more values are missing than
  /// there are rows whose key is not known.
  mutating func takeFindings(
    _ table: TableSchema, file title: String, isFile: Bool
  ) -> [Finding] {
    defer { dangling = [:] }
    if dangling.count <= unknown {
      unsure += dangling.values.reduce(0) { $0 + $1.count }
      return []
    }
    return dangling.values.sorted { $0.start < $1.start }.flatMap { found -> [Finding] in
      let isFolded = found.count > limit
      let words = remark(on: found.value, table, isFile: isFile)
      let more =
        isFolded
        ? " \(counted(found.count - 1, "more row")) down to line \(found.lastLine) refer to "
          + (isAbsent ? "the table." : "it.") : ""
      return found.first.prefix(isFolded ? 1 : limit).map { spot in
        Finding(
          words.code, words.severity, file: title, place: spot.place, table: table.name,
          field: column.name, key: spot.row, words.message, hint: words.hint + more)
      }
    }
  }

  private mutating func remark(on value: String, _ table: TableSchema, isFile: Bool) -> CellRemark {
    let shown = abbreviated(value)
    let rule = "\(table.name).\(column.name) refers to \(reference.table).\(reference.column)."
    let severity: Severity = isWeak ? .warning : .error
    if isAbsent {
      return CellRemark(
        code: .foreignKey, severity: severity,
        message: "\(reference.table) has no rows, so there is no \(reference.column) '\(shown)'",
        hint: isFile ? rule : "\(rule) There is no file \(reference.table).csv.")
    }
    var hint = rule
    var code = FindingCode.foreignKey
    if isList, value.contains(","), isListWithCommas(value) {
      hint += " Elements have ';' between them, not commas."
    } else if keys.isOfNumbers {
      let (lowest, highest) = (keys.numbers.lowest, keys.numbers.highest)
      let isWithin = Int(cellText: value).map { lowest <= $0 && $0 <= highest } ?? false
      hint +=
        isWithin
        ? " The row may have been deleted; then the last commit has it."
        : lowest > highest
          ? " No row there has a number as its \(reference.column)."
          : " The ones there go from \(lowest) to \(highest)."
    } else if let suggestion = suggestions.suggestion(for: value) {
      hint += " " + suggestion.sentence
      if suggestion.isLookalike { code = .lookalike }
    }
    return CellRemark(
      code: code, severity: severity,
      message: "there is no \(reference.column) '\(shown)' in \(reference.table)", hint: hint)
  }

  private func isListWithCommas(_ value: String) -> Bool {
    value.split(separator: ",").allSatisfy { part in
      let bytes = Array(String(part).trimmingInvisible().utf8)
      return keys.contains(bytes.span)
    }
  }
}

extension ReferenceCheck.Dangling {
  fileprivate func merged(with other: Self, upTo limit: Int) -> Self {
    let (earlier, later) = start < other.start ? (self, other) : (other, self)
    let spots = (earlier.first + later.first).sorted { $0.place.offset < $1.place.offset }
    return Self(
      value: earlier.value, start: earlier.start, first: Array(spots.prefix(limit)),
      count: count + other.count, lastLine: max(lastLine, other.lastLine))
  }

  fileprivate mutating func note(_ spot: ReferenceCheck.Spot, upTo limit: Int) {
    count += 1
    lastLine = spot.place.line
    if first.count < limit { first.append(spot) }
  }
}
