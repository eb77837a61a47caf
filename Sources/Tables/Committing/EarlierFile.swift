internal import CSVText
internal import JSONText

/// How a file of a change comes back that is remembered by its files, as its rows were too many or it
/// had none.
///
/// The old files go to `.plainlab/recent/GENERATION` then instead of being removed: that takes no time,
/// but room.
package struct EarlierFile: Sendable {
  /// The digest of the bytes that the change left; `nil` where it left no file.
  let left: String?
  /// The old file, in the data folder; `nil` where there was none, or where the change only added
  /// bytes at its end.
  let kept: String?
}

extension EarlierFile {
  /// The most bytes of old files that are kept, of all changes together. The oldest change's go first.
  static var keptLimit: Int { 1 << 30 }

  var json: JSON {
    .object(
      [("left", left), ("kept", kept)].compactMap { name, text in
        text.map { .init(name, .string($0)) }
      })
  }

  /// - Parameter generation: The change that remembers it.
  init?(_ json: JSON, of generation: Int) {
    left = json["left"]?.string
    kept = json["kept"]?.string
    // What came with somebody else's folder may say anything.
    let folder = StateFolder.keptFolder(of: generation) + "/"
    guard kept.map({ $0.hasPrefix(folder) && Int($0.dropFirst(folder.count)) != nil }) ?? true
    else { return nil }
  }
}

extension Replay {
  /// Moves the old file of a change aside, to where it stays.
  ///
  /// - Parameters:
  ///   - number: Its place among the files of the change.
  ///   - after: The file as it is now.
  /// - Returns: `nil` where the old bytes are gone, or somebody edited the file since.
  func keepEarlier(
    _ file: JournaledFile, number: Int, after: Fingerprint?
  ) throws -> EarlierFile? {
    var left: String?
    if let after {
      guard file.made(after) else { return nil }
      left = try disk.digest(of: state.path(of: file.place))
    }
    guard file.base != nil, let temporary = file.temporary else {
      return EarlierFile(left: left, kept: nil)
    }
    let kept = StateFolder.keptFolder(of: journal.generation) + "/\(number)"
    let (old, place) = (state.path(of: temporary), state.path(of: kept))
    // An attempt before this one may have moved it.
    if try disk.exists(old) {
      try makeKeptFolder()
      try disk.rename(old, to: place)
    }
    return try disk.exists(place) ? EarlierFile(left: left, kept: kept) : nil
  }

  private func makeKeptFolder() throws {
    let folder = state.path(of: StateFolder.keptFolder(of: journal.generation))
    for path in [state.recent, folder] where try !disk.exists(path) {
      try disk.makeFolder(path, mode: state.newFolderMode())
    }
  }
}

extension StateFolder {
  /// Where the old files of a change are kept, in the data folder.
  static func keptFolder(of generation: Int) -> String { "\(name)/recent/\(generation)" }

  /// Removes old files of changes that nobody remembers, and the oldest where there are too many.
  ///
  /// - Parameters:
  ///   - kept: The changes whose old files are kept.
  ///   - remembered: Those that are remembered.
  func pruneKept(_ kept: [Int], of remembered: Set<Int>) throws {
    var size = 0
    for generation in kept.sorted(by: >) {
      for file in try keptFiles(of: generation) {
        size += try disk.status(of: file, followingLinks: false)?.size ?? 0
      }
      if remembered.contains(generation), size <= EarlierFile.keptLimit { continue }
      try removeKept(of: generation)
    }
  }

  /// Removes the old files of a change, if there are any.
  func removeKept(of generation: Int) throws {
    for file in try keptFiles(of: generation) { try disk.remove(file) }
    let folder = path(of: Self.keptFolder(of: generation))
    if try disk.exists(folder) { try disk.removeFolder(folder) }
  }

  private func keptFiles(of generation: Int) throws -> [String] {
    let folder = path(of: Self.keptFolder(of: generation))
    return (try disk.names(in: folder) ?? []).map { folder + "/" + $0 }
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
