public import Tables

/// A document that tells a customer what was found, issued once and never changed.
public struct Report: TableRow {
  public enum Kind: String, Vocabulary {
    case testReport = "test_report"
    case certificate
    case amendment
  }

  public let id: Key<Report>
  public var number: Code<Report>
  public var request: Key<ServiceRequest>
  public var revision: Int
  public var kind: Kind
  public var supersedes: Key<Report>?
  public var decisionRule: String?
  public var issuedAt: Instant?
  public var authorizedBy: Key<User>?
  public var dataCommit: String
  public var path: RelativePath
  public let sha256: String

  public static let schema = Schema(
    "reports", "A document that tells a customer what was found.", Report.init,
    Column("id", \.id, .primaryKey),
    Column(
      "report_number", \.number, .unique,
      .note("A revision has its own, such as TR-2026-014-R2.")),
    Column("sr_id", \.request, .references(ServiceRequest.self, onDelete: .restrict)),
    Column("revision", \.revision, .note("1 is the first issue.")),
    Column("kind", \.kind),
    Column(
      "supersedes_id", \.supersedes, .references(Report.self, onDelete: .restrict),
      .note("The report that this one takes the place of.")),
    Column(
      "decision_rule", \.decisionRule,
      .note("How uncertainty was considered in its verdicts, as agreed with the customer.")),
    Column("issued_at", \.issuedAt, .note("Empty: not issued yet.")),
    Column("authorized_by", \.authorizedBy, .references(User.self, onDelete: .restrict)),
    Column(
      "data_commit", \.dataCommit, .note("The git commit of the data that it was made from.")),
    Column("path", \.path),
    Column("sha256", \.sha256, .note("Of the file, in hexadecimal digits.")),
    rules: [
      .number(\.revision, atLeast: 1, "revisions count from 1"),
      .filled(
        \.supersedes, when: \.kind, in: [.amendment], "an amendment names the report it supersedes"),
      .different(\.supersedes, \.id, "a report does not supersede itself"),
    ])
}
