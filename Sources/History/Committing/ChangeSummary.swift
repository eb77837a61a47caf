internal import Tables
internal import Wording

/// What happened between two states of a folder, in the words of a commit: `runs: 2 started,
/// 1 completed; specimens: 14 received`.
public struct ChangeSummary: Sendable, Equatable {
  /// What happened in each table, those whose rows have states first; then other files.
  public let parts: [String]

  public init(of difference: FolderDifference) {
    let moving = difference.tables.filter { !$0.table.stateMachines.isEmpty }
    let others = difference.tables.filter { $0.table.stateMachines.isEmpty }
    var parts = (moving + others).map { "\($0.table.name): \(Self.events(in: $0))" }
    let files = difference.otherFiles
    if files.count == 1 {
      parts.append("\(visible(files[0].path)) \(files[0].kind.rawValue)")
    } else if !files.isEmpty {
      let kinds: [RowChange.Kind] = [.added, .changed, .removed]
      let counts = kinds.compactMap { kind in
        let count = files.count { $0.kind == kind }
        return count > 0 ? "\(grouped(count)) \(kind.rawValue)" : nil
      }
      parts.append("other files: \(counts.joined(separator: ", "))")
    }
    self.parts = parts
  }

  /// One line of at most 72 characters: as many parts as fit, and how many more there are.
  public var subject: String {
    func line(_ count: Int) -> String {
      let shown = parts.prefix(count).joined(separator: "; ")
      let more = parts.count - count
      return more == 0 ? shown : "\(shown) and \(counted(more, "more table"))"
    }
    let fitting = (1...max(1, parts.count)).last { line($0).count <= Self.width }
    return fitting.map(line) ?? "changes in \(counted(parts.count, "table"))"
  }

  /// All parts, each on its line; empty where the subject says it all.
  public var body: String {
    subject == parts.joined(separator: "; ") ? "" : parts.joined(separator: "\n")
  }

  private static let width = 72
}

extension ChangeSummary {
  /// `2 started, 1 completed, 3 changed`.
  private static func events(in table: TableDifference) -> String {
    let machine = table.table.stateMachines.first
    var arrivals: [String: Int] = [:]
    var order: [String] = []
    var counts: [RowChange.Kind: Int] = [:]
    for row in table.rows {
      let state = machine.flatMap { machine in row.cells.first { $0.column == machine.name } }
      guard let machine, row.kind != .removed, let state, machine.states.contains(state.new) else {
        counts[row.kind, default: 0] += 1
        continue
      }
      let word = word(for: state, machine)
      if arrivals[word] == nil { order.append(word) }
      arrivals[word, default: 0] += 1
    }
    // In the order of the states, and not of the rows.
    let words = machine?.states.flatMap { [word(beginning: $0), plain($0)] } ?? []
    order.sort { (words.firstIndex(of: $0) ?? 0) < (words.firstIndex(of: $1) ?? 0) }
    var events = order.map { "\(grouped(arrivals[$0] ?? 0)) \($0)" }
    for kind in [RowChange.Kind.added, .changed, .removed] {
      if let count = counts[kind] { events.append("\(grouped(count)) \(kind.rawValue)") }
    }
    events += table.addedColumns.map { "column \(visible($0)) added" }
    events += table.removedColumns.map { "column \(visible($0)) removed" }
    return events.isEmpty ? "changed" : events.joined(separator: ", ")
  }

  private static func word(for state: CellChange, _ machine: StateMachine) -> String {
    let begins = state.old.isEmpty || machine.initial.contains(state.old)
    return begins ? word(beginning: state.new) : plain(state.new)
  }

  /// Who comes from the beginning to be under way was started.
  private static func word(beginning state: String) -> String {
    let word = plain(state)
    return ["in progress", "in process"].contains(word) ? "started" : word
  }

  private static func plain(_ state: String) -> String {
    state.lowercased().replacing("_", with: " ")
  }
}
