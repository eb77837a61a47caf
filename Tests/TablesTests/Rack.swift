@testable import Tables

/// A rack that is used, cleaned and thrown away, declared with its properties.
struct Rack: TableRow {
  enum State: String, Vocabulary {
    case clean
    case inUse = "in_use"
    case dirty, broken
  }

  let id: Key<Rack>
  var room: String?
  var shelf: Int?
  var state: State

  static let schema = Schema(
    "racks", "A rack.", Rack.init,
    Column("id", \.id, .primaryKey),
    Column("room", \.room),
    Column("shelf", \.shelf),
    Column("state", \.state),
    rules: [
      .states(
        \.state, from: [.clean],
        [.clean: [.inUse], .inUse: [.dirty, .clean, .broken], .dirty: [.clean]]),
      .filledTogether([\.room, \.shelf], "a shelf is one of a room"),
      .unique(\.room, \.shelf),
    ])
}
