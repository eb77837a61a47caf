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
    preconditionFailure("being built")
  }
}

/// A change that was made, or that would be.
public struct Written<Answer> {
  public let answer: Answer
  /// Good to know, and no reason to refuse: a reference to a resource that nobody entered, say.
  public let warnings: [Finding]
}

/// Why a change was refused: what would be wrong if it were made. No file was touched.
public struct RefusedChange: Error, CustomStringConvertible {
  public let findings: [Finding]

  public init(_ findings: [Finding]) { self.findings = findings }

  /// A refusal for one reason, which is not about a cell.
  public init(
    _ code: FindingCode, table: String? = nil, field: String? = nil, key: String? = nil,
    _ message: String, hint: String = ""
  ) {
    self.init([
      Finding(code, file: "", table: table, field: field, key: key, message, hint: hint)
    ])
  }

  public var description: String { findings.map(\.message).joined(separator: "\n") }
}
