import CSVText
import Synchronization

@testable import Tables

/// The real disk, until a call that fails or does not come back.
///
/// It syncs nothing, as no test here takes the power away; `ModelDisk` does.
final class FaultyDisk: Disk {
  enum Fault: Hashable {
    case none
    /// The process is killed before its nth change; with `cut`, in the middle of it if it writes.
    case kill(change: Int, cut: Bool)
    /// The nth call fails, and all others do not.
    case failOnce(call: Int, code: CInt)
    /// The nth call fails, and every change after it.
    case failFrom(call: Int, code: CInt)
    /// From the nth call on there is no room for anything new.
    case full(call: Int)
  }

  /// What a killed process says no more, but its caller needs something to stop at.
  struct Killed: Error {}

  struct Count {
    var calls = 0
    var changes = 0
    var isDead = false
    var isBroken = false
  }

  private let real = SystemDisk()
  private let fault: Fault
  private let canExchange: Bool
  /// Told of each change before it is made, with its number and that of the call.
  private let onChange: @Sendable (String, Count) -> Void
  private let state = Mutex(Count())

  init(
    _ fault: Fault, canExchange: Bool = true,
    onChange: @escaping @Sendable (String, Count) -> Void = { _, _ in }
  ) {
    self.fault = fault
    self.canExchange = canExchange
    self.onChange = onChange
  }

  /// The calls so far.
  var count: Count { state.withLock { $0 } }

  /// Whether the call is to be cut short.
  @discardableResult
  private func call(_ path: String, changes: Bool = true, _ name: String = #function) throws
    -> Bool
  {
    if changes { onChange(name, count) }
    return try state.withLock { state in
      if state.isDead { throw Killed() }
      defer {
        state.calls += 1
        if changes { state.changes += 1 }
      }
      switch fault {
      case .none: break
      case .kill(let change, let cut):
        if changes, state.changes == change {
          state.isDead = true
          if cut { return true }
          throw Killed()
        }
      case .failOnce(let call, let code):
        if state.calls == call { throw FileError(path, code) }
      case .failFrom(let call, let code):
        if state.calls == call { state.isBroken = true }
        if state.isBroken, changes || state.calls == call { throw FileError(path, code) }
      case .full(let call):
        let takesRoom = ["open", "write", "append", "makeFolder"].contains { name.hasPrefix($0) }
        if state.calls >= call, changes, takesRoom { throw FileError(path, 28) }
      }
      return false
    }
  }

  func status(of path: String, followingLinks: Bool) throws -> Fingerprint? {
    try call(path, changes: false)
    return try real.status(of: path, followingLinks: followingLinks)
  }
  func status(of file: OpenFile) throws -> Fingerprint {
    try call(file.path, changes: false)
    return try real.status(of: file)
  }
  func names(in folder: String) throws -> [String]? {
    try call(folder, changes: false)
    return try real.names(in: folder)
  }
  func realPath(_ path: String) throws -> String {
    try call(path, changes: false)
    return try real.realPath(path)
  }
  func checkWritable(_ path: String) throws {
    try call(path, changes: false)
    try real.checkWritable(path)
  }
  func open(_ path: String, _ purpose: OpenPurpose) throws -> OpenFile {
    if case .creating = purpose { try call(path) } else { try call(path, changes: false) }
    return try real.open(path, purpose)
  }
  func read(
    _ file: OpenFile, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws -> Int {
    try call(file.path, changes: false)
    return try unsafe real.read(file, into: buffer, at: offset)
  }
  func write(_ bytes: Span<UInt8>, to file: OpenFile, at offset: Int) throws -> Int {
    guard try call(file.path) else { return try real.write(bytes, to: file, at: offset) }
    _ = try real.write(bytes.extracting(0..<bytes.count / 2), to: file, at: offset)
    throw Killed()
  }
  func append(_ bytes: Span<UInt8>, to file: OpenFile) throws -> Int {
    guard try call(file.path) else { return try real.append(bytes, to: file) }
    _ = try real.append(bytes.extracting(0..<bytes.count / 2), to: file)
    throw Killed()
  }
  func copy(
    _ range: Range<Int>, of source: OpenFile, to target: OpenFile, at offset: Int
  ) throws -> Int {
    try call(target.path)
    return try real.copy(range, of: source, to: target, at: offset)
  }
  func copyAttributes(of model: OpenFile, to file: OpenFile) throws {
    try call(file.path)
    try real.copyAttributes(of: model, to: file)
  }
  func truncate(_ file: OpenFile, to size: Int) throws {
    try call(file.path)
    try real.truncate(file, to: size)
  }
  func sync(_ file: OpenFile) throws { try call(file.path) }
  // The system closes the files of a killed process, and so gives its lock back.
  func close(_ file: OpenFile) { real.close(file) }
  func lock(_ file: OpenFile) throws -> Bool {
    try call(file.path, changes: false)
    return try real.lock(file)
  }
  func rename(_ path: String, to newPath: String) throws {
    try call(newPath)
    try real.rename(path, to: newPath)
  }
  func renameNew(_ path: String, to newPath: String) throws {
    try call(newPath)
    try real.renameNew(path, to: newPath)
  }
  func exchange(_ path: String, _ other: String) throws -> Bool {
    try call(other)
    return canExchange ? try real.exchange(path, other) : false
  }
  func remove(_ path: String) throws {
    try call(path)
    try real.remove(path)
  }
  func makeFolder(_ path: String, mode: UInt32) throws {
    try call(path)
    try real.makeFolder(path, mode: mode)
  }
  func removeFolder(_ path: String) throws {
    try call(path)
    try real.removeFolder(path)
  }
  func syncFolder(_ path: String) throws { try call(path) }
  func now() -> Int64 { real.now() }
  func pause(_ duration: Duration) { real.pause(duration) }
}
