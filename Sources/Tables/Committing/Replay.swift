internal import CSVText

/// Does what a journal says, wherever an earlier attempt stopped.
///
/// Every step may be done again: it looks at what is there first. A commit and a recovery are the
/// same replay, so that there is one way only from a journal to the files.
struct Replay {
  let state: StateFolder
  let journal: Journal
  var disk: any Disk { state.disk }

  /// The files that somebody edited before the change came to them.
  func editedPaths() throws -> [String] {
    try journal.files.filter { try state.progress(of: $0) == .edited }.map(\.path)
  }

  /// Brings the change to all files, and makes it durable.
  /// - Throws: `EditedMeanwhile` when a file is in neither its old nor its new state. Its bytes, and
  ///   those of the files after it, are as they were.
  func apply() throws {
    let edited = try editedPaths()
    guard edited.isEmpty else { throw EditedMeanwhile(paths: edited) }
    for folder in journal.folders { try makeFolder(folder) }
    for file in journal.files { try apply(file) }
    try syncFolders()
    // What came out of an exchange must be what was read.
    let overtaken = try journal.files.filter { try state.progress(of: $0) != .after }
    guard overtaken.isEmpty else { throw EditedMeanwhile(paths: overtaken.map(\.path)) }
  }

  private func apply(_ file: JournaledFile) throws {
    let progress = try state.progress(of: file)
    guard progress != .edited else { throw EditedMeanwhile(paths: [file.path]) }
    let target = state.path(of: file.place)
    switch file.action {
    case .append(let bytes, _):
      guard let base = file.base else { return }
      let open = try disk.open(target, progress == .before ? .appending : .writing)
      defer { disk.close(open) }
      switch progress {
      case .before: try append(bytes, to: open, of: file, base)
      case .torn: try disk.writeAll(bytes, to: open, at: base.size)
      case .after, .edited: break
      }
      try disk.sync(open)
    case .replace(let temporary, _):
      guard progress == .before else { return }
      let new = state.path(of: temporary)
      guard file.base != nil else { return try disk.renameNew(new, to: target) }
      if try disk.exchange(new, target) { return }
      // The file system cannot exchange: then the old file goes at once.
      guard try state.progress(of: file) == .before else {
        throw EditedMeanwhile(paths: [file.path])
      }
      try disk.rename(new, to: target)
    case .remove(let temporary):
      guard progress == .before else { return }
      try disk.renameNew(target, to: state.path(of: temporary))
    }
  }

  /// Adds bytes at the end of a file that ends where it should.
  ///
  /// They go behind whatever stands there, so that a save of the last instant is never overwritten;
  /// where there was one, they are taken off again.
  private func append(
    _ bytes: [UInt8], to open: OpenFile, of file: JournaledFile, _ base: Fingerprint
  ) throws {
    let opened = try disk.status(of: open)
    // An editor may have put another file in its place since it was looked at.
    guard opened.inode == base.inode, opened.size == base.size else {
      throw EditedMeanwhile(paths: [file.path])
    }
    try disk.appendAll(bytes, to: open)
    let start = try disk.status(of: open).size - bytes.count
    guard start != base.size else { return }
    if start >= 0, try disk.bytes(of: open, at: start, count: bytes.count) == bytes {
      try disk.truncate(open, to: start)
    }
    throw EditedMeanwhile(paths: [file.path])
  }

  private func makeFolder(_ folder: String) throws {
    let path = state.path(of: folder)
    if try !disk.exists(path) { try disk.makeFolder(path, mode: state.newFolderMode()) }
    try disk.syncFolder(folderPath(of: path))
  }

  /// Makes the names durable that the change moved.
  func syncFolders() throws {
    var folders: Set<String> = []
    for file in journal.files {
      guard let temporary = file.temporary else { continue }
      folders.insert(folderPath(of: state.path(of: file.place)))
      folders.insert(folderPath(of: state.path(of: temporary)))
    }
    for folder in folders.sorted() where try disk.exists(folder) { try disk.syncFolder(folder) }
  }

  /// Remembers the change, if the disk has room for that, and puts the journal away. What fails here
  /// is no harm: the files are right, and whoever comes next does it again.
  func finish() throws {
    // What earlier changes left of other files stays known.
    var generation = try state.generation()
    generation.number = journal.generation
    let files = try journal.files.map { file in
      let after = try disk.status(of: state.path(of: file.place), followingLinks: false)
      // What somebody added meanwhile is not ours, and not in what we know of the file.
      generation.files[file.path] = after.flatMap { file.made($0) ? $0 : nil }
      return RecentChange.File(path: file.path, before: file.base, after: after, earlier: nil)
    }
    if journal.isOfFiles {
      // The journal goes first: it needs the old files for as long as it is there.
      try end(state.journal, generation)
      let earlier = keepEarlier(files)
      remember(
        zip(files, earlier).map {
          RecentChange.File(
            path: $0.path, before: $0.before, after: $0.after, earlier: $1)
        } + files.dropFirst(earlier.count))
    } else {
      remember(files)
      try end(state.journal, generation)
    }
    try? state.removeTemporaries()
  }

  private func remember(_ files: [RecentChange.File]) {
    try? state.remember(
      RecentChange(
        generation: journal.generation, what: journal.what, at: journal.at, files: files,
        rows: journal.rows))
  }

  /// Ends a change that was taken back.
  func close(_ path: String, _ generation: Generation) throws {
    try end(path, generation)
    try? state.removeTemporaries()
  }

  /// Ends a change, done or taken back. The generation goes up either way, as a reader may have seen
  /// some of it.
  private func end(_ path: String, _ generation: Generation) throws {
    do {
      try state.write(generation)
      try disk.remove(path)
    } catch {
      // On a full disk: then the journal itself takes that file's place, which needs no room, and
      // tells a reader as well that something was changed.
      try disk.rename(path, to: state.generationFile)
    }
    // A journal that came back after a loss of power would do again what a person undid since.
    try disk.syncFolder(state.path)
  }
}

/// Somebody edited files before a journaled change came to them.
struct EditedMeanwhile: Error, CustomStringConvertible {
  /// In the data folder.
  let paths: [String]
  var description: String { "somebody edited \(paths.joined(separator: ", "))" }
}

extension StateFolder {
  /// Removes what a change left that was never decided on, or is complete. Only without a journal.
  func removeTemporaries() throws {
    let names = try disk.names(in: path) ?? []
    if names.contains("elsewhere"), let list = try disk.contents(of: elsewhere) {
      for line in list.split(separator: UInt8(ascii: "\n")) {
        let path = String(decoding: line, as: UTF8.self)
        if Self.isTemporary(path), try disk.exists(path) { try disk.remove(path) }
      }
      try disk.remove(elsewhere)
    }
    for name in names where name.hasSuffix(".tmp") { try disk.remove(path + "/" + name) }
  }

  /// A hidden name beside a file that is on another device than this folder.
  static func temporary(beside path: String, _ generation: Int) -> String {
    let name = path.split(separator: "/").last ?? ""
    return folderPath(of: path) + "/.\(name).\(generation).plainlab.tmp"
  }

  static func isTemporary(_ path: String) -> Bool {
    path.hasSuffix(".plainlab.tmp") && path.split(separator: "/").last?.hasPrefix(".") == true
  }
}
