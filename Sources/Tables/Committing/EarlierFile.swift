internal import CSVText
internal import JSONText

/// How a file of a change comes back that is remembered by its files, as its rows were too many or it
/// had none.
///
/// The old files go to `.plainlab/recent/GENERATION` then instead of being removed: that takes room,
/// and the time of reading the new ones once.
package struct EarlierFile: Sendable {
  enum Way: Sendable {
    /// The old file is kept, at this path in the data folder.
    case kept(String)
    /// The change only added bytes at its end.
    case shorter
    /// There was no such file.
    case absent
  }

  /// The digest of the bytes that the change left; `nil` where it left no file.
  let left: String?
  let way: Way
}

extension EarlierFile {
  /// The most bytes of old files that are kept, of all changes together. The oldest change's go first.
  static var keptLimit: Int { 1 << 30 }

  var json: JSON {
    var members: [JSON.Member] = []
    if let left { members.append(.init("left", .string(left))) }
    switch way {
    case .kept(let path): members.append(.init("kept", .string(path)))
    case .shorter: members.append(.init("shorter", true))
    case .absent: break
    }
    return .object(members)
  }

  /// - Parameter generation: The change that remembers it.
  init?(_ json: JSON, of generation: Int) {
    left = json["left"]?.string
    guard let kept = json["kept"]?.string else {
      way = json["shorter"]?.bool == true ? .shorter : .absent
      return
    }
    // What came with somebody else's folder may say anything.
    let folder = StateFolder.keptFolder(of: generation) + "/"
    guard kept.hasPrefix(folder), Int(kept.dropFirst(folder.count)) != nil else { return nil }
    way = .kept(kept)
  }

  /// Whether its old bytes are there, and nobody wrote to them since.
  ///
  /// - Parameter before: The file as the change found it.
  func isThere(_ before: Fingerprint?, in state: StateFolder) -> Bool {
    guard case .kept(let path) = way else { return true }
    guard state.hasKeptFolders(of: path), let before,
      let status = try? state.disk.status(of: state.path(of: path), followingLinks: false)
    else { return false }
    return status.isFile && status.hasContent(of: before)
  }
}

extension Replay {
  /// Moves the old files of a change aside, to where they stay.
  ///
  /// - Parameter files: Those of the change, as it left them.
  /// - Returns: How each comes back; nothing, where one cannot, as its old bytes are gone or on another
  ///   device, or as somebody edited it since.
  func keepEarlier(_ files: [RecentChange.File]) -> [EarlierFile] {
    let kept = zip(journal.files, files).enumerated().map { number, pair in
      try? keepEarlier(pair.0, number: number, after: pair.1.after)
    }
    let all = kept.compactMap { $0 ?? nil }
    guard all.count == kept.count else {
      try? state.removeKept(of: journal.generation)
      return []
    }
    return all
  }

  private func keepEarlier(
    _ file: JournaledFile, number: Int, after: Fingerprint?
  ) throws -> EarlierFile? {
    var left: String?
    if let after {
      guard file.made(after) else { return nil }
      left = try disk.digest(of: state.path(of: file.place))
    }
    guard file.base != nil else { return EarlierFile(left: left, way: .absent) }
    guard let temporary = file.temporary else { return EarlierFile(left: left, way: .shorter) }
    let kept = StateFolder.keptFolder(of: journal.generation) + "/\(number)"
    try makeKeptFolder()
    try disk.rename(state.path(of: temporary), to: state.path(of: kept))
    let earlier = EarlierFile(left: left, way: .kept(kept))
    return earlier.isThere(file.base, in: state) ? earlier : nil
  }

  private func makeKeptFolder() throws {
    let folder = StateFolder.keptFolder(of: journal.generation)
    for path in [state.recent, state.path(of: folder)] where try !disk.exists(path) {
      try disk.makeFolder(path, mode: state.newFolderMode())
    }
    guard state.hasKeptFolders(of: folder + "/0") else {
      throw FileError(state.path(of: folder), FileError.notAFolder)
    }
  }
}

extension StateFolder {
  /// Where the old files of a change are kept, in the data folder.
  static func keptFolder(of generation: Int) -> String { "\(name)/recent/\(generation)" }

  /// Whether a kept file is really below the state folder: no link leads out of it.
  func hasKeptFolders(of file: String) -> Bool {
    [recent, folderPath(of: path(of: file))].allSatisfy { path in
      (try? disk.status(of: path, followingLinks: false))?.isFolder ?? false
    }
  }

  /// Removes old files of changes that nobody remembers, and the oldest where there are too many.
  ///
  /// - Parameters:
  ///   - kept: The changes whose old files are kept.
  ///   - remembered: Those that are remembered.
  func pruneKept(_ kept: [Int], of remembered: Set<Int>) {
    var size = 0
    for generation in kept.sorted(by: >) {
      size += keptSize(of: generation)
      if remembered.contains(generation), size <= EarlierFile.keptLimit { continue }
      // What is no such folder is none of ours, and stays.
      try? removeKept(of: generation)
    }
  }

  /// How many bytes of old files are kept, of all changes.
  func keptSize() throws -> Int {
    (try disk.names(in: recent) ?? []).compactMap { Int($0) }.reduce(0) { $0 + keptSize(of: $1) }
  }

  private func keptSize(of generation: Int) -> Int {
    keptFiles(of: generation).reduce(0) { size, file in
      size + ((try? disk.status(of: file, followingLinks: false))?.size ?? 0)
    }
  }

  /// Removes the old files of a change, if there are any.
  func removeKept(of generation: Int) throws {
    let files = keptFiles(of: generation)
    for file in files { try disk.remove(file) }
    let folder = Self.keptFolder(of: generation)
    if hasKeptFolders(of: folder + "/0") { try disk.removeFolder(path(of: folder)) }
  }

  /// The files that are kept of a change; none where a link stands in the place of their folder.
  private func keptFiles(of generation: Int) -> [String] {
    let folder = Self.keptFolder(of: generation)
    guard hasKeptFolders(of: folder + "/0"), let names = try? disk.names(in: path(of: folder))
    else {
      return []
    }
    return names.filter { Int($0) != nil }.map { path(of: folder) + "/" + $0 }
  }
}

extension Disk {
  /// The digest of a file's bytes, which tells whether somebody edited it. Reads it once.
  fileprivate func digest(of path: String) throws -> String {
    let file = try open(path, .reading)
    defer { close(file) }
    return try ByteDigest { try bytes(of: file, at: $0, count: $1) }.hexDigits
  }
}
