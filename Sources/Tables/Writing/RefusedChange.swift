internal import CSVText

/// Why a change was refused: what would be wrong if it were made. No file was touched.
public struct RefusedChange: Error, CustomStringConvertible {
  public let findings: [Finding]
  /// For each finding, where it is about a row that the change inserts, its place among those that
  /// were inserted into its table, from 0.
  public let rows: [Int?]

  public init(_ findings: [Finding], rows: [Int?] = []) {
    self.findings = findings
    self.rows = rows.isEmpty ? findings.map { _ in nil } : rows
  }

  /// A refusal for one reason, which is not about a place in a file.
  public init(
    _ code: FindingCode, table: String? = nil, field: String? = nil, key: String? = nil,
    _ message: String, hint: String = ""
  ) {
    self.init([
      Finding(code, file: "", table: table, field: field, key: key, message, hint: hint)
    ])
  }

  public var description: String {
    let reasons = zip(findings, rows).map { finding, inserted in
      let at = finding.place.map { ":\($0.line):\($0.column)" } ?? ""
      let key = finding.key ?? ""
      let row = inserted != nil ? "new row" : key.isEmpty ? "" : "row \(key)"
      let parts = [finding.file + at, row, finding.field ?? ""].filter { !$0.isEmpty }
      let start = finding.file.isEmpty ? "" : parts.joined(separator: ", ") + ": "
      return start + finding.message + (finding.hint.isEmpty ? "" : "\n  " + finding.hint)
    }
    return (["nothing was changed."] + reasons).joined(separator: "\n")
  }
}
