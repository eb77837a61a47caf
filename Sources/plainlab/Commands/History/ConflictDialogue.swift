import CommandLineKit
import History
import Tables
import Wording

/// A conversation about the conflicts of files, one after another.
final class ConflictDialogue {
  private let context: Context
  private let side: ResolveCommand.Side?
  private var hasLeft = false
  private var lastRow = ""

  init(_ context: Context, taking side: ResolveCommand.Side?) {
    (self.context, self.side) = (context, side)
  }

  /// What the person says to a conflict; `nil` where they leave it.
  func answer(
    _ conflict: MergeConflict, in file: String, _ table: TableSchema
  ) throws -> ConflictedText.Answer? {
    if let side { return side == .ours ? .ours : .theirs }
    guard !hasLeft else { return nil }
    let row = "\(visible(file)), row \(visible(conflict.key))"
    if row != lastRow {
      try context.print(context.console.out.styled(row, .bold))
      lastRow = row
    }
    try show(conflict)
    while true {
      let question = conflict.column == nil ? "[o t s q] " : "[o t =TEXT s q] "
      guard let line = try context.console.ask(question) else {
        hasLeft = true
        return nil
      }
      switch line {
      case "o", "ours": return .ours
      case "t", "theirs": return .theirs
      case "s": return nil
      case "q":
        hasLeft = true
        return nil
      default:
        guard line.hasPrefix("="), conflict.column != nil else { continue }
        return .value(String(line.dropFirst()))
      }
    }
  }

  private func show(_ conflict: MergeConflict) throws {
    guard let column = conflict.column else {
      try context.print("  " + conflict.sentence)
      return
    }
    try context.print("  \(visible(column))")
    if let base = conflict.base { try context.print("    before  \(visible(base))") }
    try context.print("    ours    \(visible(conflict.ours ?? ""))")
    try context.print("    theirs  \(visible(conflict.theirs ?? ""))")
  }
}

// MARK: Business keys

extension ConflictDialogue {
  /// Asks for another name of each row of theirs whose business key ours has too; none is invented.
  func rename(_ clashes: [KeyClash]) throws {
    for clash in clashes where clash.columns.count == 1 {
      let store = try context.store()
      guard let table = store.catalog[clash.table], table.primaryKey.count == 1,
        let column = table.column(named: clash.columns[0])
      else { continue }
      // The person may have changed either already.
      let isLeft = try Check(store, scope: CheckScope(only: [.uniqueError])).list.findings
        .contains { $0.table == clash.table && $0.field == clash.columns[0] }
      guard isLeft else { continue }
      try context.print("\(visible(clash.table)): \(clash.sentence)")
      let row = visible(clash.theirs)
      while let text = try context.console.ask(
        "\(clash.columns[0]) of row \(row) (Enter: later): "),
        !text.isEmpty
      {
        do {
          try context.write("resolve") { change in
            try change.update([clash.theirs], in: table, [(column, text)])
          }
          break
        } catch let refusal as RefusedChange {
          try context.print(visible("\(refusal)", keepingLineBreaks: true))
        }
      }
    }
  }
}
