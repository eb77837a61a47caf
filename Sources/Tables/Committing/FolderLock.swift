internal import CSVText
internal import JSONText
internal import Wording

/// The right to change a data folder, held until this value goes.
///
/// It is `flock`: the system gives it back however the process ends, so no lock is ever stale. (A
/// `fcntl` lock would go with the first descriptor of the file that is closed.)
final class FolderLock {
  private let file: OpenFile
  private let disk: any Disk

  /// Waits for whoever has it, at most `patience`.
  ///
  /// - Parameter name: The lock's file in the state folder; the one of those who change tables, by
  ///   default.
  /// - Throws: `FolderIsBusy`.
  init(
    _ state: StateFolder, named name: String = "lock", patience: Duration, holder: String, at: Int64
  ) throws {
    disk = state.disk
    let path = state.path + "/" + name
    let end = ContinuousClock.now + patience
    var pause = Duration.milliseconds(1)
    while true {
      let file = try disk.open(path, .locking(mode: state.newFileMode()))
      do {
        // Whoever removed the folder by hand took the lock's file along: then this is not the lock.
        if try disk.lock(file),
          try disk.status(of: path, followingLinks: false)?.inode == disk.status(of: file).inode
        {
          self.file = file
          break
        }
        guard ContinuousClock.now < end else {
          let line = try disk.bytes(of: file, at: 0, count: 4096)
          throw FolderIsBusy(folder: state.folder.name, holder: LockHolder(line))
        }
      } catch {
        disk.close(file)
        throw error
      }
      disk.close(file)
      disk.pause(pause)
      pause = min(pause * 2, .milliseconds(50))
    }
    let line = LockHolder(what: holder, process: processNumber(), since: at).line
    // For those who wait; no reason to fail.
    try? disk.truncate(file, to: 0)
    try? disk.writeAll(line, to: file, at: 0)
  }

  deinit { disk.close(file) }

  /// Whether a writer is at work.
  static func isHeld(_ state: StateFolder) throws -> Bool {
    guard try state.disk.exists(state.path + "/lock") else { return false }
    let file = try state.disk.open(state.path + "/lock", .reading)
    defer { state.disk.close(file) }
    return try !state.disk.lock(file)
  }
}

extension DiskFolder {
  /// Does a work that only one process does at a time in this data folder. Others may change its tables
  /// meanwhile, and so may the work.
  ///
  /// - Parameters:
  ///   - what: The work, for those who wait.
  ///   - name: What only one does.
  ///   - patience: How long to wait for another one.
  ///   - at: Now, in seconds since 1970.
  /// - Throws: `FolderIsBusy`.
  public func alone<Value>(
    _ what: String, as name: String, patience: Duration, at: Int64, _ body: () throws -> Value
  ) throws -> Value {
    let state = StateFolder(folder: self, disk: SystemDisk())
    let lock = try state.naming {
      try state.make()
      try state.heal()
      return try FolderLock(
        state, named: name + ".lock", patience: patience, holder: what, at: at)
    }
    return try withExtendedLifetime(lock) { try body() }
  }
}

/// Who has the lock, as the lock's file says.
package struct LockHolder: Hashable, Sendable {
  /// What is being done.
  package let what: String
  package let process: Int
  /// In seconds since 1970.
  package let since: Int64
}

extension LockHolder {
  fileprivate var line: [UInt8] {
    let json: JSON = [
      "process": .int(process), "what": .string(what), "since": .int(Int(since)),
    ]
    return Array((json.compact + "\n").utf8)
  }

  init?(_ line: [UInt8]) {
    guard let json = try? JSON(parsing: line.span), let what = json["what"]?.string,
      let process = json["process"]?.int, let since = json["since"]?.int
    else { return nil }
    self.init(what: what, process: process, since: Int64(since))
  }
}
