public import Tables

/// A word in a colour, to find procedures by.
public struct Label: TableRow {
  public let id: Key<Label>
  public var name: String
  public var color: HexColor

  public static let schema = Schema(
    "labels", "A word in a colour, to find procedures by.", Label.init,
    Column("id", \.id, .primaryKey),
    Column("name", \.name, .unique),
    Column("color", \.color, .note("As on the screen: # and six hexadecimal digits.")))
}
