internal import CPlatform
internal import CSVText

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The disk of this machine.
package struct SystemDisk: Disk {
  package init() {}

  /// Repeats a call that a signal interrupted, and throws what the system says of any other failure.
  @discardableResult
  private func call<Result: SignedInteger>(
    _ path: String, _ body: () -> Result
  ) throws -> Result {
    while true {
      let result = body()
      if result >= 0 { return result }
      if errno != EINTR { throw FileError(path, errno) }
    }
  }
}

// MARK: Looking

extension SystemDisk {
  package func status(of path: String, followingLinks: Bool) throws -> Fingerprint? {
    var status = stat()
    let result = unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
    if result == 0 { return Fingerprint(status) }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw FileError(path, errno)
  }

  package func status(of file: OpenFile) throws -> Fingerprint {
    var status = stat()
    try call(file.path) { unsafe fstat(file.number, &status) }
    return Fingerprint(status)
  }

  package func names(in folder: String) throws -> [String]? {
    do {
      return try DiskFolder(folder).names(in: "")
    } catch let error as FileError where error.code == ENOENT || error.code == ENOTDIR {
      return nil
    }
  }

  package func realPath(_ path: String) throws -> String {
    guard let real = unsafe realpath(path, nil) else { throw FileError(path, errno) }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  package func checkWritable(_ path: String) throws {
    try call(path) { unsafe access(path, W_OK) }
  }
}

extension Fingerprint {
  fileprivate init(_ status: stat) {
    func nanoseconds(_ time: timespec) -> Int64 {
      Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
    #if canImport(Darwin)
      let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
    #else
      let (modified, changed) = (status.st_mtim, status.st_ctim)
    #endif
    self.init(
      device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino),
      size: Int(status.st_size), modified: nanoseconds(modified), changed: nanoseconds(changed),
      mode: UInt32(status.st_mode), links: UInt64(status.st_nlink))
  }
}

// MARK: Files

extension SystemDisk {
  package func open(_ path: String, _ purpose: OpenPurpose) throws -> OpenFile {
    let (flags, mode): (CInt, UInt32?) =
      switch purpose {
      case .reading: (O_RDONLY, nil)
      case .writing: (O_RDWR, nil)
      case .appending: (O_RDWR | O_APPEND, nil)
      case .creating(let mode): (O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode)
      case .locking(let mode): (O_RDWR | O_CREAT | O_NOFOLLOW, mode)
      }
    var number = systemOpen(path, flags | O_CLOEXEC, mode ?? 0)
    // A table may have more parts than a process has files, at first.
    if number < 0, errno == EMFILE {
      // Another thread may have raised it just now, so whether this call did says nothing.
      _ = platform_raise_open_file_limit()
      number = systemOpen(path, flags | O_CLOEXEC, mode ?? 0)
    }
    guard number >= 0 else { throw FileError(path, errno) }
    // The process's `umask` took bits away; where the file is another's, its mode is his.
    if let mode { _ = fchmod(number, mode_t(mode & 0o7777)) }
    return OpenFile(number, path)
  }

  package func read(
    _ file: OpenFile, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws -> Int {
    guard buffer.count > 0 else { return 0 }
    return try call(file.path) {
      unsafe pread(file.number, buffer.baseAddress, buffer.count, off_t(offset))
    }
  }

  package func write(_ bytes: Span<UInt8>, to file: OpenFile, at offset: Int) throws -> Int {
    guard !bytes.isEmpty else { return 0 }
    let written = try unsafe bytes.withUnsafeBytes { buffer in
      try call(file.path) {
        unsafe pwrite(file.number, buffer.baseAddress, buffer.count, off_t(offset))
      }
    }
    guard written > 0 else { throw FileError(file.path, EIO) }
    return written
  }

  package func append(_ bytes: Span<UInt8>, to file: OpenFile) throws -> Int {
    guard !bytes.isEmpty else { return 0 }
    let written = try unsafe bytes.withUnsafeBytes { buffer in
      try call(file.path) { unsafe systemWrite(file.number, buffer.baseAddress, buffer.count) }
    }
    guard written > 0 else { throw FileError(file.path, EIO) }
    return written
  }

  package func copy(
    _ range: Range<Int>, of source: OpenFile, to target: OpenFile, at offset: Int
  ) throws -> Int {
    do {
      return try call(target.path) {
        platform_copy_range(
          source.number, Int64(range.lowerBound), target.number, Int64(offset),
          UInt(range.count))
      }
    } catch let error as FileError where Self.unsupported.contains(error.code) {
      return 0
    }
  }

  package func truncate(_ file: OpenFile, to size: Int) throws {
    try call(file.path) { ftruncate(file.number, off_t(size)) }
  }

  package func sync(_ file: OpenFile) throws {
    #if canImport(Darwin)
      // `fsync` leaves the bytes in the drive's own memory there; network drives know nothing else.
      if fcntl(file.number, F_FULLFSYNC) == 0 { return }
    #endif
    try call(file.path) { fsync(file.number) }
  }

  package func close(_ file: OpenFile) { systemClose(file.number) }

  package func lock(_ file: OpenFile) throws -> Bool {
    do {
      try call(file.path) { flock(file.number, LOCK_EX | LOCK_NB) }
      return true
    } catch let error as FileError where error.code == EWOULDBLOCK {
      return false
    }
  }

  /// What a system says that does not have a call, or not for this file system.
  private static var unsupported: [CInt] { [EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP, EXDEV, EBADF] }
}

// MARK: Names

extension SystemDisk {
  package func rename(_ path: String, to newPath: String) throws {
    try call(newPath) { systemRename(path, newPath) }
  }

  package func renameNew(_ path: String, to newPath: String) throws {
    if unsafe platform_rename_new(path, newPath) == 0 { return }
    guard [EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP].contains(errno) else {
      throw FileError(newPath, errno)
    }
    // The file system has no such call: look, then rename.
    if try exists(newPath) { throw FileError(newPath, EEXIST) }
    try rename(path, to: newPath)
  }

  package func exchange(_ path: String, _ other: String) throws -> Bool {
    if unsafe platform_exchange(path, other) == 0 { return true }
    if [EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP].contains(errno) { return false }
    throw FileError(other, errno)
  }

  package func remove(_ path: String) throws {
    try call(path) { unsafe unlink(path) }
  }

  package func makeFolder(_ path: String, mode: UInt32) throws {
    try call(path) { unsafe mkdir(path, 0o700) }
    try call(path) { unsafe chmod(path, mode_t(mode & 0o7777)) }
  }

  package func removeFolder(_ path: String) throws {
    try call(path) { unsafe rmdir(path) }
  }

  package func syncFolder(_ path: String) throws {
    let folder = systemOpen(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    guard folder >= 0 else { throw FileError(path, errno) }
    defer { systemClose(folder) }
    try sync(OpenFile(folder, path))
  }
}

// MARK: Time

extension SystemDisk {
  package func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  package func pause(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    unsafe nanosleep(&time, nil)
  }
}

// The names `open`, `write`, `close` and `rename` mean this type's own methods inside it.
private func systemOpen(_ path: String, _ flags: CInt, _ mode: UInt32) -> CInt {
  unsafe open(path, flags, mode_t(mode))
}
private func systemWrite(_ number: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(number, bytes, count)
}
private func systemClose(_ number: CInt) { close(number) }
private func systemRename(_ path: String, _ newPath: String) -> CInt {
  unsafe rename(path, newPath)
}

/// The number of this process.
func processNumber() -> Int { Int(getpid()) }
