public import CSVText

/// One fault of a data folder: where it stands, what it is, what to do.
public struct Finding: Sendable, Hashable {
  public let code: FindingCode
  public let severity: Severity
  /// The file, as a person would name it from where they stand: `data/runs.csv`.
  public let file: String
  /// Where in the file; `nil` when it is about the whole of it.
  public let place: Place?
  public let table: String?
  /// The column's name, when the finding is about one cell or one column.
  public let field: String?
  /// The primary key of the row, as it stands in the file, where it could be read.
  public let key: String?
  /// What is wrong, as a sentence without a capital or a full stop.
  public let message: String
  /// What was expected or what to do, as whole sentences; may be empty.
  public let hint: String

  public init(
    _ code: FindingCode, _ severity: Severity = .error, file: String, place: Place? = nil,
    table: String? = nil, field: String? = nil, key: String? = nil, _ message: String,
    hint: String = ""
  ) {
    self.code = code
    self.severity = severity
    self.file = file
    self.place = place
    self.table = table
    self.field = field
    self.key = key
    self.message = message
    self.hint = hint
  }
}
