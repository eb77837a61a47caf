import Lab
import Tables
import Testing

/// What leads to what in the lab, written down from its description and not from the row types.
@Suite("The states of the lab's rows")
struct StateMachineTests {
  struct Machine: Sendable, CustomTestStringConvertible {
    let place: String
    let initial: [String]
    /// Each state that is not final, and where it leads.
    let legal: [String]

    init(_ place: String, from initial: String..., legal: String) {
      self.place = place
      self.initial = initial
      self.legal = legal.split(separator: "\n").flatMap { line in
        let states = line.split(separator: " ").map(String.init)
        return states.dropFirst().map { "\(states[0]) → \($0)" }
      }
    }

    var testDescription: String { place }
    var table: String { String(place.split(separator: ".")[0]) }
    var column: String { String(place.split(separator: ".")[1]) }
  }

  static let machines = [
    Machine(
      "runs.status", from: "in_progress",
      legal: "in_progress completed cancelled"),
    Machine(
      "specimens.status", from: "RECEIVED",
      legal: """
        RECEIVED IN_PROCESS ERROR
        IN_PROCESS COMPLETED ERROR
        ERROR IN_PROCESS
        """),
    Machine(
      "service_requests.status", from: "draft",
      legal: """
        draft submitted cancelled
        submitted accepted rejected on_hold cancelled
        accepted inspecting on_hold cancelled
        inspecting testing on_hold cancelled
        testing analysis on_hold cancelled
        analysis reporting on_hold cancelled
        reporting completed on_hold cancelled
        on_hold submitted accepted inspecting testing analysis reporting cancelled
        """),
    Machine(
      "inspections.status", from: "scheduled",
      legal: """
        scheduled in_progress cancelled
        in_progress passed failed conditional cancelled
        """),
    Machine(
      "protocol_executions.status", from: "assigned",
      legal: """
        assigned in_progress aborted
        in_progress paused completed aborted
        paused in_progress aborted
        """),
    Machine(
      "protocol_executions.qc_status", from: "pending",
      legal: "pending passed failed waived"),
    Machine(
      "bookings.status", from: "pending", "confirmed",
      legal: """
        pending confirmed rejected cancelled
        confirmed in_use no_show cancelled
        in_use completed
        """),
    Machine(
      "booking_approvals.decision", from: "pending",
      legal: "pending approved rejected"),
    Machine(
      "non_conformances.status", from: "open",
      legal: """
        open contained void
        contained investigating void
        investigating action_planned
        action_planned action_done
        action_done verifying
        verifying closed investigating
        """),
  ]

  private func declared(_ machine: Machine) throws -> (StateMachine, words: [String]) {
    let table = try #require(LabCatalog.catalog[machine.table])
    let column = try #require(table.column(named: machine.column))
    guard case .enumeration(let words) = table.columns[column].type else {
      throw Missing(what: "the words of \(machine.place)")
    }
    return (try #require(table.stateMachines.first { $0.column == column }), words)
  }

  private struct Missing: Error { let what: String }

  @Test("There are no others")
  func all() {
    let declared = LabCatalog.catalog.tables.flatMap { table in
      table.stateMachines.map { "\(table.name).\($0.name)" }
    }
    #expect(Set(declared) == Set(Self.machines.map(\.place)))
    #expect(declared.count == Self.machines.count)
  }

  @Test("Every legal step is allowed, and every other refused in words", arguments: machines)
  func steps(machine: Machine) throws {
    let (declared, words) = try declared(machine)
    var seen: Set<String> = []
    for old in words {
      for new in words where new != old {
        let step = "\(old) → \(new)"
        let isLegal = machine.legal.contains(step)
        #expect(declared.allows(from: old, to: new) == isLegal, "\(step)")
        #expect(declared.successors(of: old).contains(new) == isLegal, "\(step)")
        let refusal = declared.refusal(from: old, to: new)
        #expect((refusal == nil) == isLegal, "\(step)")
        if let refusal {
          #expect(refusal.message == "\(machine.column) cannot go from \(old) to \(new)")
        }
        if isLegal { seen.insert(step) }
      }
    }
    // None of those above names a word that is not there.
    #expect(seen == Set(machine.legal))
  }

  @Test("A row may stay in any state", arguments: machines)
  func staying(machine: Machine) throws {
    let (declared, words) = try declared(machine)
    for word in words { #expect(declared.allows(from: word, to: word), "\(word)") }
  }

  @Test("Life begins where it does, and leads to every state", arguments: machines)
  func reach(machine: Machine) throws {
    let (declared, words) = try declared(machine)
    #expect(declared.initial == machine.initial)
    #expect(declared.states == words)
    var reached = Set(machine.initial)
    while let next = reached.flatMap({ declared.successors(of: $0) })
      .first(where: { !reached.contains($0) })
    {
      reached.insert(next)
    }
    #expect(reached == Set(words))
  }
}
