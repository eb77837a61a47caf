extension Store {
  /// Makes a change of any number of tables, as a whole or not at all.
  ///
  ///     let key = try store.write("create label weekly") { change in
  ///       let key = try change.newKey(of: Label.self)
  ///       try change.insert(Label(id: key, name: "weekly", color: blue))
  ///       return key
  ///     }.answer
  ///
  /// The tables are read anew under the lock, whatever the store saw when it was opened; `body` may
  /// run again when somebody edits a file meanwhile, so it should do nothing but change rows.
  /// - Throws: `RefusedChange` when the new state would break a rule; whatever `body` throws. Every
  ///   file is then as it was.
  @discardableResult
  public func write<Answer>(
    _ what: String, _ body: (inout Change) throws -> Answer
  ) throws -> Written<Answer> {
    preconditionFailure("being built")
  }

  /// What `write` would do: the same checks, no file touched.
  public func preview<Answer>(
    _ what: String, _ body: (inout Change) throws -> Answer
  ) throws -> Written<Answer> {
    var change = Change(self)
    let answer = try body(&change)
    let plan = try change.plan()
    return Written(answer: answer, warnings: plan.warnings, patches: plan.patches)
  }
}

/// A change that was made, or that would be.
public struct Written<Answer> {
  public let answer: Answer
  /// Good to know, and no reason to refuse: a reference to a resource that nobody entered, say.
  public let warnings: [Finding]
  /// What it does to each file; none when everything is as it should be already.
  package let patches: [FilePatch]
}

/// What a change comes to: what is said of it, and what becomes of the files.
struct ChangePlan {
  let warnings: [Finding]
  let patches: [FilePatch]
}

extension Change {
  /// Judges the new state, and works out what becomes of the files.
  /// - Throws: `RefusedChange`.
  mutating func plan() throws -> ChangePlan {
    let judgement = try judge()
    if !judgement.refusals.isEmpty {
      throw RefusedChange(
        judgement.refusals.map(\.finding), rows: judgement.refusals.map(\.inserted))
    }
    let tree = store.tree
    let parts = PartNames { tree.title(of: $0) }
    let patches = try store.catalog.tables.flatMap { table in
      try drafts[table.name].map { draft in
        draft.isUnchanged ? [] : try draft.patches(parts)
      } ?? []
    }
    return ChangePlan(warnings: judgement.warnings, patches: patches)
  }
}
