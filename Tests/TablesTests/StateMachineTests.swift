import Testing

@testable import Tables

/// A rack that is used, cleaned and thrown away, declared with its properties.
private struct Rack: TableRow {
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

@Suite("A state machine")
struct StateMachineTests {
  private func machine() throws -> StateMachine {
    try #require(Rack.schema.table.stateMachines.first)
  }

  @Test("It knows its column and its states, in the order of the words")
  func states() throws {
    let machine = try machine()
    #expect(machine.column == 3 && machine.name == "state")
    #expect(machine.states == ["clean", "in_use", "dirty", "broken"])
    #expect(machine.initial == ["clean"])
    #expect(machine.successors(of: "in_use") == ["dirty", "clean", "broken"])
    #expect(machine.successors(of: "broken") == [])
  }

  @Test(
    "A refusal says where it may go instead",
    arguments: [
      ("clean", "broken", "state cannot go from clean to broken", "From clean it goes to in_use."),
      (
        "in_use", "lost", "state has no state 'lost'", "It is clean, in_use, dirty or broken."
      ),
      ("broken", "clean", "state cannot go from broken to clean", "broken is final."),
      ("in_use", "", "state has no state ''", "It is clean, in_use, dirty or broken."),
      ("dirty", "in_use", "state cannot go from dirty to in_use", "From dirty it goes to clean."),
    ])
  func refusal(old: String, new: String, message: String, hint: String) throws {
    let refusal = try #require(try machine().refusal(from: old, to: new))
    #expect(refusal.message == message)
    #expect(refusal.hint == hint)
  }

  @Test("Several ways out are told with 'or'")
  func several() throws {
    let columns = [ColumnSchema(name: "s", type: .enumeration(["a", "b", "c", "d"]))]
    let machine = StateMachine(0, of: columns, from: ["a"], ["a": ["b", "c"]])
    #expect(machine.refusal(from: "a", to: "d")?.hint == "From a it goes to b or c.")
  }

  @Test("A cell that holds no state may be mended with any, and with nothing else")
  func mending() throws {
    let machine = try machine()
    for old in ["", "Clean", "#REF!"] {
      for new in machine.states { #expect(machine.allows(from: old, to: new), "\(old) → \(new)") }
      #expect(machine.allows(from: old, to: old))
      #expect(!machine.allows(from: old, to: "lost"))
    }
  }

  @Test("A row's properties lead to their columns, and to none where there is none")
  func ordinals() {
    #expect(Rack.schema.ordinal(of: \.id) == 0)
    #expect(Rack.schema.ordinal(of: \.state) == 3)
    #expect(Rack.schema.ordinal(of: \.room?.count) == nil)
  }
}

@Suite("Keys of several columns")
struct UniqueTogetherTests {
  private func places(_ rows: String) throws -> [String] {
    let store = try Store(
      MemoryFolder(["racks.csv": "id,room,shelf,state\n" + rows]),
      catalog: Catalog([Rack.schema.table]))
    return try Check(store).list.findings.map(\.shortly)
  }

  @Test("Every key but the primary one is in one list, single columns too")
  func keys() {
    #expect(Rack.schema.table.uniqueKeys == [[1, 2]])
    func column(_ name: String, isKey: Bool = false, isUnique: Bool = false) -> ColumnSchema {
      ColumnSchema(name: name, type: .int, isPrimaryKey: isKey, isUnique: isUnique)
    }
    let table = TableSchema(
      name: "t", about: "",
      columns: [
        column("a", isKey: true, isUnique: true), column("b", isUnique: true), column("c"),
      ],
      uniqueTogether: [[0], [2, 1]])
    #expect(table.uniqueKeys == [[1], [2, 1]])
  }

  @Test("The same in all columns is found at the last of them; in one of them it is not")
  func same() throws {
    #expect(
      try places("1,A,1,clean\n2,A,2,clean\n3,B,1,clean\n4,A,1,clean\n") == [
        "racks.csv:5:5 unique-error"
      ])
  }

  @Test("Two cells never join to what two others do")
  func joining() throws {
    #expect(try places("1,A1,1,clean\n2,A,11,clean\n") == [])
  }

  @Test("Rows in which one of the cells is empty are not compared")
  func empty() throws {
    #expect(try places("1,,,clean\n2,,,clean\n") == [])
  }

  @Test("A row with the primary key of another is that row: it is not told twice")
  func sameRow() throws {
    #expect(
      try places("1,A,1,clean\n1,A,1,clean\n") == ["racks.csv:3:1 primary-key"])
  }

  @Test("Cells are filled together or not at all")
  func together() throws {
    #expect(
      try places("1,A,,clean\n2,,3,clean\n3,B,2,clean\n4,,,clean\n") == [
        "racks.csv:2:3 rule", "racks.csv:3:3 rule",
      ])
  }
}
