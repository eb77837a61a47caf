public import Tables

/// A reason for which a specimen has no result.
public struct ErrorCode: TableRow {
  public enum Severity: String, Vocabulary {
    case minor
    case major
    case critical
  }

  /// The phase of the work in which such errors arise.
  public enum Category: String, Vocabulary {
    case preanalytical
    case analytical
    case postanalytical
    case instrument
  }

  public var code: Code<ErrorCode>
  public var description: String
  public var severity: Severity?
  public var category: Category?

  public static let schema = Schema(
    "error_codes", "A reason for which a specimen has no result.", ErrorCode.init,
    Column("code", \.code, .primaryKey, .maxLength(10)),
    Column("description", \.description),
    Column("severity", \.severity, .note("Empty: not rated.")),
    Column(
      "category", \.category,
      .note(
        "Before the analyzer, on it, after it, or the analyzer itself. Empty: not classified.")))
}
