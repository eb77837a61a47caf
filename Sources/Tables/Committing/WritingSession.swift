internal import CSVText
package import JSONText

/// The right to change a data folder: its lock, held until this value goes.
///
///     let session = try WritingSession(folder, holder: "start run 12", at: now)
///     let snapshot = try session.snapshot()
///     …                                     // read, decide, check
///     try session.commit(edits, from: snapshot, what: "start run 12", rows: .null, at: now)
///
/// One commit a session and snapshot; for another, take a new snapshot.
package final class WritingSession {
  package let folder: DiskFolder
  let state: StateFolder
  private let lock: FolderLock

  /// Waits for the lock, and completes or takes back what an earlier writer left.
  ///
  /// Makes `.plainlab` where there is none, and its `.gitignore` where it was changed.
  /// - Parameters:
  ///   - patience: How long to wait for another writer.
  ///   - holder: What is being done, for the message of those who wait.
  ///   - at: Seconds since 1970, for that message too.
  /// - Throws: `FolderIsBusy`; `UnfinishedChange` when a change was interrupted and somebody edited
  ///   its files since; `DamagedJournal`; `UnusableStateFolder`; `FileError`, when the folder cannot
  ///   be written to, say.
  package convenience init(
    _ folder: DiskFolder, disk: any Disk = SystemDisk(), patience: Duration = .seconds(10),
    holder: String, at: Int64
  ) throws {
    try self.init(locking: folder, disk: disk, patience: patience, holder: holder, at: at)
    try state.naming {
      try state.heal()
      try recover()
    }
  }

  /// Takes the lock and nothing else: for what ends an unfinished change by force.
  init(
    locking folder: DiskFolder, disk: any Disk, patience: Duration, holder: String, at: Int64
  ) throws {
    self.folder = folder
    let state = StateFolder(folder: folder, disk: disk)
    self.state = state
    lock = try state.naming {
      try state.make()
      return try FolderLock(state, patience: patience, holder: holder, at: at)
    }
  }

  /// The folder as it is now. Each file is opened when it is first asked for.
  package func snapshot() throws -> FolderSnapshot {
    // A file that was changed within the last 20 ms may change again with the same time. (Linux
    // stamps every 1 to 10 ms, 4 as a rule.)
    FolderSnapshot(
      folder, disk: state.disk,
      settling: Settling(
        tick: 20_000_000, keptSize: 1 << 20,
        known: try state.naming { try state.generation().files }
      ))
  }

  /// Completes what an earlier writer decided on, or goes on taking it back; else removes what one
  /// left who decided on nothing.
  private func recover() throws {
    guard let (journal, isTakenBack) = try state.unfinishedJournal() else {
      return try state.removeTemporaries()
    }
    let replay = Replay(state: state, journal: journal)
    do {
      if isTakenBack {
        try replay.takeBack()
      } else {
        try replay.apply()
        try replay.finish()
      }
    } catch is EditedMeanwhile {
      throw try UnfinishedChange(journal, isTakenBack: isTakenBack, in: state)
    }
  }
}

extension WritingSession {
  /// Makes a change of any number of files, whole or not at all.
  ///
  /// Every edit is of the file as `snapshot` has it: it must be that still, and so must everything
  /// else that was seen through it. When this returns, the change is in the files and survives a
  /// loss of power. When it throws anything but `InterruptedChange`, the folder is as it was.
  ///
  /// An append costs its bytes; a rewrite costs the file. Appends of more than 16 MB, and to a file
  /// with several names, are rewrites. A symbolic link stays one, and what it leads to is changed;
  /// mode, owner, access list and other attributes stay.
  /// - Parameters:
  ///   - what: What the change is, for messages.
  ///   - rows: Kept with the journal for those who look later; `null` when it is too much.
  ///   - at: When, in seconds since 1970.
  /// - Throws: `Overtaken` when a file was edited meanwhile; `FileError`, also for a file that may not
  ///   be written to; `InterruptedChange` when the change was made, or is being taken back, but the
  ///   disk failed before all files show it.
  package func commit(
    _ edits: [FileEdit], from snapshot: FolderSnapshot, what: String, rows: JSON, at: Int64
  ) throws {
    guard !edits.isEmpty else { return }
    for edit in edits {
      precondition(edit.isInside, "an edit is of a file in the data folder, not of \(edit.path)")
    }
    let replay = try state.naming {
      let (generation, isOver) = try state.generation().number.addingReportingOverflow(1)
      guard !isOver else {
        throw DamagedJournal(
          folder: folder.name, file: state.title(ofSystemPath: state.generationFile),
          reason: "it counts further than there can be changes")
      }
      var preparation = Preparation(state, snapshot, generation)
      do {
        for edit in edits { try preparation.add(edit) }
        guard !preparation.files.isEmpty else { return nil as Replay? }
        let journal = preparation.journal(what: what, rows: rows, at: at)
        try decide(journal, snapshot, isFirst: generation == 1)
        return Replay(state: state, journal: journal)
      } catch {
        try? state.disk.remove(state.path + "/journal.tmp")
        preparation.removeTemporaries()
        // A file that is gone meanwhile is told as what it is.
        if error is FileError, case let paths? = try? snapshot.overtakenPaths(), !paths.isEmpty {
          throw Overtaken(folder: folder.name, paths: paths)
        }
        throw error
      }
    }
    try replay?.complete()
  }

  /// Writes the journal and gives it its name: from then on the change is made.
  private func decide(_ journal: Journal, _ snapshot: FolderSnapshot, isFirst: Bool) throws {
    let disk = state.disk
    let temporary = state.path + "/journal.tmp"
    try state.write(journal.text, to: temporary, mode: journal.mode, isSynced: true)
    // The names of the new files must be durable before the journal's.
    var folders = Set(
      journal.files.compactMap(\.temporary).map { folderPath(of: state.path(of: $0)) })
    // So must the state folder's own.
    if isFirst { folders.insert(folder.path) }
    for path in folders.sorted() { try disk.syncFolder(path) }
    let overtaken = try snapshot.overtakenPaths()
    guard overtaken.isEmpty else { throw Overtaken(folder: folder.name, paths: overtaken) }
    do {
      try disk.rename(temporary, to: state.journal)
    } catch {
      // A network drive may say that a rename failed which it made.
      guard try disk.exists(state.journal) else { throw error }
    }
  }
}

extension Replay {
  /// Does what was just decided on; where a file was edited in the last instant, or the disk refuses,
  /// takes it all back.
  fileprivate func complete() throws {
    do {
      try disk.syncFolder(state.path)
      try apply()
    } catch {
      do {
        try takeBack()
      } catch let second {
        throw interrupted(by: second is EditedMeanwhile ? error : second)
      }
      if let edited = error as? EditedMeanwhile {
        throw Overtaken(folder: state.folder.name, paths: edited.paths)
      }
      throw error
    }
    do {
      try finish()
    } catch {
      throw interrupted(by: error)
    }
  }

  private func interrupted(by cause: any Error) -> InterruptedChange {
    let isTakenBack = (try? disk.exists(state.takenBackJournal)) ?? false
    var cause = cause
    if let error = cause as? FileError {
      cause = FileError(state.title(ofSystemPath: error.path), error.code)
    }
    return InterruptedChange(
      folder: state.folder.name, what: journal.what, isTakenBack: isTakenBack, cause: "\(cause)")
  }
}
