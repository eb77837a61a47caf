internal import CSVText

/// The system calls with which files are looked at and changed.
///
/// Whatever a commit or a recovery does to the disk goes through one of these, so that a test can
/// stop, cut short or fail each call in turn. Paths are the system's. All throw `FileError`, but
/// for what they say they return.
package protocol Disk: Sendable {
  // Looking.

  /// What a path leads to; `nil` when nothing is there.
  func status(of path: String, followingLinks: Bool) throws -> Fingerprint?
  func status(of file: OpenFile) throws -> Fingerprint
  /// The names in a folder, in no order; `nil` when there is no such folder.
  func names(in folder: String) throws -> [String]?
  /// Where a path really leads, behind symbolic links. Throws when nothing is there.
  func realPath(_ path: String) throws -> String
  /// Throws what a writer of this file, or of names in this folder, would meet.
  func checkWritable(_ path: String) throws

  // Files.

  func open(_ path: String, _ purpose: OpenPurpose) throws -> OpenFile
  func read(
    _ file: OpenFile, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws -> Int
  /// Returns how many bytes were written: at least one, perhaps not all.
  func write(_ bytes: Span<UInt8>, to file: OpenFile, at offset: Int) throws -> Int
  /// Writes behind the last byte, wherever that is at this moment, of a file opened for `appending`;
  /// returns how many bytes were written.
  func append(_ bytes: Span<UInt8>, to file: OpenFile) throws -> Int
  /// Copies bytes inside the system and returns how many; 0 where it cannot.
  func copy(
    _ range: Range<Int>, of source: OpenFile, to target: OpenFile, at offset: Int
  ) throws -> Int
  /// Gives a file the mode, the access list, the attributes and, as far as permitted, the owner of
  /// another.
  func copyAttributes(of model: OpenFile, to file: OpenFile) throws
  func truncate(_ file: OpenFile, to size: Int) throws
  /// Makes a file's bytes durable.
  func sync(_ file: OpenFile) throws
  func close(_ file: OpenFile)
  /// Takes the file's lock and returns true; false when another holds it.
  func lock(_ file: OpenFile) throws -> Bool

  // Names.

  /// Gives a file another name; what had it is gone.
  func rename(_ path: String, to newPath: String) throws
  /// Gives a file another name; throws EEXIST when something has it.
  func renameNew(_ path: String, to newPath: String) throws
  /// Makes each of two names lead to the other's file, at one moment; false where the file system
  /// cannot.
  func exchange(_ path: String, _ other: String) throws -> Bool
  func remove(_ path: String) throws
  func makeFolder(_ path: String, mode: UInt32) throws
  func removeFolder(_ path: String) throws
  /// Makes the names in a folder durable.
  func syncFolder(_ path: String) throws

  // Time.

  /// Nanoseconds since 1970, by the clock that stamps files.
  func now() -> Int64
  func pause(_ duration: Duration)
}

/// A file that a `Disk` opened, until its `close`.
package struct OpenFile: Hashable, Sendable {
  package let number: CInt
  package let path: String

  package init(_ number: CInt, _ path: String) {
    self.number = number
    self.path = path
  }
}

package enum OpenPurpose: Hashable, Sendable {
  case reading
  case writing
  case appending
  /// Makes a file with this mode, whatever the process's `umask` is; throws EEXIST when there is one.
  case creating(mode: UInt32)
  /// For a lock: makes the file where there is none, and never follows a link.
  case locking(mode: UInt32)
}

extension Disk {
  func exists(_ path: String) throws -> Bool {
    try status(of: path, followingLinks: false) != nil
  }

  /// Writes all of `bytes`.
  func writeAll(_ bytes: [UInt8], to file: OpenFile, at offset: Int) throws {
    var done = 0
    while done < bytes.count {
      done += try write(bytes.span.extracting(done..<bytes.count), to: file, at: offset + done)
    }
  }

  /// Appends all of `bytes`.
  func appendAll(_ bytes: [UInt8], to file: OpenFile) throws {
    var done = 0
    while done < bytes.count {
      done += try append(bytes.span.extracting(done..<bytes.count), to: file)
    }
  }

  /// Up to `count` bytes; fewer only at the end.
  func bytes(of file: OpenFile, at offset: Int, count: Int) throws -> [UInt8] {
    unsafe try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      while filled < count {
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: raw[filled...])
        let got = try unsafe read(file, into: rest, at: offset + filled)
        if got == 0 { break }
        filled += got
      }
    }
  }

  /// All bytes of a small file; `nil` when there is none.
  func contents(of path: String) throws -> [UInt8]? {
    guard try exists(path) else { return nil }
    do {
      let file = try open(path, .reading)
      defer { close(file) }
      return try bytes(of: file, at: 0, count: status(of: file).size)
    } catch let error as FileError where error.isAbsence {
      return nil  // removed just now
    }
  }
}

/// The folder that holds a path.
func folderPath(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
