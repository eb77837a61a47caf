public import Tables

/// A message to another system, written together with what caused it and sent afterwards.
public struct OutboxMessage: TableRow {
  public enum System: String, Vocabulary {
    case lims
    case qms
    case pm
    case teams
    case email
  }

  public let id: Key<OutboxMessage>
  public var system: System
  public var event: String
  public var targetTable: String
  public var targetID: Int?
  public var payload: JSONCell
  public var createdAt: Instant
  public var sentAt: Instant?
  public var attempts: Int
  public var lastError: String?

  public static let schema = Schema(
    "outbox", "A message to another system, sent after what caused it was written.",
    OutboxMessage.init,
    Column("id", \.id, .primaryKey),
    Column("system", \.system),
    Column("event", \.event, .note("What happened, such as request.completed.")),
    Column("resource_type", \.targetTable, .note("The table of the row that it is about.")),
    Column("resource_id", \.targetID, .note("The id of that row. Empty: about none.")),
    Column("payload", \.payload, .note("What is sent.")),
    Column("created_at", \.createdAt),
    Column("sent_at", \.sentAt, .note("Empty: still to be sent.")),
    Column("attempts", \.attempts),
    Column("last_error", \.lastError, .note("Why the last attempt failed.")),
    rules: [
      .order(\.createdAt, notAfter: \.sentAt, "a message is not sent before it is written"),
      .number(\.attempts, atLeast: 0, "a number of attempts is not negative"),
    ])
}
