public import Tables

/// Whom the lab tests for.
public struct Customer: TableRow {
  public let id: Key<Customer>
  public var name: String
  public var contactName: String?
  public var email: String?
  public var address: String?

  public static let schema = Schema(
    "customers", "Whom the lab tests for.", Customer.init,
    Column("id", \.id, .primaryKey),
    Column("name", \.name, .note("As it is to stand on reports.")),
    Column("contact_name", \.contactName),
    Column("email", \.email),
    Column("address", \.address, .note("As it is to stand on reports.")))
}
