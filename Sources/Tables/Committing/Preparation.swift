internal import CSVText
internal import JSONText

/// What is written before a change is decided on: the new files, under temporary names.
struct Preparation {
  private let state: StateFolder
  private let snapshot: FolderSnapshot
  private let generation: Int
  private(set) var files: [JournaledFile] = []
  private var folders: [String] = []
  private var temporaries: [String] = []
  private var isElsewhere = false
  private var disk: any Disk { state.disk }

  /// The most bytes that a journal takes in; a longer append writes the file anew.
  private static var longestAppend: Int { 16 << 20 }

  init(_ state: StateFolder, _ snapshot: FolderSnapshot, _ generation: Int) {
    self.state = state
    self.snapshot = snapshot
    self.generation = generation
  }

  func journal(what: String, rows: JSON, at: Int64) -> Journal {
    Journal(
      generation: generation, what: what, at: at, folders: folders, files: files, rows: rows)
  }

  func removeTemporaries() {
    for path in temporaries { try? disk.remove(path) }
    if isElsewhere { try? disk.remove(state.elsewhere) }
  }

  mutating func add(_ edit: FileEdit) throws {
    let old = try snapshot.file(edit.path)
    let place = try self.place(of: edit.path, isThere: old != nil)
    guard !files.contains(where: { $0.place == place }) else {
      // Two names of the change lead to one file, by a link.
      throw FileError(state.path(of: edit.path), FileError.tooManyLinks)
    }
    if old != nil { try disk.checkWritable(state.path(of: place)) }
    switch edit.content {
    case .append(let bytes):
      guard let old else { return try rewrite(edit.path, place, nil, [.new(bytes)]) }
      guard !bytes.isEmpty else { return }
      if old.fingerprint.links > 1 || bytes.count > Self.longestAppend {
        let all = 0..<old.fingerprint.size
        return try rewrite(edit.path, place, old, [.kept(all), .new(bytes)])
      }
      let length = min(JournaledFile.tailLength, old.fingerprint.size)
      let tail = try old.bytes(at: old.fingerprint.size - length, count: length)
      files.append(
        JournaledFile(
          path: edit.path, place: place, base: old.fingerprint,
          action: .append(bytes, tail: SHA256.hexDigits(of: tail))))
    case .rewrite(let pieces):
      try rewrite(edit.path, place, old, pieces, like: edit.model)
    case .remove:
      guard let old else { return }
      try disk.checkWritable(folderPath(of: state.path(of: place)))
      let temporary = try temporary(for: place, onDevice: old.fingerprint.device)
      files.append(
        JournaledFile(
          path: edit.path, place: place, base: old.fingerprint,
          action: .remove(temporary: temporary)))
    }
  }

  /// Where a file really is: its path, or behind links a path for the system.
  private func place(of path: String, isThere: Bool) throws -> String {
    let full = state.folder.path + "/" + path
    let root = try disk.realPath(state.folder.path)
    guard isThere else {
      // A link to nothing: better no file than one in a place that nobody sees.
      if let status = try disk.status(of: full, followingLinks: false), status.isLink {
        throw FileError(full, FileError.absence)
      }
      let folder = folderPath(of: full)
      guard try disk.status(of: folder, followingLinks: true) != nil else { return path }
      let real = try disk.realPath(folder)
      return real == folderPath(of: root + "/" + path)
        ? path : real + "/" + (path.split(separator: "/").last ?? "")
    }
    do {
      let real = try disk.realPath(full)
      return real == root + "/" + path ? path : real
    } catch let error as FileError where error.isAbsence {
      // Somebody has just removed it.
      throw Overtaken(folder: state.folder.name, paths: [path])
    }
  }

  private mutating func rewrite(
    _ path: String, _ place: String, _ old: SnapshotFile?, _ pieces: [FileEdit.Piece],
    like model: SnapshotFile? = nil
  ) throws {
    let folder = try makeFolders(of: place)
    try disk.checkWritable(folder.path)
    let temporary = try temporary(
      for: place, onDevice: old?.fingerprint.device ?? folder.fingerprint.device)
    let new = try write(
      pieces, of: old, path, like: old ?? model, to: state.path(of: temporary))
    files.append(
      JournaledFile(
        path: path, place: place, base: old?.fingerprint,
        action: .replace(temporary: temporary, new: new)))
  }

  /// Plans the folders that are missing above a place, and returns the innermost that is there.
  private mutating func makeFolders(of place: String) throws -> (
    path: String, fingerprint: Fingerprint
  ) {
    var missing: [String] = []
    var place = place
    while true {
      let folder = folderPath(of: state.path(of: place))
      if let status = try disk.status(of: folder, followingLinks: true) {
        guard status.isFolder else { throw FileError(folder, FileError.notAFolder) }
        folders += missing.reversed().filter { !folders.contains($0) }
        return (folder, status)
      }
      place = folderPath(of: place)
      missing.append(place)
    }
  }

  /// A name for a file that waits, in a folder from which it can be renamed to its place.
  private mutating func temporary(for place: String, onDevice device: UInt64) throws -> String {
    let own = try disk.status(of: state.path, followingLinks: false)?.device
    if own == device { return "\(StateFolder.name)/\(generation)-\(files.count).tmp" }
    let temporary = StateFolder.temporary(beside: state.path(of: place), generation)
    // Noted before it is made, so that it is found after a crash.
    let list = try disk.contents(of: state.elsewhere) ?? []
    isElsewhere = true
    try state.replace("elsewhere", with: list + Array((temporary + "\n").utf8), isSynced: true)
    try disk.syncFolder(state.path)
    return temporary
  }

  /// Writes a new file, like its model in all but its bytes, and makes it durable.
  private mutating func write(
    _ pieces: [FileEdit.Piece], of old: SnapshotFile?, _ path: String, like model: SnapshotFile?,
    to temporary: String
  ) throws -> Fingerprint {
    let mode = try model == nil ? state.newFileMode() : 0o600
    let file = try disk.open(temporary, .creating(mode: mode))
    temporaries.append(temporary)
    defer { disk.close(file) }
    try watching(path, size: pieces.reduce(0) { $0 + $1.size }) { advance in
      var size = 0
      for piece in pieces {
        switch piece {
        case .new(let bytes): try disk.writeAll(bytes, to: file, at: size)
        case .copied(let source): try copy(source, to: file, at: size, advance)
        case .kept(let range):
          guard let old, range.upperBound <= old.fingerprint.size else {
            preconditionFailure("a kept piece is of the old file")
          }
          try copy(range, of: old, path, to: file, at: size, advance)
        }
        size += piece.size
        try advance(size)
      }
      if let model { try disk.copyAttributes(of: model.file, to: file) }
      try disk.sync(file)
      try advance(size)
    }
    return try disk.status(of: file)
  }

  private func watching(
    _ path: String, size: Int, _ work: (_ advance: (Int) throws -> Void) throws -> Void
  ) throws {
    guard let watch = snapshot.watch else { return try work { _ in } }
    try watch.writing(path, size: size, work)
  }

  /// So much is copied at a time, so that whoever watches can stop it.
  private static var longestCopy: Int { 16 << 20 }

  private func copy(
    _ source: any ByteSource, to file: OpenFile, at offset: Int, _ advance: (Int) throws -> Void
  ) throws {
    var copied = 0
    while case let bytes = try source.bytes(at: copied, count: 1 << 20), !bytes.isEmpty {
      try disk.writeAll(bytes, to: file, at: offset + copied)
      copied += bytes.count
      try advance(offset + copied)
    }
  }

  private func copy(
    _ range: Range<Int>, of old: SnapshotFile, _ path: String, to file: OpenFile, at offset: Int,
    _ advance: (Int) throws -> Void
  ) throws {
    var rest = range
    var offset = offset
    while !rest.isEmpty {
      var count = 0
      // A file that is kept in memory is what was read; the one on disk may be younger.
      if old.kept == nil {
        let next = rest.prefix(Self.longestCopy)
        count = try disk.copy(next, of: old.file, to: file, at: offset)
      }
      if count == 0 {
        let bytes =
          try old.kept.map { Array($0[rest]) }
          ?? disk.bytes(of: old.file, at: rest.lowerBound, count: min(rest.count, 1 << 20))
        guard !bytes.isEmpty else {
          // Somebody cut the file off.
          throw Overtaken(folder: state.folder.name, paths: [path])
        }
        try disk.writeAll(bytes, to: file, at: offset)
        count = bytes.count
      }
      rest = (rest.lowerBound + count)..<rest.upperBound
      offset += count
      try advance(offset)
    }
  }
}

extension FileError {
  // The same numbers on every system that we know: ENOENT, ENOTDIR, EISDIR, EINVAL, EMLINK.
  static var absence: CInt { 2 }
  static var notAFolder: CInt { 20 }
  static var isAFolder: CInt { 21 }
  static var invalid: CInt { 22 }
  static var tooManyLinks: CInt { 31 }
}
