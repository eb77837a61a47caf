public import Tables

/// A kind of thing that can be booked.
public struct ResourceType: TableRow {
  public let id: Key<ResourceType>
  public var name: String
  public var description: String?

  public static let schema = Schema(
    "resource_types", "A kind of thing that can be booked.", ResourceType.init,
    Column("id", \.id, .primaryKey),
    Column("name", \.name, .unique),
    Column("description", \.description))
}
