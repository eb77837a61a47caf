public import Tables

/// Whom the lab tests for.
public struct Customer: TableRow {
  public let id: Key<Customer>
  public let name: String
  public let contactName: String?
  public let email: String?
  public let address: String?

  public static let schema = Schema(
    "customers", "Whom the lab tests for.", Customer.init,
    Column("id", \.id, .primaryKey),
    Column("name", \.name, .note("As it is to stand on reports.")),
    Column("contact_name", \.contactName),
    Column("email", \.email),
    Column("address", \.address, .note("As it is to stand on reports.")))
}
