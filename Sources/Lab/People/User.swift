public import Tables

/// A person who works in the lab or looks at its results.
public struct User: TableRow {
  public enum Role: String, Vocabulary {
    case admin
    case engineer
    case `operator`
    case viewer
  }

  public let id: Key<User>
  public var code: Code<User>
  public var username: String
  public var fullName: String
  public var email: String?
  public var isActive: Bool
  public var joinedAt: Instant?
  public var role: Role
  public var department: String?
  public var supervisor: Key<User>?
  public var accessExpiresAt: Instant?

  public static let schema = Schema(
    "users", "A person who works in the lab or looks at its results.", User.init,
    Column("id", \.id, .primaryKey),
    Column(
      "code", \.code, .unique, .maxLength(10), .note("The short code that analyzers record.")),
    Column("username", \.username, .unique),
    Column("full_name", \.fullName, .note("As it is to stand on reports.")),
    Column("email", \.email),
    Column(
      "is_active", \.isActive, .note("false: has left, kept because the records name the person.")),
    Column("date_joined", \.joinedAt),
    Column("role", \.role, .note("What the person may do: viewers change nothing.")),
    Column("department", \.department),
    Column(
      "supervisor_id", \.supervisor, .references(User.self, onDelete: .restrict),
      .note("Who is told first when something is late.")),
    Column("access_expires_at", \.accessExpiresAt, .note("Empty: does not expire.")),
    rules: [
      .different(\.supervisor, \.id, "nobody is their own supervisor"),
      .order(
        \.joinedAt, notAfter: \.accessExpiresAt, "access does not expire before the person joins"),
    ])
}
