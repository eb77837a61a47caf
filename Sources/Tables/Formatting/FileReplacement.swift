internal import CSVText

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Puts new bytes in the place of a file, whole or not at all, and makes them durable.
///
/// The bytes go to a temporary file beside the target, which is synced, renamed onto it, and the
/// folder synced. The new file has the old one's mode and, where the system permits, owner; a
/// symbolic link stays one, and what it leads to is replaced. A failure leaves the target as it was
/// and no temporary file. A file that may not be written to is refused, though a rename could.
/// - Throws: `FileError`.
public func replaceFile(at path: String, with bytes: [UInt8]) throws {
  let target = try resolvedTarget(path)
  var status = stat()
  let exists = unsafe stat(target, &status) == 0
  if exists {
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(path, status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
    }
    guard unsafe access(target, W_OK) == 0 else { throw FileError(path, errno) }
  } else if errno != ENOENT {
    throw FileError(path, errno)
  }
  let temporary = temporaryName(beside: target)
  do {
    try writeNewFile(at: temporary, like: exists ? status : nil) { write in try write(bytes) }
  } catch let error as FileError {
    // Nobody knows the temporary file by its name.
    throw FileError(path, error.code)
  }
  guard unsafe rename(temporary, target) == 0 else {
    let code = errno
    unsafe unlink(temporary)
    throw FileError(path, code)
  }
  try syncFolder(folder(of: target))
}

/// Writes a file that is not there yet, and syncs it; removes it again when that fails.
///
/// - Parameters:
///   - model: The file whose mode and owner it takes; without one it is readable to all whom the
///     process's `umask` admits.
///   - content: Hands the bytes, in as many pieces as it likes, to the function that it gets.
func writeNewFile(
  at path: String, like model: stat? = nil,
  _ content: (_ write: ([UInt8]) throws -> Void) throws -> Void
) throws {
  let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
  let file = unsafe open(path, flags, model == nil ? 0o644 : 0o600)
  guard file >= 0 else { throw FileError(path, errno) }
  func check(_ result: CInt) throws {
    if result != 0 { throw FileError(path, errno) }
  }
  var isOpen = true
  do {
    try content { bytes in try check(writeAll(bytes, to: file)) }
    if let model {
      // Only root may give a file away; a failure leaves it with the one who writes.
      if model.st_uid != geteuid() || model.st_gid != getegid() {
        _ = fchown(file, model.st_uid, model.st_gid)
      }
      try check(fchmod(file, model.st_mode & 0o7777))
    }
    try check(sync(file))
    isOpen = false
    try check(close(file))
  } catch {
    if isOpen { close(file) }
    unsafe unlink(path)
    throw error
  }
}

/// Makes the names in a folder durable.
func syncFolder(_ path: String) throws {
  let folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard folder >= 0 else { throw FileError(path, errno) }
  defer { close(folder) }
  guard sync(folder) == 0 else { throw FileError(path, errno) }
}

/// A name in the same folder that nothing has: hidden, so that no table is looked for in it.
func temporaryName(beside path: String) -> String {
  let name = path.split(separator: "/").last ?? ""
  let digits = String(UInt64.random(in: .min ... .max), radix: 36)
  return folder(of: path) + "/.\(name.prefix(60)).\(digits).tmp"
}

/// The folder that holds a path.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Where a file really is, behind symbolic links; the path itself where nothing is yet.
private func resolvedTarget(_ path: String) throws -> String {
  if let real = unsafe realpath(path, nil) {
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
  guard errno == ENOENT else { throw FileError(path, errno) }
  var status = stat()
  // A link to nothing: better no file than one in a place that nobody sees.
  if unsafe lstat(path, &status) == 0 { throw FileError(path, ENOENT) }
  return path
}

private func writeAll(_ bytes: [UInt8], to file: CInt) -> CInt {
  unsafe bytes.withUnsafeBytes { buffer in
    var done = 0
    while done < buffer.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
      let written = unsafe write(file, rest.baseAddress, rest.count)
      if written > 0 {
        done += written
      } else if errno != EINTR {
        return -1
      }
    }
    return 0
  }
}

private func sync(_ file: CInt) -> CInt {
  #if canImport(Darwin)
    // `fsync` leaves the bytes in the drive's own memory there; network drives know nothing else.
    return fcntl(file, F_FULLFSYNC) == 0 ? 0 : fsync(file)
  #else
    return fsync(file)
  #endif
}
