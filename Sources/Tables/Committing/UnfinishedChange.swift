internal import CSVText
internal import Wording

/// A change that was interrupted and cannot be completed without a person: somebody edited one of its
/// files before the change came to it. Nothing is overwritten, and nothing else can be written,
/// before `plainlab recover` ends it.
package struct UnfinishedChange: Error, Sendable {
  /// The data folder, as the person called it.
  package let folder: String
  package let what: String
  /// When it was decided on, in seconds since 1970.
  package let at: Int64
  /// Whether it was being taken back when it was interrupted.
  package let isTakenBack: Bool
  package let files: [File]

  package struct File: Hashable, Sendable {
    /// In the data folder.
    package let path: String
    package let state: FileState
  }

  init(_ journal: Journal, isTakenBack: Bool, in state: StateFolder) throws {
    folder = state.folder.name
    what = journal.what
    at = journal.at
    self.isTakenBack = isTakenBack
    files = try journal.files.map { File(path: $0.path, state: try state.progress(of: $0)) }
  }
}

extension UnfinishedChange: CustomStringConvertible {
  package var description: String {
    func paths(_ states: FileState...) -> String? {
      let paths = files.filter { states.contains($0.state) }.map { folder + "/" + $0.path }
      return paths.isEmpty ? nil : paths.joinedForReading()
    }
    var lines = ["the change '\(visible(what))' of \(moment(at)) was interrupted:"]
    if let edited = paths(.edited) { lines.append("  edited since: \(edited)") }
    if let done = paths(.after) { lines.append("  changed already: \(done)") }
    if let open = paths(.before, .torn) { lines.append("  not changed yet: \(open)") }
    lines.append(
      "Nothing was overwritten. 'plainlab recover --apply' completes the change, --discard takes it "
        + "back; both keep what was edited.")
    return lines.joined(separator: "\n")
  }
}

extension UnfinishedChange {
  /// The change that waits in a folder for somebody to complete it; `nil` when there is none, or when
  /// its writer is still at work.
  ///
  /// Looks only: what the next command would complete by itself is returned too, without a file whose
  /// state is `edited`.
  /// - Throws: `DamagedJournal`.
  package static func inspect(
    _ folder: DiskFolder, disk: any Disk = SystemDisk()
  ) throws -> UnfinishedChange? {
    let state = StateFolder(folder: folder, disk: disk)
    return try state.naming {
      guard try state.exists(), try !FolderLock.isHeld(state),
        let (journal, isTakenBack) = try state.unfinishedJournal()
      else { return nil }
      return try UnfinishedChange(journal, isTakenBack: isTakenBack, in: state)
    }
  }
}
