import Synchronization

@testable import Tables

/// The real disk, on which somebody edits a file before one of the calls, be it the most unlucky.
final class EditingDisk: Disk {
  private let real = SystemDisk()
  private let canExchange: Bool
  private let number: Int
  private let edit: @Sendable () -> Void
  private let calls = Mutex(0)

  /// - Parameter number: Before which call `edit` is made, from 0.
  init(before number: Int, canExchange: Bool, edit: @escaping @Sendable () -> Void) {
    self.number = number
    self.canExchange = canExchange
    self.edit = edit
  }

  /// How many calls were made.
  var count: Int { calls.withLock { $0 } }

  private func call() -> SystemDisk {
    let isNow = calls.withLock { calls in
      calls += 1
      return calls - 1 == number
    }
    if isNow { edit() }
    return real
  }

  func status(of path: String, followingLinks: Bool) throws -> Fingerprint? {
    try call().status(of: path, followingLinks: followingLinks)
  }
  func status(of file: OpenFile) throws -> Fingerprint { try call().status(of: file) }
  func names(in folder: String) throws -> [String]? { try call().names(in: folder) }
  func realPath(_ path: String) throws -> String { try call().realPath(path) }
  func checkWritable(_ path: String) throws { try call().checkWritable(path) }
  func open(_ path: String, _ purpose: OpenPurpose) throws -> OpenFile {
    try call().open(path, purpose)
  }
  func read(
    _ file: OpenFile, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws -> Int {
    try unsafe call().read(file, into: buffer, at: offset)
  }
  func write(_ bytes: Span<UInt8>, to file: OpenFile, at offset: Int) throws -> Int {
    try call().write(bytes, to: file, at: offset)
  }
  func append(_ bytes: Span<UInt8>, to file: OpenFile) throws -> Int {
    try call().append(bytes, to: file)
  }
  func copy(
    _ range: Range<Int>, of source: OpenFile, to target: OpenFile, at offset: Int
  ) throws -> Int {
    try call().copy(range, of: source, to: target, at: offset)
  }
  func copyAttributes(of model: OpenFile, to file: OpenFile) throws {
    try call().copyAttributes(of: model, to: file)
  }
  func truncate(_ file: OpenFile, to size: Int) throws { try call().truncate(file, to: size) }
  // No test here takes the power away.
  func sync(_ file: OpenFile) { _ = call() }
  func close(_ file: OpenFile) { real.close(file) }
  func lock(_ file: OpenFile) throws -> Bool { try call().lock(file) }
  func rename(_ path: String, to newPath: String) throws { try call().rename(path, to: newPath) }
  func renameNew(_ path: String, to newPath: String) throws {
    try call().renameNew(path, to: newPath)
  }
  func exchange(_ path: String, _ other: String) throws -> Bool {
    canExchange ? try call().exchange(path, other) : false
  }
  func remove(_ path: String) throws { try call().remove(path) }
  func makeFolder(_ path: String, mode: UInt32) throws {
    try call().makeFolder(path, mode: mode)
  }
  func removeFolder(_ path: String) throws { try call().removeFolder(path) }
  func syncFolder(_ path: String) { _ = call() }
  func now() -> Int64 { real.now() }
  func pause(_ duration: Duration) { real.pause(duration) }
}
