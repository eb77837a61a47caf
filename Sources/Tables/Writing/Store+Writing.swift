internal import CSVText
internal import Wording

extension Store {
  /// Makes a change of any number of tables, as a whole or not at all.
  ///
  ///     let key = try store.write("create label weekly") { change in
  ///       let key = try change.newKey(of: Label.self)
  ///       try change.insert(Label(id: key, name: "weekly", color: blue))
  ///       return key
  ///     }.answer
  ///
  /// The tables are read anew under the lock, whatever the store saw when it was opened. When somebody
  /// edits a file meanwhile, `body` runs again on top of the edit, so it should do nothing but change
  /// rows. Who watches the store's snapshot is told of this reading and writing, too.
  /// - Throws: `RefusedChange` when the new state would break a rule; whatever `body` throws;
  ///   `Overtaken` when files are edited again and again. Every file is then as it was. What else may
  ///   be thrown is said at `WritingSession`.
  @discardableResult
  public func write<Answer>(
    _ what: String, _ body: (inout Change) throws -> Answer
  ) throws -> Written<Answer> {
    try write(what, takingBack: nil, body)
  }

  /// - Parameter generation: The earlier change that this one takes back; `nil` when it takes back none.
  func write<Answer>(
    _ what: String, takingBack generation: Int?, _ body: (inout Change) throws -> Answer
  ) throws -> Written<Answer> {
    guard let folder = tree.folder else { throw UnwritableStore(name: tree.name) }
    let now = SystemDisk().now() / 1_000_000_000
    // It may hold what a person typed, and is remembered.
    let what = abbreviated(what)
    let session = try WritingSession(folder, holder: what, at: now)
    var attempt = 1
    while true {
      let snapshot = try session.snapshot().watched(by: (tree as? FolderSnapshot)?.watch)
      var change = Change(try Store(snapshot, catalog: builtIn, options: options))
      let answer = try body(&change)
      let plan = try change.plan()
      do {
        try session.commit(
          plan.patches.map(\.edit), from: snapshot, what: what,
          rows: ChangedRow.json(
            of: change.changedDrafts.flatMap(\.changedRows), takingBack: generation), at: now)
      } catch let overtaken as Overtaken {
        attempt += 1
        if attempt > 3 { throw overtaken }
        continue
      }
      if !plan.patches.isEmpty { session.keepIndexes(of: change) }
      return Written(answer: answer, plan: plan)
    }
  }

  /// What `write` would do: the same checks, no file touched.
  public func preview<Answer>(
    _ what: String, _ body: (inout Change) throws -> Answer
  ) throws -> Written<Answer> {
    var change = Change(self)
    let answer = try body(&change)
    return Written(answer: answer, plan: try change.plan())
  }
}

/// Why nothing can be written to a store: it shows a commit, say, and no folder on disk.
struct UnwritableStore: Error, CustomStringConvertible {
  let name: String
  var description: String { "'\(name)' is no folder on disk, so nothing can be written to it" }
}

extension FilePatch {
  fileprivate var edit: FileEdit {
    if isAppend { return FileEdit(path, .append(splices[0].bytes)) }
    return FileEdit(path, .rewrite(pieces))
  }
}

extension WritingSession {
  fileprivate func keepIndexes(of change: Change) {
    guard let states = try? state.generation().files else { return }
    for draft in change.changedDrafts { draft.keepIndex(states) }
  }
}
