/// What kind of fault a finding is about. Codes follow Frictionless where it has one.
public enum FindingCode: String, Sendable, CaseIterable {
  // The file as text.
  case encodingError = "encoding-error"
  case byteOrderMark = "byte-order-mark"
  case lineEnding = "line-ending"
  case unterminatedQuote = "unterminated-quote"
  case strayQuote = "stray-quote"
  case conflictMarker = "conflict-marker"
  case wrongDelimiter = "wrong-delimiter"
  case blankRow = "blank-row"
  case missingCell = "missing-cell"
  case extraCell = "extra-cell"
  case cellTooLong = "cell-too-long"
  // Its header.
  case missingLabel = "missing-label"
  case extraLabel = "extra-label"
  case incorrectLabel = "incorrect-label"
  case duplicateLabel = "duplicate-label"
  // A cell.
  case typeError = "type-error"
  case constraintError = "constraint-error"
  case ambiguousDate = "ambiguous-date"
  case numberFormat = "number-format"
  case spreadsheetError = "spreadsheet-error"
  case formula
  case whitespace
  case truncatedCell = "truncated-cell"
  // Keys and references.
  case primaryKey = "primary-key"
  case uniqueError = "unique-error"
  case foreignKey = "foreign-key"
  case lookalike
  // A row.
  case state
  case order
  case rule
  // The folder.
  case schemaError = "schema-error"
  case strayFile = "stray-file"
  case vanishedRow = "vanished-row"
  // A commit.
  case forbiddenChange = "forbidden-change"
  case appendOnly = "append-only"
}

/// How much a finding matters.
public enum Severity: String, Sendable, CaseIterable, Comparable {
  case error
  /// Read, and most likely not what was meant.
  case warning
  /// Good to know.
  case note

  /// The graver the greater.
  private var weight: Int {
    switch self {
    case .error: 2
    case .warning: 1
    case .note: 0
    }
  }

  public static func < (left: Self, right: Self) -> Bool { left.weight < right.weight }
}
