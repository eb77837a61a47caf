internal import CSVText
internal import Wording

extension Store {
  /// Takes a change back that is remembered by its files, as a new change: each is again what it was
  /// before, byte for byte.
  ///
  /// Reads these files, and checks those that were changed after them.
  /// - Parameter isPreview: Whether it is only looked at.
  /// - Returns: The files, and their sizes.
  /// - Throws: `RefusedChange` where one was edited since, or where rows of other files depend on what
  ///   would go; what `WritingSession` throws. No file is touched then.
  @discardableResult
  public func takeBackFiles(_ last: LastChange, isPreview: Bool = false) throws -> [RestoredFile] {
    guard case .files(let files) = last.memory else {
      preconditionFailure("A change of rows is taken back by takeBack")
    }
    guard let folder = tree.folder else { throw UnwritableStore(name: tree.name) }
    let now = SystemDisk().now() / 1_000_000_000
    if isPreview {
      return try ConsistentReading(folder, disk: SystemDisk()).read { snapshot in
        let earlier = try EarlierState(
          of: files, last, in: Store(snapshot, catalog: builtIn, options: options), snapshot)
        try earlier.judge(last, at: now)
        return earlier.files
      }
    }
    let what = abbreviated("undo " + last.what)
    let session = try WritingSession(folder, holder: what, at: now)
    let snapshot = try session.snapshot().watched(by: (tree as? FolderSnapshot)?.watch)
    let store = try Store(snapshot, catalog: builtIn, options: options)
    try last.checkIsLast(in: store)
    let earlier = try EarlierState(of: files, last, in: store, snapshot)
    try earlier.judge(last, at: now)
    try session.commit(
      earlier.edits, from: snapshot, what: what,
      rows: ChangedRow.json(of: [], takingBack: last.generation), at: now)
    try? session.state.removeKept(of: last.generation)
    return earlier.files
  }
}

/// Some files of a store as they were before a change.
private struct EarlierState {
  private let store: Store
  private let snapshot: FolderSnapshot
  private let changed: [RecentChange.File]
  /// What the change did, as it was called.
  private let what: String
  private(set) var files: [RestoredFile] = []
  private(set) var edits: [FileEdit] = []
  private var sources: [String: (any ByteSource)?] = [:]

  /// - Throws: `RefusedChange` where a file is not as the change left it.
  init(
    of changed: [RecentChange.File], _ last: LastChange, in store: Store, _ snapshot: FolderSnapshot
  ) throws {
    what = last.what
    self.store = store
    self.snapshot = snapshot
    self.changed = changed
    var edited: [Finding] = []
    for file in changed {
      guard let earlier = file.earlier else { continue }
      let now = try snapshot.file(file.path)
      let digest = try now.map { now in
        try ByteDigest { try now.bytes(at: $0, count: $1) }.hexDigits
      }
      guard digest == earlier.left else {
        edited.append(
          Finding(
            .rule, file: snapshot.title(of: file.path), "it was changed since",
            hint: "'plainlab restore TABLE --at REV' takes rows from a commit."))
        continue
      }
      try add(file, earlier.way, now)
    }
    guard edited.isEmpty else { throw RefusedChange(edited) }
  }

  private mutating func add(
    _ file: RecentChange.File, _ way: EarlierFile.Way, _ now: SnapshotFile?
  ) throws {
    var then: (any ByteSource)?
    var edit = FileEdit(file.path, .remove)
    switch way {
    case .kept(let path):
      let source = try kept(path, file.before)
      then = source
      edit = FileEdit(file.path, .rewrite([.copied(source)]))
      edit.model = source
    case .shorter:
      guard let now, let before = file.before else { break }
      let range = 0..<min(before.size, now.size)
      then = Excerpt(head: [], source: now, range: range)
      edit = FileEdit(file.path, .rewrite([.kept(range)]))
    case .absent: break
    }
    edits.append(edit)
    sources[file.path] = .some(then)
    files.append(
      RestoredFile(
        path: file.path, change: now == nil ? .added : then == nil ? .removed : .changed,
        bytesNow: now?.size, bytesThen: then?.size))
  }

  /// An old file, opened, of which it is certain that it is the one that was kept.
  private func kept(_ path: String, _ before: Fingerprint?) throws -> SnapshotFile {
    let file = try SnapshotFile(
      opening: snapshot.base.path + "/" + path, title: snapshot.title(of: path), on: SystemDisk())
    guard let before, file.fingerprint.isFile, file.fingerprint.hasContent(of: before) else {
      throw UnknownChange.filesGone(what)
    }
    return file
  }

  /// Refuses where rows would refer to what is not there, in either direction.
  func judge(_ last: LastChange, at seconds: Int64) throws {
    let moment = Instant(seconds: Int(seconds))
    let end = changed.compactMap(\.after?.changed).min() ?? last.at * 1_000_000_000
    // What nobody touched since was there before the change, and is as right or wrong as then. A copy of
    // the folder, or a clock that was set, only makes more files others.
    let others = try Set(
      store.allFiles.map(\.path).filter { path in
        guard sources[path] == nil, let file = try snapshot.fingerprint(of: path) else {
          return false
        }
        return file.changed > end
      })
    guard !others.isEmpty else { return }
    let tree = AlteredTree(base: store.tree, files: sources)
    let then = try Store(tree, catalog: store.builtIn, options: store.options)
    let paths = others.union(sources.keys)
    var faults = try Check(then, only: paths, asOf: moment).list.errors.filter { fault in
      others.contains { then.tree.title(of: $0) == fault.file } || refersTo(others, fault, in: then)
    }
    guard !faults.isEmpty else { return }
    // What was wrong anyway is no reason.
    let known = Set(try Check(store, only: others, asOf: moment).list.errors.map(\.identity))
    faults.removeAll { known.contains($0.identity) }
    guard !faults.isEmpty else { return }
    let shown = faults.prefix(10)
    let count = counted(faults.count, "row")
    throw RefusedChange(
      [
        Finding(
          .rule, file: "",
          "\(count) \(faults.count == 1 ? "does" : "do") not go with the files as they were before "
            + "'\(visible(what))'\(shown.count < faults.count ? "; the first 10 are" : "")")
      ] + shown)
  }

  /// Whether a fault of a file that comes back is that a row in one of these is not there any more.
  private func refersTo(_ others: Set<String>, _ fault: Finding, in store: Store) -> Bool {
    guard fault.code == .foreignKey, let table = fault.table.flatMap({ store.catalog[$0] }),
      let column = table.columns.first(where: { $0.name == fault.field }),
      let target = column.reference.flatMap({ store.catalog[$0.table] })
    else { return false }
    return store.files(of: target).contains { others.contains($0.path) }
  }
}

extension FindingList {
  fileprivate var errors: [Finding] { findings.filter { $0.severity == .error } }
}

extension Finding {
  /// What tells a fault from others, wherever its row has moved.
  fileprivate var identity: [String] {
    [file, code.rawValue, table ?? "", field ?? "", key ?? "", message]
  }
}
