internal import JSONText
internal import Wording

/// The last change that Plainlab made to a folder and did not take back yet, as it is remembered.
///
/// What is remembered is bounded, and may be deleted at any time: then nobody knows of a last change.
public struct LastChange: Sendable {
  /// What was done, and when, in seconds since 1970.
  public let what: String
  public let at: Int64
  let generation: Int
  let memory: Memory

  enum Memory: Sendable {
    case rows([ChangedRow])
    /// Of a change of a great many rows, or of no rows but files.
    case files([RecentChange.File])
  }

  /// Whether it is remembered by its files, and not by its rows: `takeBackFiles` takes it back then.
  public var isOfFiles: Bool { if case .files = memory { true } else { false } }
}

extension LastChange {
  /// Looks for it.
  ///
  /// - Throws: `UnknownChange` where there is none, or what it did is not remembered.
  public init(in store: Store) throws {
    guard let folder = store.tree.folder else { throw UnknownChange.none }
    let state = StateFolder(folder: folder, disk: SystemDisk())
    var generation = try state.exists() ? state.generation().number : 0
    var takenBack: Set<Int> = []
    for change in try RecentChange.all(in: folder) {
      // A change in between that is not remembered may have built on it.
      guard change.generation == generation else { throw UnknownChange.forgotten }
      generation -= 1
      if let earlier = ChangedRow.takenBack(in: change.rows) {
        takenBack.insert(earlier)
      } else if !takenBack.contains(change.generation) {
        (what, at) = (change.what, change.at)
        self.generation = change.generation
        if change.isOfFiles {
          guard change.files.allSatisfy({ $0.earlier?.isThere($0.before, in: state) ?? false })
          else {
            throw UnknownChange.filesGone(change.what)
          }
          memory = .files(change.files)
        } else {
          memory = .rows(ChangedRow.rows(in: change.rows))
        }
        return
      }
    }
    throw generation > 0 ? UnknownChange.forgotten : .none
  }
}

/// Why a change cannot be taken back: nobody knows what it did.
public enum UnknownChange: Error, Equatable, CustomStringConvertible {
  /// No change was made yet that was not taken back.
  case none
  case forgotten
  /// It rewrote files, and the old ones were not kept.
  case filesGone(String)

  public var description: String {
    let past = "'plainlab restore TABLE --at REV' takes rows from a commit."
    return switch self {
    case .none: "Plainlab has made no change here that it could take back."
    case .forgotten: "what the last change did is not remembered any more. \(past)"
    case .filesGone(let what):
      "the files as they were before '\(visible(what))' were not kept. \(past)"
    }
  }
}

extension Store {
  /// Takes a change back that is remembered by its rows, as a new change: rows that it added go, those
  /// that it removed come back, and cells are what they were.
  ///
  /// - Parameter isPreview: Whether it is only looked at.
  /// - Throws: `RefusedChange` where a row is not as the change left it, where other rows hang on one
  ///   that would go, or where a rule would be broken. No file is touched then.
  public func takeBack(_ last: LastChange, isPreview: Bool = false) throws -> Written<Void> {
    guard case .rows(let rows) = last.memory else {
      preconditionFailure("A change of files is taken back by takeBackFiles")
    }
    let body: (inout Change) throws -> Void = { change in try change.takeBack(rows) }
    guard !isPreview else { return try preview("undo", body) }
    return try write("undo " + last.what, takingBack: last.generation) { change in
      try last.checkIsLast(in: change.store)
      try body(&change)
    }
  }
}

extension LastChange {
  /// Somebody may have been faster, before the folder was ours.
  func checkIsLast(in store: Store) throws {
    guard let now = try? LastChange(in: store), now.generation == generation else {
      throw RefusedChange(
        .rule, "another change was made meanwhile", hint: "See what it was, and try again.")
    }
  }
}

extension Change {
  fileprivate mutating func takeBack(_ rows: [ChangedRow]) throws {
    var findings: [Finding] = []
    // All rows are found before any is changed, as keys may have gone from one to another.
    var found: [(table: TableSchema, row: ChangedRow, now: DraftRow?)] = []
    for row in rows {
      guard let table = store.catalog[row.table] else {
        throw RefusedChange(
          .rule, table: row.table, "there is no table \(row.table) any more", hint: "")
      }
      let now = try withDraft(of: table) { draft in
        try draft.rows(with: row.key, in: table.primaryKey)
      }
      if let finding = table.difference(of: now, from: row) { findings.append(finding) }
      found.append((table, row, now.first))
    }
    guard findings.isEmpty else { throw RefusedChange(findings) }
    for (table, row, now) in found {
      let cells = row.old.map { old in
        // A cell that was empty is not named.
        Dictionary(
          table.columns.map { ($0.name, old[$0.name] ?? "") },
          uniquingKeysWith: { first, _ in first })
      }
      try withDraft(of: table) { try $0.putBack(cells, inPlaceOf: now) }
    }
  }
}

extension TableSchema {
  /// In what the rows with a key are not what a change left; `nil` where they are.
  fileprivate func difference(of rows: [DraftRow], from left: ChangedRow) -> Finding? {
    let key = abbreviated(left.key.joined(separator: "/"))
    func finding(_ message: String, _ hint: String) -> Finding {
      Finding(
        .rule, file: "", table: name, key: key, "row '\(key)' of \(name) \(message)", hint: hint)
    }
    guard let new = left.new else {
      return rows.isEmpty
        ? nil : finding("is there again", "The change removed it, and somebody has added it since.")
    }
    guard let row = rows.first, rows.count == 1 else {
      return rows.isEmpty
        ? finding("is not there any more", "The change wrote it, and it was removed since.")
        : finding("is there more than once", "'plainlab check' names the lines.")
    }
    let differing = columns.indices.filter {
      !row.cells[$0].utf8.elementsEqual((new[columns[$0].name] ?? "").utf8)
    }
    guard !differing.isEmpty else { return nil }
    return finding(
      "was changed since",
      "Its \(differing.map { columns[$0].name }.joinedForReading()) "
        + "\(differing.count == 1 ? "is" : "are") not as the change left "
        + "\(differing.count == 1 ? "it" : "them").")
  }
}
