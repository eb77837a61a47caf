public import Tables

/// A person's word on a row as it was: who, what it means, when.
public struct Signature: TableRow {
  public enum Meaning: String, Vocabulary {
    case author
    case review
    case approval
    case responsibility
  }

  public let id: Key<Signature>
  public var targetTable: String
  public var targetID: Int
  public var user: Key<User>
  public var printedName: String
  public var meaning: Meaning
  public var signedAt: Instant
  public let rowSHA256: String
  public var commit: String?

  public static let schema = Schema(
    "signatures", "A person's word on a row as it was.", Signature.init,
    Column("id", \.id, .primaryKey),
    Column("target_table", \.targetTable, .note("The table of the row that was signed.")),
    Column("target_id", \.targetID),
    Column("user_id", \.user, .references(User.self, onDelete: .restrict)),
    Column("printed_name", \.printedName, .note("The person's name as it was on that day.")),
    Column("meaning", \.meaning),
    Column("signed_at", \.signedAt),
    Column(
      "row_sha256", \.rowSHA256,
      .note("Of the row as it was signed: when the row changes, the signature no longer holds.")),
    Column("commit", \.commit, .note("The git commit that the person looked at.")))
}
