internal import CSVText
package import JSONText

/// A change that was made, as it is remembered in `.plainlab/recent`.
package struct RecentChange: Sendable {
  package let generation: Int
  package let what: String
  /// When, in seconds since 1970.
  package let at: Int64
  package let files: [File]
  /// What the caller of the commit wanted remembered; `null` for nothing but the files.
  package let rows: JSON

  var isOfFiles: Bool { rows == .null }

  package struct File: Sendable {
    /// In the data folder.
    package let path: String
    /// As it was before; `nil` when there was none.
    package let before: Fingerprint?
    /// As the change left it; `nil` when it was removed.
    package let after: Fingerprint?
    /// How it comes back, of a change that is remembered by its files; `nil` where it cannot.
    let earlier: EarlierFile?
  }
}

extension RecentChange {
  /// The changes that are remembered, the newest first: at most 64. What a loss of power or a hand
  /// damaged is left out.
  package static func all(
    in folder: DiskFolder, disk: any Disk = SystemDisk()
  ) throws -> [RecentChange] {
    let state = StateFolder(folder: folder, disk: disk)
    return try state.recentGenerations().sorted(by: >).compactMap { generation in
      guard let text = try disk.contents(of: state.recent + "/\(generation).json"),
        let json = try? unsealed(text)
      else { return nil }
      return RecentChange(json).flatMap { $0.generation == generation ? $0 : nil }
    }
  }

  fileprivate static var limit: Int { 64 }

  /// The cells of a table are for those who may read all files of the change.
  fileprivate var mode: UInt32 {
    files.reduce(0o666) { $0 & (($1.before ?? $1.after)?.mode ?? 0o666) } | 0o600
  }

  fileprivate var json: JSON {
    .object([
      .init("generation", .int(generation)), .init("what", .string(what)),
      .init("at", .int(Int(at))),
      .init(
        "files",
        .array(
          files.map { file in
            var members: [JSON.Member] = [.init("path", .string(file.path))]
            if let before = file.before { members.append(.init("before", before.json)) }
            if let after = file.after { members.append(.init("after", after.json)) }
            if let earlier = file.earlier { members.append(.init("earlier", earlier.json)) }
            return .object(members)
          })),
      .init("rows", rows),
    ])
  }

  fileprivate init?(_ json: JSON) {
    guard let generation = json["generation"]?.int, let what = json["what"]?.string,
      let at = json["at"]?.int, let files = json["files"]?.array
    else { return nil }
    self.generation = generation
    self.what = what
    self.at = Int64(at)
    self.files = files.compactMap { file in
      // What came with somebody else's folder may say anything.
      guard let path = file["path"]?.string, FileEdit(path, .remove).isInside else { return nil }
      return File(
        path: path, before: file["before"].flatMap(Fingerprint.init),
        after: file["after"].flatMap(Fingerprint.init),
        earlier: file["earlier"].flatMap { EarlierFile($0, of: generation) })
    }
    rows = json["rows"] ?? .null
  }
}

extension StateFolder {
  func recentGenerations() throws -> [Int] {
    Self.generations(in: try disk.names(in: recent) ?? [])
  }

  private static func generations(in names: [String]) -> [Int] {
    names.compactMap { $0.hasSuffix(".json") ? Int($0.dropLast(5)) : nil }
  }

  /// Remembers a change and forgets the oldest. The files are not synced: a loss of power may take
  /// the memory of the last changes, never the changes.
  func remember(_ change: RecentChange) throws {
    if try !disk.exists(recent) { try disk.makeFolder(recent, mode: newFolderMode()) }
    try replace(
      "recent/\(change.generation).json", with: sealed(change.json), mode: change.mode)
    let names = try disk.names(in: recent) ?? []
    let generations = Self.generations(in: names).sorted(by: >)
    for generation in generations.dropFirst(RecentChange.limit) {
      try disk.remove(recent + "/\(generation).json")
    }
    pruneKept(names.compactMap { Int($0) }, of: Set(generations.prefix(RecentChange.limit)))
  }
}

extension WritingSession {
  /// Forgets remembered changes.
  func forget(_ generations: Set<Int>) throws {
    for generation in try state.recentGenerations() where generations.contains(generation) {
      try state.disk.remove(state.recent + "/\(generation).json")
      try state.removeKept(of: generation)
    }
  }
}
