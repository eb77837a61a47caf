import CSVText
import Synchronization
import TestSupport

@testable import Tables

/// A disk in memory that knows what a loss of power may take: bytes that were not synced are lost,
/// torn or zeros, and of the names that were not synced any may be lost, whatever their order.
///
/// An exchange or a rename is one step even between two folders, as on every journaling file system.
final class ModelDisk: Disk {
  /// All there is, as a value: a copy is the disk at one moment.
  struct Contents: Sendable {
    var files: [Int: File] = [:]
    /// Names that survive: folder, name, file.
    var durable: [Int: [String: Int]] = [0: [:]]
    /// What was done to names since, in order.
    var steps: [NameStep] = []
    var time: Int64 = 1_000_000_000
    /// Whether the clock that stamps files stands still unless somebody waits.
    var isClockSlow = false
    var next = 1
  }

  struct File: Sendable {
    var isFolder = false
    var bytes: [UInt8] = []
    var durable: [UInt8] = []
    /// What was done to the bytes since the last sync.
    var writes: [Write] = []
    var modified: Int64
    var changed: Int64
    var mode: UInt32
  }

  enum Write: Sendable {
    case bytes([UInt8], at: Int)
    case truncate(Int)
  }

  struct NameStep: Sendable {
    /// Folder, name, and the file that it leads to from now on.
    let sets: [(folder: Int, name: String, file: Int?)]
    /// Folders that were not synced since.
    var unsynced: Set<Int>
  }

  private struct State {
    var contents: Contents
    var history: [Contents]?
    var open: [CInt: Int] = [:]
    var failsExchange = false
    var nextHandle: CInt = 1
  }

  private let state: Mutex<State>

  /// A disk with a folder `/data` of these files, or as another was left.
  init(_ files: [String: String], isClockSlow: Bool = false) {
    var contents = Contents()
    contents.isClockSlow = isClockSlow
    contents.files[0] = File(isFolder: true, modified: 0, changed: 0, mode: 0o040755)
    let data = contents.make(isFolder: true, mode: 0o040755)
    contents.durable[0]?["data"] = data
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      let file = contents.make(isFolder: false, mode: 0o100644)
      contents.files[file]?.bytes = Array(text.utf8)
      contents.files[file]?.durable = Array(text.utf8)
      contents.durable[data]?[path] = file
    }
    state = Mutex(State(contents: contents))
  }

  init(_ contents: Contents) { state = Mutex(State(contents: contents)) }

  var contents: Contents { state.withLock { $0.contents } }

  /// Lets the next exchange of two files fail.
  func failExchange() { state.withLock { $0.failsExchange = true } }

  /// Remembers the disk before each change from now on.
  func record() { state.withLock { $0.history = [] } }
  var history: [Contents] { state.withLock { $0.history ?? [] } }

  private func look<Value>(_ body: (Contents) throws -> Value) rethrows -> Value {
    try state.withLock { try body($0.contents) }
  }

  private func change<Value>(_ body: (inout State) throws -> Value) rethrows -> Value {
    try state.withLock { state in
      state.history?.append(state.contents)
      if !state.contents.isClockSlow { state.contents.time += 1_000_000 }
      return try body(&state)
    }
  }
}

// MARK: The file system

extension ModelDisk.Contents {
  mutating func make(isFolder: Bool, mode: UInt32) -> Int {
    let number = next
    next += 1
    files[number] = .init(isFolder: isFolder, modified: time, changed: time, mode: mode)
    if isFolder { durable[number] = [:] }
    return number
  }

  func names(in folder: Int) -> [String: Int] {
    var names = durable[folder] ?? [:]
    for step in steps {
      for set in step.sets where set.folder == folder { names[set.name] = set.file }
    }
    return names
  }

  func file(_ path: String) -> Int? {
    var file = 0
    for name in path.split(separator: "/") {
      guard files[file]?.isFolder == true, let next = names(in: file)[String(name)] else {
        return nil
      }
      file = next
    }
    return file
  }

  func required(_ path: String) throws -> Int {
    guard let file = file(path) else { throw FileError(path, 2) }
    return file
  }

  func folder(of path: String) throws -> (folder: Int, name: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    return (try required(String(path.dropLast(name.utf8.count + 1))), name)
  }

  mutating func set(_ sets: [(folder: Int, name: String, file: Int?)]) {
    for set in sets { if let file = set.file { files[file]?.changed = time } }
    steps.append(.init(sets: sets, unsynced: Set(sets.map(\.folder))))
  }

  func fingerprint(_ number: Int) -> Fingerprint? {
    files[number].map { file in
      Fingerprint(
        device: 1, inode: UInt64(number), size: file.bytes.count, modified: file.modified,
        changed: file.changed, mode: file.mode, links: 1)
    }
  }

  /// One of the disks that may be left when the power goes now.
  func afterPowerLoss(_ random: inout SeededRandom) -> ModelDisk.Contents {
    var left = self
    left.steps = []
    for step in steps where step.unsynced.isEmpty || Bool.random(using: &random) {
      for set in step.sets { left.durable[set.folder, default: [:]][set.name] = set.file }
    }
    for (number, file) in files where !file.writes.isEmpty {
      var bytes = file.durable
      for write in file.writes { write.leave(in: &bytes, &random) }
      left.files[number]?.bytes = bytes
      left.files[number]?.durable = bytes
      left.files[number]?.writes = []
    }
    return left
  }
}

extension ModelDisk.Write {
  func apply(to bytes: inout [UInt8]) {
    switch self {
    case .truncate(let size):
      if size < bytes.count { bytes.removeSubrange(size...) }
      while bytes.count < size { bytes.append(0) }
    case .bytes(let new, let offset):
      while bytes.count < offset + new.count { bytes.append(0) }
      bytes.replaceSubrange(offset..<offset + new.count, with: new)
    }
  }

  /// All of it, nothing, its beginning, or only some of its blocks, of three bytes here.
  fileprivate func leave(in bytes: inout [UInt8], _ random: inout SeededRandom) {
    switch (Int.random(in: 0..<4, using: &random), self) {
    case (0, _): apply(to: &bytes)
    case (1, _): break
    case (_, .truncate): apply(to: &bytes)
    case (2, .bytes(let new, let offset)):
      let count = Int.random(in: 0...new.count, using: &random)
      Self.bytes(Array(new[..<count]), at: offset).apply(to: &bytes)
    case (_, .bytes(let new, let offset)):
      for start in stride(from: 0, to: new.count, by: 3) where Bool.random(using: &random) {
        let block = Array(new[start..<min(start + 3, new.count)])
        Self.bytes(block, at: offset + start).apply(to: &bytes)
      }
    }
  }
}

// MARK: As a disk

extension ModelDisk {
  func status(of path: String, followingLinks: Bool) throws -> Fingerprint? {
    look { contents in contents.file(path).flatMap { contents.fingerprint($0) } }
  }
  func status(of file: OpenFile) throws -> Fingerprint {
    try state.withLock { state in
      guard let number = state.open[file.number],
        let status = state.contents.fingerprint(number)
      else { throw FileError(file.path, 9) }
      return status
    }
  }
  func names(in folder: String) throws -> [String]? {
    look { contents in
      guard let number = contents.file(folder), contents.files[number]?.isFolder == true else {
        return nil
      }
      return contents.names(in: number).keys.shuffled()
    }
  }
  func realPath(_ path: String) throws -> String { path }
  func checkWritable(_ path: String) throws {}

  func open(_ path: String, _ purpose: OpenPurpose) throws -> OpenFile {
    switch purpose {
    case .reading, .writing, .appending: break
    case .creating(let mode), .locking(let mode):
      if look({ $0.file(path) }) == nil {
        try change { state in
          let (folder, name) = try state.contents.folder(of: path)
          let number = state.contents.make(isFolder: false, mode: 0o100000 | mode)
          state.contents.set([(folder, name, number)])
        }
      } else if case .creating = purpose {
        throw FileError(path, 17)
      }
    }
    return try state.withLock { state in
      let file = OpenFile(state.nextHandle, path)
      state.open[file.number] = try state.contents.required(path)
      state.nextHandle += 1
      return file
    }
  }

  func read(
    _ file: OpenFile, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws -> Int {
    try state.withLock { state in
      guard let number = state.open[file.number], let bytes = state.contents.files[number]?.bytes
      else { throw FileError(file.path, 9) }
      return unsafe MemorySource(bytes).read(into: buffer, at: offset)
    }
  }

  private func write(_ write: Write, to file: OpenFile) throws {
    try change { state in
      guard let number = state.open[file.number], var inode = state.contents.files[number] else {
        throw FileError(file.path, 9)
      }
      write.apply(to: &inode.bytes)
      inode.writes.append(write)
      inode.modified = state.contents.time
      inode.changed = state.contents.time
      state.contents.files[number] = inode
    }
  }

  func write(_ bytes: Span<UInt8>, to file: OpenFile, at offset: Int) throws -> Int {
    var copy: [UInt8] = []
    for index in bytes.indices { copy.append(bytes[index]) }
    try write(.bytes(copy, at: offset), to: file)
    return copy.count
  }
  func append(_ bytes: Span<UInt8>, to file: OpenFile) throws -> Int {
    try write(bytes, to: file, at: status(of: file).size)
  }
  func copy(
    _ range: Range<Int>, of source: OpenFile, to target: OpenFile, at offset: Int
  ) throws -> Int { 0 }
  func copyAttributes(of model: OpenFile, to file: OpenFile) throws {
    try change { state in
      guard let from = state.open[model.number], let to = state.open[file.number],
        let mode = state.contents.files[from]?.mode
      else { throw FileError(file.path, 9) }
      state.contents.files[to]?.mode = mode
    }
  }
  func truncate(_ file: OpenFile, to size: Int) throws { try write(.truncate(size), to: file) }

  func sync(_ file: OpenFile) throws {
    try change { state in
      guard let number = state.open[file.number], let inode = state.contents.files[number] else {
        throw FileError(file.path, 9)
      }
      state.contents.files[number]?.durable = inode.bytes
      state.contents.files[number]?.writes = []
    }
  }
  func close(_ file: OpenFile) { state.withLock { $0.open[file.number] = nil } }
  func lock(_ file: OpenFile) throws -> Bool { true }

  func rename(_ path: String, to newPath: String) throws {
    try change { state in
      let file = try state.contents.required(path)
      let (from, to) = (
        try state.contents.folder(of: path), try state.contents.folder(of: newPath)
      )
      state.contents.set([(from.folder, from.name, nil), (to.folder, to.name, file)])
    }
  }
  func renameNew(_ path: String, to newPath: String) throws {
    if look({ $0.file(newPath) }) != nil { throw FileError(newPath, 17) }
    try rename(path, to: newPath)
  }
  func exchange(_ path: String, _ other: String) throws -> Bool {
    try change { state in
      if state.failsExchange {
        state.failsExchange = false
        throw FileError(other, 5)
      }
      let files = (try state.contents.required(path), try state.contents.required(other))
      let (a, b) = (try state.contents.folder(of: path), try state.contents.folder(of: other))
      state.contents.set([(a.folder, a.name, files.1), (b.folder, b.name, files.0)])
      return true
    }
  }
  func remove(_ path: String) throws {
    try change { state in
      _ = try state.contents.required(path)
      let (folder, name) = try state.contents.folder(of: path)
      state.contents.set([(folder, name, nil)])
    }
  }
  func makeFolder(_ path: String, mode: UInt32) throws {
    try change { state in
      if state.contents.file(path) != nil { throw FileError(path, 17) }
      let (folder, name) = try state.contents.folder(of: path)
      let number = state.contents.make(isFolder: true, mode: 0o040000 | mode)
      state.contents.set([(folder, name, number)])
    }
  }
  func removeFolder(_ path: String) throws { try remove(path) }
  func syncFolder(_ path: String) throws {
    try change { state in
      let folder = try state.contents.required(path)
      for index in state.contents.steps.indices {
        state.contents.steps[index].unsynced.remove(folder)
      }
    }
  }

  func now() -> Int64 { look { $0.isClockSlow ? $0.time : $0.time + 1_000_000_000 } }
  func pause(_ duration: Duration) {
    state.withLock { $0.contents.time += duration.components.attoseconds / 1_000_000_000 }
  }
}
