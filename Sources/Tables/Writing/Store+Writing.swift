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
    return Written(answer: answer, plan: try change.plan())
  }
}
