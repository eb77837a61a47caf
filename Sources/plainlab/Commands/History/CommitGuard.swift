import CSVText
import CommandLineKit
import History
import Lab
import Tables
import Wording

/// Judges commits one by one: by their authors' rights, and by what they made of the lab.
struct CommitGuard {
  private let context: Context
  private let trail: Trail
  private let changes: [String: FolderDifference]
  /// The rights that were there before all of them, for commits that know of none.
  private let known: Rights?
  /// Those that touched the lab's folder, the oldest first.
  let commits: [CommitRecord]

  /// Costs what the differences of the commits cost, which stay in memory.
  init(_ context: Context, _ repository: Repository, _ range: CommitRange) throws {
    self.context = context
    let tip = try CommitTree(repository, at: range.end)
    let trail = try Trail(repository, context.store(in: tip), from: range.start, upTo: range.end)
    let commits = Array(trail.commits.reversed())
    if commits.contains(where: { $0.parents.isEmpty }) { try repository.checkCompleteness() }
    var changes: [String: FolderDifference] = [:]
    try trail.changes(of: commits) {
      changes[$0.record.commit] = $0.difference
      return .more
    }
    (self.trail, self.commits, self.changes) = (trail, commits, changes)
    known = try range.known.flatMap {
      try Self.rights(in: context.store(in: trail.folder(in: $0.commit)))
    }
  }

  /// What is wrong with a commit. Costs a check of the lab as it was then.
  func findings(of record: CommitRecord) throws -> [Finding] {
    let after = try trail.folder(in: record.commit)
    let parents = try record.parents.map { try trail.folder(in: $0) }
    var findings: [Finding] = []
    if let difference = changes[record.commit] {
      let before = try parents.first.map { try context.store(in: $0) }
      let rights =
        try before.flatMap { try Self.rights(in: $0) } ?? known
        ?? Rights(in: context.store(in: after))
      let places = ChangedPlaces(before: before?.tree, after: after)
      findings += forbidden(record, difference, rights, places)
      findings += rewritten(difference, rights, places)
    }
    return try findings + errors(record, after, parents)
  }

  /// `nil` where nobody had any.
  private static func rights(in store: Store) throws -> Rights? {
    let rights = try Rights(in: store)
    return rights.knowsNobody ? nil : rights
  }

  // MARK: Rights

  private func forbidden(
    _ record: CommitRecord, _ difference: FolderDifference, _ rights: Rights,
    _ places: ChangedPlaces
  ) -> [Finding] {
    let author: User
    do {
      author = try rights.person(ofEmail: record.email, at: Instant(seconds: record.time))
    } catch {
      let first =
        difference.tables.first.map(places.first) ?? places.first(of: difference.otherFiles)
      return [first.finding(.forbiddenChange, "\(error)", hint: Self.remedy)]
    }
    let tables = difference.tables.compactMap { table -> Finding? in
      let roles = rights.roles(for: table.table.name)
      guard !roles.contains(author.role) else { return nil }
      let count = table.rows.isEmpty ? "" : " (\(counted(table.rows.count, "row")))"
      return places.first(of: table).finding(
        .forbiddenChange, "\(author.called) may not change \(table.table.name)\(count)",
        hint: Self.hint(roles))
    }
    let roles = rights.roles(for: nil)
    guard !roles.contains(author.role) else { return tables }
    return tables
      + difference.otherFiles.map { file in
        places.first(of: [file]).finding(
          .forbiddenChange, "\(author.called) may not change this file", hint: Self.hint(roles))
      }
  }

  private static let remedy = "Users are told by e-mail: see users.csv as it was before the commit."

  private static func hint(_ roles: [User.Role]) -> String {
    "Who may, by rights.csv as it was before the commit: "
      + (roles.isEmpty ? "nobody." : roles.map(\.rawValue).joined(separator: ", ") + ".")
  }

  // MARK: Tables that only grow

  private func rewritten(
    _ difference: FolderDifference, _ rights: Rights, _ places: ChangedPlaces
  ) -> [Finding] {
    difference.tables.filter { rights.isAppendOnly($0.table.name) }.flatMap { table in
      let name = table.table.name
      let rows = table.rows.filter { $0.kind != .added }.map { row in
        places.place(of: row, in: table.table).finding(
          .appendOnly, "a row of \(name) was \(row.kind.rawValue)",
          hint: "The table is append-only: what is there stays as it is.")
      }
      let files = table.incomparable.map { file in
        places.first(of: table).finding(
          .appendOnly, "whether \(name) only grew cannot be told: \(file)")
      }
      return rows + files
    }
  }

  // MARK: Errors

  private func errors(
    _ record: CommitRecord, _ after: CommitTree, _ parents: [CommitTree]
  ) throws -> [Finding] {
    let moment = Instant(seconds: record.time)
    func errors(in tree: CommitTree) throws -> [Finding] {
      try context.reading(tree) { try Check($0, asOf: moment).list }.findings
        .filter { $0.severity == .error }
    }
    let found = try errors(in: after)
    guard !found.isEmpty else { return [] }
    let known = Set(try parents.flatMap(errors).map(\.fault))
    return found.filter { !known.contains($0.fault) }
  }
}

extension User {
  fileprivate var called: String { "\(fullName) (\(role.rawValue))" }
}

/// Where the changes of a commit are told to be.
private struct ChangedPlaces {
  let before: (any FileTree)?
  let after: any FileTree

  struct ChangedPlace {
    let file: String
    var line: Int?
    var table: String?
    var key: String?

    func finding(_ code: FindingCode, _ message: String, hint: String = "") -> Finding {
      Finding(
        code, file: file, place: line.map { Place(line: $0, column: 1, offset: 0) }, table: table,
        key: key, message, hint: hint)
    }
  }

  func place(of row: RowChange, in table: TableSchema) -> ChangedPlace {
    let tree = row.kind == .removed ? before ?? after : after
    return ChangedPlace(
      file: tree.title(of: row.file), line: row.line, table: table.name, key: row.keyText)
  }

  /// That of the first row; of the table where no row changed.
  func first(of table: TableDifference) -> ChangedPlace {
    table.rows.first.map { place(of: $0, in: table.table) }
      ?? ChangedPlace(file: after.title(of: table.table.name + ".csv"), table: table.table.name)
  }

  func first(of files: [FolderDifference.OtherFile]) -> ChangedPlace {
    ChangedPlace(file: after.title(of: files.first?.path ?? ""))
  }
}
