import CommandLineKit
import Lab
import Tables
import Wording

enum RecoverCommand {
  static let command = Command(
    "recover", "End what was interrupted, and bring back what an old copy overwrote.",
    discussion: """
      An interrupted change is completed by the next command, unless somebody edited its files \
      meanwhile: then it waits for a person. Rows that a change wrote also vanish when an editor \
      saves an old copy of their file. Without an option this command says what waits, and does \
      nothing. What somebody edited is never lost: where it has to give way, it is kept beside.
      """,
    examples: [
      Example("plainlab recover", "say what waits"),
      Example("plainlab recover --apply", "complete the change, or bring the rows back"),
    ],
    Flag("apply", "Complete the change; bring rows back"),
    Flag("discard", "Take the change back; forget rows"), Flags.commit,
    status: { context, isApplied, isDiscarded, isCommitted in
      guard !isApplied || !isDiscarded else {
        throw UsageError("--apply and --discard are opposites.")
      }
      let decision: Decision? = isApplied ? .apply : isDiscarded ? .discard : nil
      let data = try context.dataFolder()
      func recover() throws -> ExitStatus {
        // One thing at a time: who takes a change back may yet want the rows of another.
        if let status = try endChange(in: data, decision, context) { return status }
        return try bringBackRows(decision, context)
      }
      guard decision != nil else { return try recover() }
      let mode = WritingMode(isCommitted: isCommitted)
      return try context.committing("recover", as: mode, recover)
    })

  private enum Decision { case apply, discard }
}

// MARK: An unfinished change

extension RecoverCommand {
  /// Explains or ends a change that was interrupted; `nil` when there is none.
  private static func endChange(
    in data: DiskFolder, _ decision: Decision?, _ context: Context
  ) throws -> ExitStatus? {
    let change: UnfinishedChange?
    do {
      change = try UnfinishedChange.inspect(data)
    } catch let damaged as DamagedJournal {
      guard decision == .discard else {
        try context.print(visible("\(damaged)"))
        return .findings
      }
      _ = try recovery(of: data, context).discard()
      try context.print(
        "The damaged journal is put aside in \(visible(data.title(of: ".plainlab"))). See with "
          + "'plainlab check' and 'git diff' what of its change the files show.")
      return .findings
    }
    guard let change else { return nil }
    guard let decision else {
      try context.print(visible("\(change)".sentenceStart, keepingLineBreaks: true))
      return .findings
    }
    let recovery = try recovery(of: data, context)
    let files = try decision == .apply ? recovery.apply() : recovery.discard()
    let what = "'\(visible(change.what))'"
    try context.print(
      decision == .apply ? "\(what) is completed." : "\(what) is taken back.")
    for file in files {
      try context.print("  " + visible(file.outcome.sentence(file.path, in: data)))
    }
    return files.allSatisfy(\.outcome.isWhole) ? .success : .findings
  }

  private static func recovery(of data: DiskFolder, _ context: Context) throws -> ForcedRecovery {
    try ForcedRecovery(data, at: context.console.now())
  }
}

extension ForcedRecovery.Outcome {
  /// Whether nobody needs to look at it.
  fileprivate var isWhole: Bool {
    switch self {
    case .changed, .asBefore, .leftEdited, .edited: true
    case .unapplied, .cannotBePutBack, .cannotBeChanged: false
    }
  }

  fileprivate func sentence(_ path: String, in data: DiskFolder) -> String {
    let file = data.title(of: path)
    switch self {
    case .changed: return "\(file) shows the change."
    case .asBefore: return "\(file) is as before the change."
    case .leftEdited: return "\(file) stays as it was edited."
    case .edited(let kept):
      return "\(file): what was edited is kept in \(data.title(of: kept)), to compare."
    case .unapplied(let kept):
      return "\(file) is not there any more; the rows for it are in \(data.title(of: kept))."
    case .cannotBePutBack: return "\(file) still shows the change, as its old bytes are gone."
    case .cannotBeChanged: return "\(file) does not show the change, as its new bytes are gone."
    }
  }
}

extension String {
  fileprivate var sentenceStart: String { prefix(1).uppercased() + dropFirst() }
}

// MARK: Vanished rows

extension RecoverCommand {
  /// Explains, brings back or forgets rows that an old copy of a file overwrote.
  private static func bringBackRows(
    _ decision: Decision?, _ context: Context
  ) throws -> ExitStatus {
    let store = try context.store()
    let rows = try VanishedRow.all(in: store)
    guard !rows.isEmpty else {
      context.note("Nothing to recover.")
      return .success
    }
    let count = counted(rows.count, "row")
    switch decision {
    case nil:
      for row in rows {
        let finding = row.finding(in: store)
        try context.print("\(finding.where): \(visible(finding.message))")
      }
      context.note(
        "An editor saved an old copy, most likely. 'plainlab recover --apply' brings \(count) back; "
          + "--discard forgets \(rows.count == 1 ? "it" : "them").")
      return .findings
    case .apply:
      let written = try store.bringBack(rows)
      for table in written.tables {
        let changed = table.inserted + table.updated + table.deleted
        try context.print("\(counted(changed, "row")) of \(visible(table.table)) brought back.")
      }
    case .discard:
      try store.forget(rows)
      try context.print("\(count) forgotten: the files are right as they are.")
    }
    return .success
  }
}
