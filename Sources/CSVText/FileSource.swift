#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// An open file, read at explicit offsets and closed when nobody needs it any more.
public final class FileSource: ByteSource {
  private let descriptor: CInt
  private let path: String

  /// The size when the file was opened. What is appended later is not read.
  public let size: Int

  private init(descriptor: CInt, path: String, size: Int) {
    self.descriptor = descriptor
    self.path = path
    self.size = size
  }

  deinit { close(descriptor) }

  /// Opens the file at `path`.
  ///
  /// A regular file is read in place. A pipe or a device cannot be read twice, so it is read to its
  /// end here and kept in memory. Throws `FileError` for a folder and for what cannot be opened.
  public static func open(_ path: String) throws -> any ByteSource {
    let descriptor = systemOpen(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path, errno) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw FileError(path, code)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      return FileSource(descriptor: descriptor, path: path, size: Int(status.st_size))
    case S_IFDIR:
      close(descriptor)
      throw FileError(path, EISDIR)
    default:
      defer { close(descriptor) }
      return MemorySource(try readToEnd(descriptor, path))
    }
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    let count = min(buffer.count, max(0, size - offset))
    guard count > 0 else { return 0 }
    while true {
      let got = unsafe pread(descriptor, buffer.baseAddress, count, off_t(offset))
      if got >= 0 { return got }
      if errno != EINTR { throw FileError(path, errno) }
    }
  }

  private static func readToEnd(_ descriptor: CInt, _ path: String) throws -> [UInt8] {
    var all: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let capacity = block.count
      let got = unsafe block.withUnsafeMutableBytes {
        unsafe systemRead(descriptor, $0.baseAddress, capacity)
      }
      if got == 0 { return all }
      if got > 0 { all += block[..<got] } else if errno != EINTR { throw FileError(path, errno) }
    }
  }
}

// The names `open` and `read` mean this type's own methods inside it.
private func systemOpen(_ path: String, _ flags: CInt) -> CInt { unsafe open(path, flags) }
private func systemRead(_ descriptor: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int
{
  unsafe read(descriptor, buffer, count)
}

/// What the system said when a file could not be opened, read or written.
public struct FileError: Error, Hashable, CustomStringConvertible {
  public let path: String
  public let code: CInt

  public init(_ path: String, _ code: CInt) {
    self.path = path
    self.code = code
  }

  public var description: String { "\(path): \(unsafe String(cString: strerror(code)))" }

  /// Whether there is simply no such file or folder.
  public var isAbsence: Bool { code == ENOENT }
}
