public import Tables

/// That a person may use an instrument or execute a protocol, and until when.
public struct Qualification: TableRow {
  public let id: Key<Qualification>
  public var user: Key<User>
  public var resource: Key<Resource>?
  public var protocolCode: Code<LabProtocol>?
  public var qualifiedAt: Instant
  public var expiresAt: Instant?
  public var grantedBy: Key<User>?

  public static let schema = Schema(
    "qualifications", "That a person may use an instrument or execute a protocol.",
    Qualification.init,
    Column("id", \.id, .primaryKey),
    Column("user_id", \.user, .references(User.self, onDelete: .cascade)),
    Column(
      "resource_id", \.resource, .references(Resource.self, onDelete: .cascade),
      .note("Either this or the protocol is filled.")),
    Column(
      "protocol_id", \.protocolCode, .references(LabProtocol.self, onDelete: .cascade),
      .note("Either this or the resource is filled.")),
    Column("qualified_at", \.qualifiedAt),
    Column("expires_at", \.expiresAt, .note("Empty: does not expire.")),
    Column("granted_by", \.grantedBy, .references(User.self, onDelete: .restrict)),
    rules: [
      .oneFilled(
        [\.resource, \.protocolCode],
        "a qualification is for a resource or for a protocol, and not for both"),
      .order(
        \.qualifiedAt, before: \.expiresAt, "a qualification expires after it is granted"),
    ])
}
