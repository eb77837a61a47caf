/// A change that was made, or that would be.
public struct Written<Answer> {
  public let answer: Answer
  /// Good to know, and no reason to refuse: a reference to a resource that nobody entered, say.
  public let warnings: [Finding]
  /// What it does to each table; none when everything is as it should be already.
  public let tables: [TableChange]
  /// What it does to each file.
  package let patches: [FilePatch]

  init(answer: Answer, plan: ChangePlan) {
    self.answer = answer
    warnings = plan.warnings
    tables = plan.tables
    patches = plan.patches
  }
}

/// How many rows of a table a change concerns.
public struct TableChange: Sendable {
  public let table: String
  public let inserted: Int
  public let updated: Int
  /// Those included that went with others.
  public let deleted: Int
}

/// What a change comes to: what is said of it, and what becomes of tables and files.
struct ChangePlan {
  let warnings: [Finding]
  let tables: [TableChange]
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
    return ChangePlan(
      warnings: judgement.warnings, tables: changedDrafts.map(\.summary),
      patches: try changedDrafts.flatMap { try $0.patches(parts) })
  }

  /// The drafts that change anything, in the order of the catalog.
  var changedDrafts: [TableDraft] {
    store.catalog.inOrder(drafts.keys).compactMap { drafts[$0.name] }.filter { !$0.isUnchanged }
  }
}

extension TableDraft {
  fileprivate var summary: TableChange {
    let deleted = edited.values.count { $0.new == nil }
    return TableChange(
      table: table.name, inserted: inserted.count, updated: edited.count - deleted,
      deleted: deleted)
  }
}
