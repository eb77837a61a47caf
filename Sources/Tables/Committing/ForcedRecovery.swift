internal import CSVText

/// Ends a change that was interrupted and whose files somebody edited since, as a person decided.
///
/// Nothing that anybody wrote is lost: an edited file that has to give way is kept beside its place
/// as `runs.csv.edited-2026-11-20T083000Z`, which no table is read from, for the person to compare
/// and to delete. When it is interrupted itself, it can be done again.
package struct ForcedRecovery {
  private let session: WritingSession
  private let at: Int64

  /// - Parameter at: When, in seconds since 1970, for the names of the files that are kept.
  /// - Throws: as a `WritingSession`, but for `UnfinishedChange` and `DamagedJournal`.
  package init(
    _ folder: DiskFolder, disk: any Disk = SystemDisk(), patience: Duration = .seconds(10),
    at: Int64
  ) throws {
    session = try WritingSession(
      locking: folder, disk: disk, patience: patience, holder: "recover", at: at)
    self.at = at
  }

  private var state: StateFolder { session.state }
  private var disk: any Disk { session.state.disk }

  /// What became of one file.
  package struct File: Hashable, Sendable {
    /// In the data folder.
    package let path: String
    package let outcome: Outcome
  }

  package enum Outcome: Hashable, Sendable {
    /// It shows the change.
    case changed
    /// It is as before the change.
    case asBefore
    /// It was edited, and stays so.
    case leftEdited
    /// Its edited form is kept in the file of that path, and in its place is what was to be there.
    case edited(keptAs: String)
    /// Rows were to be added to a file that is not there any more. They are in the file of that path.
    case unapplied(keptAs: String)
    /// Its old bytes are gone: it still shows the change.
    case cannotBePutBack
    /// Its new bytes are gone: it does not show the change.
    case cannotBeChanged
  }
}

// MARK: Completing

extension ForcedRecovery {
  /// Completes the change; returns what became of each of its files, none when there is no change.
  ///
  /// A rewritten or removed file that somebody edited makes way and is kept beside. Rows to add are
  /// added to the file as it was edited, unless they are in it already; whether they still fit there
  /// is for `check` to say. `cannotBeChanged` and `unapplied` say that the set is not whole.
  /// - Throws: `DamagedJournal`, as it is not known then what the change was.
  package func apply() throws -> [File] {
    try state.naming {
      guard let (journal, isTakenBack) = try state.unfinishedJournal() else { return [] }
      if isTakenBack { try disk.rename(state.takenBackJournal, to: state.journal) }
      var outcomes: [File] = []
      var rest: [JournaledFile] = []
      for file in journal.files {
        let outcome = try state.progress(of: file) == .edited ? force(file) : .changed
        if try state.progress(of: file) != .edited { rest.append(file) }
        outcomes.append(File(path: file.path, outcome: outcome))
      }
      try Replay(state: state, journal: journal.of(rest)).apply()
      try Replay(state: state, journal: journal).finish()
      return outcomes
    }
  }

  private func force(_ file: JournaledFile) throws -> Outcome {
    let place = state.path(of: file.place)
    switch file.action {
    case .append(let bytes, _):
      guard try disk.exists(place) else {
        let name = try freeName(beside: file.path, "unapplied")
        try state.write(bytes, to: state.path(of: name), mode: file.mode, isSynced: true)
        return .unapplied(keptAs: name)
      }
      try append(bytes, to: place)
      return .changed
    case .replace(let temporary, let new):
      let waiting = state.path(of: temporary)
      guard let held = try disk.status(of: waiting, followingLinks: false) else {
        return .cannotBeChanged
      }
      guard held.hasContent(of: new) else {
        return .edited(keptAs: try setAside(waiting, beside: file))
      }
      var outcome = Outcome.changed
      if try disk.exists(place) { outcome = .edited(keptAs: try setAside(place, beside: file)) }
      try disk.renameNew(waiting, to: place)
      return outcome
    case .remove(let temporary):
      let held = state.path(of: temporary)
      return .edited(
        keptAs: try setAside(disk.exists(held) ? held : place, beside: file))
    }
  }

  /// Adds lines to a file that was edited, unless all or some of them are there.
  private func append(_ bytes: [UInt8], to path: String) throws {
    let file = try disk.open(path, .writing)
    defer { disk.close(file) }
    let text = try disk.bytes(of: file, at: 0, count: disk.status(of: file).size)
    if !text.contains(bytes) {
      // Lines that were cut off are written again in their place.
      let start = text.lineStarts.first { bytes.starts(with: text[$0...]) }
      let lineBreak = start == nil && bytes.first != UInt8(ascii: "\n") ? [UInt8(ascii: "\n")] : []
      try disk.writeAll(lineBreak + bytes, to: file, at: start ?? text.count)
    }
    try disk.sync(file)
  }
}

// MARK: Taking back

extension ForcedRecovery {
  /// Takes the change back; returns what became of each of its files, none when there is no change.
  ///
  /// A file that was edited before the change came to it stays as it was edited. One that was edited
  /// on top of the change makes way for the old one and is kept beside. A journal that is damaged is
  /// put aside with the new files that waited, in `.plainlab/damaged-…`; the tables are not touched
  /// then, and what of the change they show is for a person to see.
  package func discard() throws -> [File] {
    try state.naming {
      let unfinished: (journal: Journal, isTakenBack: Bool)?
      do {
        unfinished = try state.unfinishedJournal()
      } catch is DamagedJournal {
        try setJournalAside()
        return []
      }
      guard let journal = unfinished?.journal else { return [] }
      var outcomes: [File] = []
      var rest: [JournaledFile] = []
      for file in journal.files {
        let replay = Replay(state: state, journal: journal)
        var outcome = try state.progress(of: file) == .edited ? Outcome.leftEdited : .asBefore
        if try !replay.canTakeBack(file) { outcome = try makeWay(for: file) }
        if try replay.canTakeBack(file) { rest.append(file) }
        outcomes.append(File(path: file.path, outcome: outcome))
      }
      try Replay(state: state, journal: journal.of(rest)).takeBack()
      return outcomes
    }
  }

  /// Puts aside what stands where the old file was.
  private func makeWay(for file: JournaledFile) throws -> Outcome {
    let place = state.path(of: file.place)
    switch file.action {
    case .append(let bytes, _):
      guard let base = file.base else { return .cannotBePutBack }
      let name = try freeName(beside: file.path, "edited")
      let edited = try disk.open(place, .writing)
      defer { disk.close(edited) }
      let text = try disk.bytes(of: edited, at: 0, count: disk.status(of: edited).size)
      try state.write(text, to: state.path(of: name), mode: file.mode, isSynced: true)
      try disk.truncate(edited, to: base.size + bytes.count)
      return .edited(keptAs: name)
    case .replace(let temporary, _), .remove(let temporary):
      guard try file.base == nil || disk.exists(state.path(of: temporary)) else {
        return .cannotBePutBack
      }
      return .edited(keptAs: try setAside(place, beside: file))
    }
  }

  /// Puts a damaged journal away, with what waited for it.
  private func setJournalAside() throws {
    var folder = "damaged-" + stamp
    while try disk.exists(state.path + "/" + folder) { folder += "-again" }
    try disk.makeFolder(state.path + "/" + folder, mode: state.newFolderMode())
    for name in try disk.names(in: state.path) ?? []
    where name.hasSuffix(".json") || name.hasSuffix(".tmp") || name == "elsewhere" {
      try disk.rename(state.path + "/" + name, to: state.path + "/" + folder + "/" + name)
    }
    try disk.syncFolder(state.path)
  }
}

// MARK: Beside

extension ForcedRecovery {
  private var stamp: String { moment(at).filter { $0 != ":" } }

  /// A path in the data folder that nothing has yet.
  private func freeName(beside path: String, _ kind: String) throws -> String {
    var name = "\(path).\(kind)-\(stamp)"
    while try disk.exists(state.path(of: name)) { name += "-again" }
    return name
  }

  /// Gives a file a name beside the table's, and makes it durable.
  private func setAside(_ path: String, beside file: JournaledFile) throws -> String {
    let name = try freeName(beside: file.place, "edited")
    try disk.renameNew(path, to: state.path(of: name))
    try disk.syncFolder(folderPath(of: state.path(of: name)))
    return name
  }
}

extension Journal {
  /// The same change of some of its files.
  fileprivate func of(_ files: [JournaledFile]) -> Journal {
    Journal(
      generation: generation, what: what, at: at, folders: folders, files: files, rows: rows)
  }
}

extension [UInt8] {
  /// Whether `bytes` stand somewhere in these. Looks at every place: for rare occasions.
  fileprivate func contains(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, bytes.count <= count else { return bytes.isEmpty }
    return indices.dropLast(bytes.count - 1).contains {
      self[$0] == first && self[$0...].starts(with: bytes)
    }
  }

  /// Where lines begin; `count` too, when the last one ends with a line feed.
  fileprivate var lineStarts: [Int] {
    [0] + indices.filter { self[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }
}
