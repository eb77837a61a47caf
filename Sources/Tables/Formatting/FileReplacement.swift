internal import CSVText

/// Puts new bytes in the place of a file that is none of a lab's, whole or not at all, and makes
/// them durable.
/// - Throws: `FileError`.
public func replaceFile(at path: String, with bytes: [UInt8]) throws {
  try replaceFile(at: path) { write in try write(bytes) }
}

/// The same for bytes that come in pieces, of which none is kept in memory.
///
/// The bytes go to a temporary file beside the target, which is synced, renamed onto it, and the
/// folder synced. The new file has the old one's mode, access list and, where the system permits,
/// owner; a symbolic link stays one, and what it leads to is replaced. A failure leaves the target
/// as it was and no temporary file. A file that may not be written to is refused, though a rename
/// could.
/// - Parameter content: Hands the bytes, in as many pieces as it likes, to the function that it
/// gets.
///   When it throws, all is as it was.
/// - Throws: `FileError`, and what `content` throws.
public func replaceFile(
  at path: String, _ content: (_ write: ([UInt8]) throws -> Void) throws -> Void
) throws {
  let disk = SystemDisk()
  // A link to nothing: better no file than one in a place that nobody sees.
  let isThere = try disk.status(of: path, followingLinks: false) != nil
  let target = try isThere ? disk.realPath(path) : path
  removeAbandoned(beside: target, on: disk)
  let temporary = temporaryName(beside: target)
  let model = try disk.status(of: target, followingLinks: true)
  func takeAttributes(_ new: OpenFile) throws {
    guard model != nil else { return }
    let old = try disk.open(target, .reading)
    defer { disk.close(old) }
    try disk.copyAttributes(of: old, to: new)
  }
  do {
    if let model {
      guard !model.isFolder else { throw FileError(target, FileError.isAFolder) }
      guard model.isFile else {
        // A device or a pipe gets the bytes as they come, and no file takes its place.
        let file = try disk.open(target, .appending)
        defer { disk.close(file) }
        return try content { try disk.appendAll($0, to: file) }
      }
      try disk.checkWritable(target)
    }
    let mode: UInt32 = model == nil ? admitted(0o644) : 0o600
    try disk.make(temporary, mode: mode, finish: takeAttributes, content)
    do {
      try disk.rename(temporary, to: target)
    } catch {
      try? disk.remove(temporary)
      throw error
    }
    try disk.syncFolder(folderPath(of: target))
  } catch let error as FileError
    where [target, temporary, folderPath(of: target)].contains(error.path)
  {
    // Nobody knows the temporary file by its name. What the content meets in other files keeps
    // theirs.
    throw FileError(path, error.code)
  }
}
