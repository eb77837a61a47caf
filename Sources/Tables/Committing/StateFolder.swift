internal import CSVText
internal import JSONText

/// `.plainlab`, the folder beside the tables where a change is prepared and remembered.
///
/// At rest it holds the lock, `generation`, `recent/` and a `.gitignore` that hides it from git.
struct StateFolder: Sendable {
  static let name = ".plainlab"

  let folder: DiskFolder
  let disk: any Disk

  /// Its path for the system.
  var path: String { folder.path + "/" + Self.name }
  var journal: String { path + "/journal.json" }
  /// A journal whose change is being taken back.
  var takenBackJournal: String { path + "/taking-back.json" }
  var generationFile: String { path + "/generation" }
  var recent: String { path + "/recent" }
  /// A list of temporary files that wait beside their targets, on other devices.
  var elsewhere: String { path + "/elsewhere" }

  /// A place of a journal, for the system.
  func path(of place: String) -> String {
    place.hasPrefix("/") ? place : folder.path + "/" + place
  }

  /// Whether there is one. Throws `UnusableStateFolder` when something else has its name.
  func exists() throws -> Bool {
    guard let status = try disk.status(of: path, followingLinks: false) else { return false }
    guard status.isFolder else {
      throw UnusableStateFolder(
        title: folder.title(of: Self.name), isLink: status.isLink)
    }
    return true
  }

  /// Makes it where there is none, for the same people who may change the data folder.
  func make() throws {
    if try exists() { return }
    do {
      try disk.makeFolder(path, mode: folderMode())
    } catch let error as FileError where error.isExistence {
      // Another process was faster.
      _ = try exists()
    }
  }

  /// Writes the `.gitignore` when it does not hide everything.
  func heal() throws {
    let wanted = Array("*\n".utf8)
    if try disk.contents(of: path + "/.gitignore") != wanted {
      try replace(".gitignore", with: wanted)
    }
  }

  private func folderMode() throws -> UInt32 {
    (try disk.status(of: folder.path, followingLinks: true)?.mode ?? 0o755) & 0o7777
  }

  /// Who may use the data folder may use what is made in it; only its group may write there too.
  func newFileMode() throws -> UInt32 { try folderMode() & 0o664 }
  /// The same for a folder of parts.
  func newFolderMode() throws -> UInt32 { try folderMode() & 0o7775 }

  /// Puts a small file in place, whole or not at all; durable only with `isSynced` and a sync of the
  /// folder.
  /// - Parameter mode: Who may read it, of those who may use the folder.
  func replace(
    _ name: String, with bytes: [UInt8], mode: UInt32 = 0o666, isSynced: Bool = false
  ) throws {
    let temporary = path + "/" + name.split(separator: "/").joined(separator: "-") + ".tmp"
    try write(bytes, to: temporary, mode: mode, isSynced: isSynced)
    do {
      try disk.rename(temporary, to: path + "/" + name)
    } catch {
      try? disk.remove(temporary)
      throw error
    }
  }

  /// Writes a new file; leaves none behind when that fails.
  func write(
    _ bytes: [UInt8], to temporary: String, mode: UInt32 = 0o666, isSynced: Bool
  ) throws {
    if try disk.exists(temporary) { try disk.remove(temporary) }
    try disk.make(temporary, mode: newFileMode() & mode, isSynced: isSynced, bytes)
  }
}

extension StateFolder {
  /// Whether a change is neither complete nor taken back.
  func hasJournal() throws -> Bool {
    try disk.exists(journal) || disk.exists(takenBackJournal)
  }

  /// The change that was not completed, and whether it is being taken back.
  /// - Throws: `DamagedJournal`.
  func unfinishedJournal() throws -> (journal: Journal, isTakenBack: Bool)? {
    for (path, isTakenBack) in [(journal, false), (takenBackJournal, true)] {
      guard let text = try disk.contents(of: path) else { continue }
      do {
        let journal = try Journal(text: text)
        guard try journal.files.allSatisfy(isExpected), journal.folders.allSatisfy(Self.isInside)
        else { throw BrokenSeal.leadsOut }
        return (journal, isTakenBack)
      } catch {
        throw DamagedJournal(
          folder: folder.name, file: title(ofSystemPath: path), reason: "\(error)")
      }
    }
    return nil
  }

  /// Whether a journal speaks of a file of this folder, and of temporaries of ours: one that came with
  /// somebody else's folder may say anything.
  private func isExpected(_ file: JournaledFile) throws -> Bool {
    guard Self.isInside(file.path) else { return false }
    if let temporary = file.temporary {
      let isOurs =
        temporary.hasPrefix(Self.name + "/") && Self.isInside(String(temporary.dropFirst(10)))
      guard isOurs || Self.isTemporary(temporary) else { return false }
    }
    if file.place == file.path { return true }
    // Behind a link; what the link leads to may have been moved aside.
    let full = folder.path + "/" + file.path
    if let real = try? disk.realPath(full) { return real == file.place }
    let name = full.split(separator: "/").last.map(String.init) ?? ""
    let above = try? disk.realPath(folderPath(of: full))
    return above.map { $0 + "/" + name == file.place } ?? false
  }

  /// Whether a path stays in the folder that it is in.
  private static func isInside(_ path: String) -> Bool {
    !path.isEmpty
      && path.split(separator: "/", omittingEmptySubsequences: false)
        .allSatisfy { !["", ".", ".."].contains($0) }
  }

  /// A system path as a person is told it.
  func title(ofSystemPath path: String) -> String {
    if path == folder.path { return folder.name }
    guard path.hasPrefix(folder.path + "/") else { return path }
    return folder.title(of: String(path.dropFirst(folder.path.count + 1)))
  }

  /// Runs `body` so that what the system refuses is told with the names that a person knows.
  func naming<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as FileError {
      throw FileError(title(ofSystemPath: error.path), error.code)
    }
  }
}

extension FileError {
  // 17 is EEXIST on every system that we know.
  var isExistence: Bool { code == 17 }
}
