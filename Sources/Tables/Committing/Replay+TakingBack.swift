internal import CSVText

extension Replay {
  /// Takes the change back from all files, and ends it: the folder is as it was before.
  ///
  /// The journal gets another name first, so that whoever comes next goes on in this direction.
  /// - Throws: `EditedMeanwhile` when a file cannot be put back without losing an edit, or its old
  ///   bytes are gone. If it is known beforehand, nothing is touched.
  func takeBack() throws {
    let stuck = try journal.files.filter { try !canTakeBack($0) }
    guard stuck.isEmpty else { throw EditedMeanwhile(paths: stuck.map(\.path)) }
    if try disk.exists(state.journal) {
      try disk.rename(state.journal, to: state.takenBackJournal)
      try disk.syncFolder(state.path)
    }
    for file in journal.files.reversed() { try takeBack(file) }
    for folder in journal.folders.reversed() { try removeFolder(folder) }
    try syncFolders()
    try close(state.takenBackJournal, Generation(number: journal.generation))
  }

  /// Whether the file is as before, or can be made so, or holds nothing but a person's edit.
  func canTakeBack(_ file: JournaledFile) throws -> Bool {
    let target = try disk.status(of: state.path(of: file.place), followingLinks: false)
    let held = try file.temporary.flatMap {
      try disk.status(of: state.path(of: $0), followingLinks: false)
    }
    switch file.action {
    case .append(let bytes, _):
      guard try state.progress(of: file) == .after, let base = file.base, let target else {
        return true
      }
      return target.size == base.size + bytes.count
    case .replace(_, let new):
      if held?.hasContent(of: new) == true { return true }
      guard let base = file.base else {
        return held == nil && (target == nil || target?.hasContent(of: new) == true)
      }
      if held == nil { return target?.hasContent(of: base) == true }
      return target == nil || target?.hasContent(of: new) == true
    case .remove:
      return held == nil ? target != nil : target == nil
    }
  }

  private func takeBack(_ file: JournaledFile) throws {
    let place = state.path(of: file.place)
    switch file.action {
    case .append:
      let progress = try state.progress(of: file)
      guard progress != .edited, let base = file.base else { return }
      let open = try disk.open(place, .writing)
      defer { disk.close(open) }
      if progress != .before { try disk.truncate(open, to: base.size) }
      try disk.sync(open)
    case .replace(let temporary, let new):
      let path = state.path(of: temporary)
      let held = try disk.status(of: path, followingLinks: false)
      if held?.hasContent(of: new) == true { return }
      if file.base == nil {
        if try disk.exists(place) { try disk.renameNew(place, to: path) }
      } else if held == nil {
        return
      } else if try !disk.exists(place) {
        try disk.renameNew(path, to: place)
      } else if try !disk.exchange(path, place) {
        try disk.rename(path, to: place)
      }
    case .remove(let temporary):
      let path = state.path(of: temporary)
      if try disk.exists(path) { try disk.renameNew(path, to: place) }
    }
  }

  /// Removes a folder that the change made, unless somebody put something into it.
  private func removeFolder(_ folder: String) throws {
    let path = state.path(of: folder)
    guard try disk.names(in: path)?.isEmpty == true else { return }
    try disk.removeFolder(path)
    try disk.syncFolder(folderPath(of: path))
  }
}
