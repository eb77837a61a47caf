internal import CSVText
internal import Wording

/// One foreign key of a table, and the values that it may have.
struct ReferenceCheck {
  let ordinal: Int
  let column: ColumnSchema
  private let reference: Reference
  private let entry: KeyLibrary.Entry?
  private let element: ColumnType
  private var hints: [String: CellRemark] = [:]
  /// How many cells were filled.
  private(set) var seen = 0

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
    self.entry = entry
    if case .list(let type) = column.type { element = type } else { element = column.type }
  }

  var target: String { reference.table }

  /// Whether the reference is weak and there is nothing to refer to: one note says it for all rows.
  var isWeakAndAbsent: Bool {
    guard reference.onDelete == .warn else { return false }
    return entry.map { $0.keys.count == 0 && !$0.isIncomplete } ?? true
  }

  /// Whether the cell's value, or each element of a list, is there, or cannot be looked for.
  mutating func holds(_ cell: Span<UInt8>) -> Bool {
    seen &+= 1
    if isWeakAndAbsent { return true }
    guard let entry else { return false }
    if case .list = column.type {
      return cell.listElements.allSatisfy { entry.keys.contains(cell.extracting($0)) }
        || entry.isIncomplete
    }
    return entry.keys.contains(cell) || entry.isIncomplete
  }

  /// The values of a cell that are not there.
  func dangling(in cell: String) -> [String] {
    let values =
      if case .list = column.type { cell.split(separator: ";").map(String.init) } else { [cell] }
    return values.filter { value in
      let bytes = Array(value.utf8)
      return !(entry?.keys.contains(bytes.span) ?? false)
    }
  }

  /// What to say of a value that is not there. The search for what was meant is made once a value.
  mutating func remark(on value: String, _ table: TableSchema) -> CellRemark {
    if let known = hints[value] { return known }
    let remark = makeRemark(on: value, table)
    if hints.count < 1_000 { hints[value] = remark }
    return remark
  }

  private func makeRemark(on value: String, _ table: TableSchema) -> CellRemark {
    let shown = abbreviated(value)
    let rule = "\(table.name).\(column.name) refers to \(reference.table).\(reference.column)."
    let severity: Severity = reference.onDelete == .warn ? .warning : .error
    var code = FindingCode.foreignKey
    var hint = rule
    switch entry?.keys {
    case .numbers(let numbers) where numbers.count > 0:
      hint += " The ones there go from \(numbers.lowest) to \(numbers.highest)."
    case .texts(let keys) where keys.count <= Self.searchLimit:
      let texts = (0..<keys.count).map { keys.text($0) }
      let skeleton = LookalikeSet.skeleton(of: value)
      let zeroless = value.drop { $0 == "0" }
      if let twin = texts.first(where: { LookalikeSet.skeleton(of: $0) == skeleton }) {
        code = .lookalike
        hint += " It looks like '\(abbreviated(twin))', but has other letters or invisible ones."
      } else if !zeroless.isEmpty, let full = texts.first(where: { $0.drop { $0 == "0" } == zeroless }) {
        hint += " Did you mean '\(abbreviated(full))'? A spreadsheet takes leading zeros away."
      } else if let meant = nearest(to: value, in: texts) {
        hint += " Did you mean '\(abbreviated(meant))'?"
      }
    default: break
    }
    let empty = entry.map { $0.keys.count == 0 } ?? true
    return CellRemark(
      code: code, severity: severity,
      message: empty
        ? "\(reference.table) has no rows, so there is no \(reference.column) '\(shown)'"
        : "there is no \(reference.column) '\(shown)' in \(reference.table)",
      hint: hint)
  }

  /// Among more keys than this nobody looks for what was meant.
  private static let searchLimit = 20_000
}
