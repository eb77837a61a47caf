internal import CSVText
internal import Foundation
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension Disk {
  /// Makes a file that is not there yet; removes it again when that fails.
  /// - Parameters:
  ///   - isSynced: Whether its bytes are durable when this returns.
  ///   - finish: Called before that, to give it the attributes of another file, say.
  ///   - content: Hands the bytes, in as many pieces as it likes, to the function that it gets.
  func make(
    _ path: String, mode: UInt32, isSynced: Bool = true,
    finish: (OpenFile) throws -> Void = { _ in },
    _ content: (_ write: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let file = try open(path, .creating(mode: mode))
    defer { close(file) }
    do {
      var size = 0
      try content { piece in
        try writeAll(piece, to: file, at: size)
        size += piece.count
      }
      try finish(file)
      if isSynced { try sync(file) }
    } catch {
      try? remove(path)
      throw error
    }
  }

  /// The same for bytes that are at hand.
  package func make(
    _ path: String, mode: UInt32, isSynced: Bool = true, _ bytes: [UInt8]
  ) throws {
    try make(path, mode: mode, isSynced: isSynced) { write in try write(bytes) }
  }
}

private let umaskLock = Mutex(())

/// What the process's `umask` leaves of a mode, for what is no file of a lab's.
func admitted(_ mode: UInt32) -> UInt32 {
  // There is no asking without setting, and what one thread has set another must not take for the mask.
  umaskLock.withLock { _ in
    let mask = umask(0o077)
    _ = umask(mask)
    return mode & ~UInt32(truncatingIfNeeded: mask)
  }
}

/// Removes what was left beside a path under names of `temporaryName` by processes that were killed,
/// once it is a day old.
func removeAbandoned(beside path: String, on disk: any Disk) {
  let folder = folderPath(of: path)
  let start = temporaryStart(path)
  for name in (try? disk.names(in: folder)) ?? [] where name.hasPrefix(start) {
    let digits = name.dropFirst(start.count)
    guard digits.hasSuffix(".tmp"), (1...13).contains(digits.count - 4),
      UInt64(digits.dropLast(4), radix: 36) != nil,
      let status = try? disk.status(of: folder + "/" + name, followingLinks: false),
      disk.now() - status.modified > 86_400_000_000_000
    else { continue }
    try? FileManager.default.removeItem(atPath: folder + "/" + name)
  }
}

/// A name in the same folder that nothing has: hidden, so that no table is looked for in it.
func temporaryName(beside path: String) -> String {
  let digits = String(UInt64.random(in: .min ... .max), radix: 36)
  return folderPath(of: path) + "/" + temporaryStart(path) + digits + ".tmp"
}

private func temporaryStart(_ path: String) -> String {
  ".\((path.split(separator: "/").last ?? "").prefix(60))."
}
