internal import CSVText

/// Puts new bytes in the place of a file that is none of a lab's, whole or not at all, and makes them
/// durable.
///
/// The bytes go to a temporary file beside the target, which is synced, renamed onto it, and the
/// folder synced. The new file has the old one's mode, access list and, where the system permits,
/// owner; a symbolic link stays one, and what it leads to is replaced. A failure leaves the target as
/// it was and no temporary file. A file that may not be written to is refused, though a rename could.
/// - Throws: `FileError`.
public func replaceFile(at path: String, with bytes: [UInt8]) throws {
  let disk = SystemDisk()
  do {
    // A link to nothing: better no file than one in a place that nobody sees.
    let isThere = try disk.status(of: path, followingLinks: false) != nil
    let target = try isThere ? disk.realPath(path) : path
    let model = try disk.status(of: target, followingLinks: true)
    if let model {
      guard model.isFile else {
        throw FileError(path, model.isFolder ? FileError.isAFolder : FileError.invalid)
      }
      try disk.checkWritable(target)
    }
    let temporary = temporaryName(beside: target)
    func takeAttributes(_ new: OpenFile) throws {
      guard model != nil else { return }
      let old = try disk.open(target, .reading)
      defer { disk.close(old) }
      try disk.copyAttributes(of: old, to: new)
    }
    try disk.make(temporary, mode: model == nil ? 0o644 : 0o600, finish: takeAttributes) { write in
      try write(bytes)
    }
    do {
      try disk.rename(temporary, to: target)
    } catch {
      try? disk.remove(temporary)
      throw error
    }
    try disk.syncFolder(folderPath(of: target))
  } catch let error as FileError {
    // Nobody knows the temporary file by its name.
    throw FileError(path, error.code)
  }
}
