public import CSVText

extension Store {
  /// Opens the tables of a folder as they are at one moment, without a lock: never with a part of a
  /// change, whoever is writing.
  ///
  /// Every file of a table is opened here, once; what is written later is not seen. A change that was
  /// interrupted is completed first. Where somebody edited its files since, reading goes on with what
  /// is there, and the snapshot's `hasUnfinishedChange` says so. Makes nothing in the folder.
  /// - Parameters:
  ///   - wrapping: What to read the snapshot through, such as a meter.
  /// - Throws: what `init` throws; `FolderIsBusy` when a writer is at work for more than ten seconds;
  ///   an error that says so when a change was interrupted, and this process may not complete it.
  public static func open(
    _ folder: DiskFolder, catalog: Catalog, options: RecordReader.Options = .init(),
    through wrapping: (FolderSnapshot) -> any FileTree = { $0 }
  ) throws -> Store {
    try ConsistentReading(folder, disk: SystemDisk()).read { snapshot in
      let store = try Store(wrapping(snapshot), catalog: catalog, options: options)
      for file in store.allFiles { _ = try? snapshot.file(file.path) }
      return store
    }
  }
}

/// Looks at a folder without its lock until no change came in between.
struct ConsistentReading {
  private let folder: DiskFolder
  private let disk: any Disk
  private let state: StateFolder
  /// How long to wait for a writer at work.
  private let patience: Duration

  init(_ folder: DiskFolder, disk: any Disk, patience: Duration = .seconds(10)) {
    self.folder = folder
    self.disk = disk
    self.patience = patience
    state = StateFolder(folder: folder, disk: disk)
  }

  /// What is looked at before and after.
  private struct Moment: Equatable {
    let hasJournal: Bool
    /// What the generation's file says, and which one it is: a number may come again when somebody
    /// removed the state folder.
    let generation: [UInt8]?
    let file: Fingerprint?
  }

  private func moment() throws -> Moment {
    // The journal first: a change that is complete by then has raised the generation.
    Moment(
      hasJournal: try state.hasJournal(),
      generation: try disk.contents(of: state.generationFile),
      file: try disk.status(of: state.generationFile, followingLinks: false))
  }

  /// What `look` returns of a snapshot in which it has opened all that belongs together.
  func read<Value>(_ look: (FolderSnapshot) throws -> Value) throws -> Value {
    let end = ContinuousClock.now + patience
    var pause = Duration.milliseconds(1)
    while true {
      let before = try state.naming { try moment() }
      if before.hasJournal {
        switch try complete(until: end) {
        case .ended: continue
        case .waits: return try look(FolderSnapshot(folder, disk: disk, hasUnfinishedChange: true))
        case .isBusy: break
        }
      } else {
        let result = Result { try look(FolderSnapshot(folder, disk: disk)) }
        if try state.naming({ try moment() }) == before { return try result.get() }
        guard ContinuousClock.now < end else {
          throw FolderIsBusy(folder: folder.name, holder: nil)
        }
      }
      disk.pause(pause)
      pause = min(pause * 2, .milliseconds(50))
    }
  }

  private enum Completion {
    case ended
    /// For a person.
    case waits
    case isBusy
  }

  /// Completes what was interrupted, if nobody is at work.
  private func complete(until end: ContinuousClock.Instant) throws -> Completion {
    do {
      _ = try WritingSession(
        folder, disk: disk, patience: .zero, holder: "completing an interrupted change",
        at: disk.now() / 1_000_000_000)
      return .ended
    } catch let error as FolderIsBusy {
      guard ContinuousClock.now < end else { throw error }
      return .isBusy
    } catch is UnfinishedChange {
      return .waits
    } catch let error as FileError where error.isRefusal {
      // Who may only read waits for a writer at work like anybody else.
      if try state.naming({ try FolderLock.isHeld(state) }), ContinuousClock.now < end {
        return .isBusy
      }
      guard try state.naming({ try state.hasJournal() }) else { return .ended }
      throw UnreadableChange(folder: folder.name, reason: "\(error)")
    }
  }
}

extension FileError {
  // EPERM, EACCES and EROFS have the same numbers on every system that we know.
  fileprivate var isRefusal: Bool { [1, 13, 30].contains(code) }
}
