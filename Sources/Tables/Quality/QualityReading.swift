internal import Patterns
internal import Wording

/// Reads the words of a rule as a demand on the columns of a table.
struct QualityReading {
  let words: QualityWords
  let table: TableSchema
  let check: QualityCheck

  init(_ words: QualityWords, _ table: TableSchema, _ check: QualityCheck) {
    self.words = words
    self.table = table
    self.check = check
  }

  /// The demand, and as a sentence.
  func read() throws(QualityFault) -> (QualityRule.Demand, String) {
    try checkArgument()
    switch check {
    case .compare: return try comparison()
    case .rowCount:
      guard words.column.isEmpty else {
        throw QualityFault(
          .column, "row_count is about the table, and takes no column", hint: "Leave it empty.")
      }
      let range = try countRange()
      return (
        .rowCount(range),
        "there must be \(range.words.words(above: "more than") { counted($0, "row") })"
      )
    default: return try read(try column(words.column))
    }
  }

  private func read(_ column: Int) throws(QualityFault) -> (QualityRule.Demand, String) {
    let name = table.columns[column].name
    let type = table.columns[column].type
    guard check.suits(type) else { throw unsuited(column) }
    switch check {
    case .required: return (.filled(column), "\(name) must be filled")
    case .unique: return (.unique(column), "no two rows may have the same \(name)")
    case .oneOf:
      let values = try values(of: type)
      let shown = values.prefix(8).map { abbreviated($0) } + (values.count > 8 ? ["others"] : [])
      return (
        .oneOf(column, ValueSet(values, of: type.element)),
        "\(name) must be \(shown.joinedForReading("or"))"
      )
    case .range:
      let range = try valueRange(of: type)
      return (.within(column, range), "\(name) must be \(range.words.words())")
    case .pattern: return (.like(column, try pattern()), "\(name) must match \(shownArgument)")
    case .length:
      let range = try countRange()
      let noun = type.isList ? "element" : "character"
      return (
        .length(column, range),
        "\(name) must have \(range.words.words(above: "more than") { counted($0, noun) })"
      )
    case .freshness:
      let (seconds, spoken) = try age()
      return (
        .fresh(column, seconds: seconds), "the newest \(name) must not be older than \(spoken)"
      )
    case .compare, .rowCount: preconditionFailure("these are not about one column")
    }
  }

  private var shownArgument: String { abbreviated(words.argument) }

  private func counted(_ number: String, _ noun: String) -> String {
    Int(number).map { Wording.counted($0, noun) } ?? number
  }
}

// MARK: Columns

extension QualityReading {
  private func column(
    _ name: String, part: QualityFault.Part = .column
  ) throws(QualityFault) -> Int {
    guard !name.isEmpty else {
      throw QualityFault(
        .column, "\(check.rawValue) is about a column, and none is named",
        hint: "\(table.name) has \(table.columns.map(\.name).joinedForReading()).")
    }
    guard let column = table.column(named: name) else {
      throw .unknown(
        part, "\(table.name) has no column '\(abbreviated(name))'", like: name,
        among: table.columns.map(\.name))
    }
    return column
  }

  private func unsuited(_ column: Int) -> QualityFault {
    let type = table.columns[column].type
    let others = QualityCheck.allCases.filter { $0.isAboutColumn && $0.suits(type) }
    return QualityFault(
      .check,
      "\(check.rawValue) makes no sense for \(table.columns[column].name), which holds "
        + type.expectation,
      hint: "It can be asked for: \(others.map(\.rawValue).joined(separator: ", ")).")
  }

  private func comparison() throws(QualityFault) -> (QualityRule.Demand, String) {
    let argument = words.argument
    guard let start = argument.firstIndex(where: { "<>=!".contains($0) }) else {
      throw unreadable("no comparison of two columns")
    }
    let rest = argument[start...]
    for (foreign, ours) in [("<>", "!="), ("==", "="), ("=>", ">="), ("=<", "<=")]
    where rest.hasPrefix(foreign) {
      throw QualityFault(
        .argument, "there is no comparison '\(foreign)'", hint: "Did you mean '\(ours)'?")
    }
    guard let sign = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) }) else {
      throw unreadable("no comparison of two columns")
    }
    // Who names the column in its own cell need not repeat it.
    let named = words.column.isEmpty ? nil : try column(words.column)
    let first = String(argument[..<start]).trimmed
    let second = String(rest.dropFirst(sign.rawValue.count)).trimmed
    guard !second.isEmpty, !first.isEmpty || named != nil else {
      throw unreadable("no comparison of two columns")
    }
    let left: Int
    if let named, first.isEmpty { left = named } else { left = try column(first, part: .argument) }
    let right = try column(second, part: .argument)
    guard left != right else {
      throw QualityFault(
        .argument, "\(second) is compared with itself", hint: "Name two columns.")
    }
    if let named, named != left, named != right {
      throw QualityFault(
        .column, "\(words.column) is none of the columns that are compared",
        hint: "Leave it empty, or name the one at which a finding should stand.")
    }
    try checkComparable(left, sign, right)
    let areTimes = CellOrder(table.columns[left].type).isOfTimes
    let (a, b) = (table.columns[left].name, table.columns[right].name)
    return (
      .compared(left, sign, right, place: named ?? left),
      "\(a) must \(sign.words(ofTimes: areTimes)) \(b)"
    )
  }

  private func checkComparable(
    _ left: Int, _ sign: Comparison, _ right: Int
  ) throws(QualityFault) {
    let (a, b) = (table.columns[left], table.columns[right])
    let areNumbers = a.type.isNumeric && b.type.isNumeric
    let areMoments = a.type == b.type && CellOrder(a.type).isOfTimes
    guard !areNumbers, !areMoments else { return }
    let areWords = a.type.isOrderedAsText && b.type.isOrderedAsText
    let canBeSame = areWords || a.type == b.type && a.type.isComparedAsText
    if areWords || canBeSame && !sign.isOrder { return }
    throw QualityFault(
      .argument, "\(a.name) cannot be compared with \(b.name) by \(sign.rawValue)",
      hint: "\(a.name) holds \(a.type.expectation), \(b.name) holds \(b.type.expectation).")
  }
}

// MARK: Arguments

extension QualityReading {
  private func checkArgument() throws(QualityFault) {
    if let form = check.form {
      guard words.argument.trimmed.isEmpty else { return }
      throw QualityFault(
        .argument, "\(check.rawValue) needs an argument",
        hint: "It is \(form), such as \(check.examples.joinedForReading("or")).")
    }
    guard words.argument.isEmpty else {
      throw QualityFault(
        .argument, "\(check.rawValue) takes no argument, and has '\(shownArgument)'",
        hint: "Leave it empty.")
    }
  }

  private func unreadable(_ what: String, of part: String? = nil) -> QualityFault {
    QualityFault(
      .argument, "'\(abbreviated(part ?? words.argument))' is \(what)",
      hint: "The argument of \(check.rawValue) is \(check.form ?? "empty"), such as "
        + "\(check.examples.joinedForReading("or")).")
  }

  private func pattern() throws(QualityFault) -> Pattern {
    do throws(PatternFault) {
      return try Pattern(words.argument)
    } catch {
      throw QualityFault(.argument, visible(error.description), hint: visible(error.hint))
    }
  }

  private func countRange() throws(QualityFault) -> CountRange {
    guard let words = RangeWords(words.argument), let range = CountRange(words) else {
      throw unreadable("no range of whole numbers")
    }
    return range
  }

  private func valueRange(of type: ColumnType) throws(QualityFault) -> ValueRange {
    guard let words = RangeWords(words.argument), !words.isOneValue else {
      throw unreadable("no range")
    }
    do throws(ValueRange.Fault) {
      return try ValueRange(words, of: type)
    } catch {
      switch error {
      case .unreadable(let end): throw unreadable("not \(type.expectation)", of: end)
      case .wrongWayRound:
        throw QualityFault(
          .argument, "the range \(shownArgument) is the wrong way round",
          hint: "The lower end comes first.")
      }
    }
  }

  private func values(of type: ColumnType) throws(QualityFault) -> [String] {
    guard let values = QuotedList(words.argument)?.values else {
      throw unreadable("no list of values")
    }
    for value in values where !type.element.accepts(value) {
      if case .enumeration(let known) = type.element {
        throw .unknown(
          .argument, "'\(abbreviated(value))' is not \(type.element.expectation)", like: value,
          among: known)
      }
      throw unreadable("not \(type.element.expectation)", of: value)
    }
    return values
  }

  /// A length of time in seconds, and in words.
  private func age() throws(QualityFault) -> (seconds: Int, words: String) {
    let units: [Character: (seconds: Int, noun: String)] = [
      "m": (60, "minute"), "h": (3_600, "hour"), "d": (86_400, "day"), "w": (604_800, "week"),
    ]
    let text = words.argument.trimmed
    guard let unit = text.last.flatMap({ units[$0] }),
      let number = Int(cellText: String(text.dropLast()).trimmed), number > 0
    else { throw unreadable("no length of time") }
    let (seconds, isTooLong) = number.multipliedReportingOverflow(by: unit.seconds)
    guard !isTooLong else { throw unreadable("no length of time") }
    return (seconds, Wording.counted(number, unit.noun))
  }
}

extension ColumnType {
  /// What a list holds, or the type itself.
  var element: ColumnType { if case .list(let element) = self { element } else { self } }

  var isList: Bool { if case .list = self { true } else { false } }

  /// Whether two cells can be told to be the same by their bytes.
  fileprivate var isComparedAsText: Bool {
    switch self {
    case .text, .enumeration, .bool, .path, .hexColor: true
    default: false
    }
  }

  /// Whether cells have an order as text.
  fileprivate var isOrderedAsText: Bool {
    switch self {
    case .text, .enumeration, .path: true
    default: false
    }
  }
}
