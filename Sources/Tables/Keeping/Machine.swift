internal import CSVText

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What the machine says of its disks.
struct Machine: Sendable {
  /// How many bytes this process may still write where a path is; `nil` where nobody knows.
  var freeBytes: @Sendable (_ path: String) -> Int?
  /// The kind of file system at a path without links, such as `ext4` or `nfs`.
  var fileSystem: @Sendable (_ path: String) -> String?

  static let this = Machine(
    freeBytes: { path in
      var status = statvfs()
      guard unsafe statvfs(path, &status) == 0 else { return nil }
      let (bytes, isTooMany) = Int(status.f_bavail).multipliedReportingOverflow(
        by: Int(status.f_frsize))
      return isTooMany ? .max : bytes
    },
    fileSystem: { path in
      #if canImport(Darwin)
        var status = statfs()
        guard unsafe statfs(path, &status) == 0 else { return nil }
        return unsafe withUnsafeBytes(of: status.f_fstypename) { name in
          unsafe String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
        }
      #else
        // Its size is said to be zero, so it is no `FileSource`.
        let disk = SystemDisk()
        guard let mounts = try? disk.open("/proc/self/mounts", .reading) else { return nil }
        defer { disk.close(mounts) }
        guard let text = try? disk.bytes(of: mounts, at: 0, count: 1 << 20) else { return nil }
        return MountTable(text).fileSystem(of: path)
      #endif
    })
}

/// Which file system is at which place, as `/proc/self/mounts` says it.
struct MountTable {
  private var mounts: [(place: String, kind: String)] = []

  init(_ text: [UInt8]) {
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " "))
      guard words.count > 2 else { continue }
      mounts.append((Self.unescaped(words[1]), String(decoding: words[2], as: UTF8.self)))
    }
  }

  /// The one with the longest name above the path; of two at one place the later, which hides the
  /// other.
  func fileSystem(of path: String) -> String? {
    mounts.reversed().filter { mount in
      mount.place == "/" || path == mount.place || path.hasPrefix(mount.place + "/")
    }.max { $0.place.utf8.count < $1.place.utf8.count }?.kind
  }

  /// Spaces and the like are written as `\040`.
  private static func unescaped(_ word: ArraySlice<UInt8>) -> String {
    var bytes: [UInt8] = []
    var rest = word
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3)
      if byte == UInt8(ascii: "\\"), digits.count == 3,
        let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
      {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
