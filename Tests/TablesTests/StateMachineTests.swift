import Testing

@testable import Tables

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
