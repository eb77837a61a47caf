internal import CSVText
internal import JSONText

/// The index of a table as it is kept in `.plainlab/index`.
///
/// A line that says how long the head is, the head (a sealed text: which files it was made of, and
/// what follows), the sorted hashes, and behind them those that came later. Nothing is synced but a
/// new file: whatever a loss of power leaves, its seals tell.
struct KeyIndexFile {
  let table: TableSchema
  let state: StateFolder

  /// So many hashes that came later are kept apart; with more of them all are sorted anew.
  static let recentLimit = 2048
  /// A table of fewer bytes is read faster than its index.
  static let worthwhile = 1 << 20

  private var folder: String { state.path + "/index" }
  private var path: String { folder + "/" + table.name }

  /// What an index was made of: each file of the table, as it was.
  struct Origin: Equatable {
    let files: [(path: String, state: Fingerprint)]

    static func == (left: Self, right: Self) -> Bool {
      left.files.elementsEqual(right.files) { $0.path == $1.path && $0.state == $1.state }
    }

    /// The same once some files have changed, and others of the table have come.
    func changed(_ states: [String: Fingerprint], of table: TableSchema) -> Origin {
      var files = files.map { (path: $0.path, state: states[$0.path] ?? $0.state) }
      let known = Set(files.map(\.path))
      let whole = table.name + ".csv"
      for (path, state) in states where !known.contains(path) {
        if path == whole || path.hasPrefix(table.name + "/") { files.append((path, state)) }
      }
      files.sort { $0.path == whole || ($1.path != whole && $0.path < $1.path) }
      return Origin(files: files)
    }
  }

  /// Where the index of a table is kept; `nil` for a table that is small, or in no folder on disk.
  static func file(
    for hand: TableAtHand, in store: Store
  ) throws -> (file: KeyIndexFile, origin: Origin)? {
    guard let snapshot = store.tree as? FolderSnapshot, hand.size >= worthwhile else { return nil }
    var files: [(path: String, state: Fingerprint)] = []
    for file in hand.files {
      guard let state = try snapshot.fingerprint(of: file.file.path) else { return nil }
      files.append((file.file.path, state))
    }
    let state = StateFolder(folder: snapshot.base, disk: SystemDisk())
    return (KeyIndexFile(table: hand.table, state: state), Origin(files: files))
  }

  /// The index, if there is one that was made of these very files.
  func read(_ origin: Origin) -> KeyIndex? {
    guard let source = try? FileSource.open(path), let head = try? Head(of: source),
      head.origin == origin, head.keys == KeyIndex.keys(of: table), head.isSound
    else { return nil }
    var ranges: [Range<Int>] = []
    var at = head.length
    for count in head.counts {
      ranges.append(at..<at + count * 8)
      at += count * 8
    }
    // One that was cut must not answer for what it lost.
    guard source.size >= at + head.recent * 8 * head.keys.count,
      let later = try? source.bytes(at: at, count: head.recent * 8 * head.keys.count),
      later.count == head.recent * 8 * head.keys.count, KeyHash(later).value == head.recentSeal
    else { return nil }
    let recent = head.keys.indices.map { key in
      (0..<head.recent).map { later.hash(at: ($0 * head.keys.count + key) * 8) }
    }
    return KeyIndex(
      keys: head.keys, highestID: head.highestID, isInOrder: head.isInOrder, hashes: source,
      ranges: ranges, recent: recent)
  }

  /// Keeps an index for the files as they are now.
  func write(_ index: KeyIndex, _ origin: Origin) throws {
    let recent = index.recent.first?.count ?? 0
    if index.hashes is FileSource, recent <= Self.recentLimit, try extend(index, origin) { return }
    let merged = try index.merged()
    let head = Head(merged, origin, length: nil)
    if try !state.disk.exists(folder) {
      try state.disk.makeFolder(folder, mode: state.newFolderMode())
    }
    let hashes = try merged.hashes.allBytes()
    let name = "index/" + table.name
    try state.replace(name, with: head.bytes + hashes, isSynced: true)
  }

  /// Writes what came later behind the sorted hashes, and the head anew; whether there was room.
  private func extend(_ index: KeyIndex, _ origin: Origin) throws -> Bool {
    guard let start = try index.ranges.first?.lowerBound ?? Head.length(of: FileSource.open(path))
    else { return false }
    let head = Head(index, origin, length: start)
    guard head.bytes.count == start else { return false }
    var later: [UInt8] = []
    for i in index.recent.first?.indices ?? 0..<0 {
      later.append(hashes: index.recent.map { $0[i] })
    }
    let file = try state.disk.open(path, .writing)
    defer { state.disk.close(file) }
    try state.disk.writeAll(later, to: file, at: index.ranges.last?.upperBound ?? start)
    try state.disk.writeAll(head.bytes, to: file, at: 0)
    return true
  }
}

extension KeyIndexFile {
  /// The first bytes of the file.
  struct Head {
    let origin: Origin
    let keys: [[Int]]
    let counts: [Int]
    let highestID: Int
    let isInOrder: Bool
    let recent: Int
    let recentSeal: UInt64
    let length: Int
    var bytes: [UInt8] = []
  }
}

extension KeyIndexFile.Head {
  private static let mark = "plainlab index 2, "

  /// How long the head of a file is; `nil` when it is no index.
  static func length(of source: any ByteSource) throws -> Int? {
    let start = String(decoding: try source.bytes(at: 0, count: 64), as: UTF8.self)
    guard start.hasPrefix(mark) else { return nil }
    return Int(start.dropFirst(mark.count).prefix { $0 != "\n" })
  }

  /// Reads a head; throws when it is none.
  init(of source: any ByteSource) throws {
    guard let length = try Self.length(of: source), (64...1 << 24).contains(length) else {
      throw BrokenSeal.notSealed
    }
    let bytes = try source.bytes(at: 0, count: length)
    guard let line = bytes.firstIndex(of: UInt8(ascii: "\n")),
      let end = bytes.lastIndex(of: UInt8(ascii: "\n")), line < end
    else { throw BrokenSeal.notSealed }
    let json = try unsealed(Array(bytes[(line + 1)...end]))
    guard let files = json["files"]?.array, let keys = json["keys"]?.array,
      let highest = json["highest"]?.int, let isInOrder = json["in_order"]?.bool,
      let recent = json["recent"]?.int,
      let seal = json["recent_seal"]?.string.flatMap({ UInt64($0, radix: 16) })
    else { throw BrokenSeal.notSealed }
    origin = .init(
      files: files.compactMap { file in
        guard let path = file["path"]?.string, let state = file["state"].flatMap(Fingerprint.init)
        else { return nil }
        return (path, state)
      })
    self.keys = keys.map { $0["columns"]?.array?.compactMap(\.int) ?? [] }
    counts = keys.map { $0["count"]?.int ?? 0 }
    highestID = highest
    self.isInOrder = isInOrder
    self.recent = recent
    recentSeal = seal
    self.length = length
  }

  /// Whether its numbers can be those of a file.
  var isSound: Bool {
    counts.count == keys.count && counts.allSatisfy { (0...1 << 40).contains($0) }
      && (0...1 << 20).contains(recent)
  }

  /// - Parameter length: How long it has to be; `nil` for as long as it needs, and some room.
  init(_ index: KeyIndex, _ origin: KeyIndexFile.Origin, length: Int?) {
    self.origin = origin
    keys = index.keys
    counts = index.ranges.map { $0.count / 8 }
    highestID = index.highestID
    isInOrder = index.isInOrder
    recent = index.recent.first?.count ?? 0
    var later: [UInt8] = []
    for i in 0..<recent { later.append(hashes: index.recent.map { $0[i] }) }
    recentSeal = KeyHash(later).value
    let text = sealed(
      .object([
        .init(
          "files",
          .array(
            origin.files.map { file in
              .object([.init("path", .string(file.path)), .init("state", file.state.json)])
            })),
        .init(
          "keys",
          .array(
            zip(keys, counts).map { columns, count in
              .object([
                .init("columns", .array(columns.map { .int($0) })), .init("count", .int(count)),
              ])
            })),
        .init("highest", .int(highestID)), .init("in_order", .bool(isInOrder)),
        .init("recent", .int(recent)),
        .init("recent_seal", .string(String(recentSeal, radix: 16))),
      ]))
    // Numbers grow, and the head must not.
    self.length = length ?? (text.count + 512 + 4095) / 4096 * 4096
    bytes = Array((Self.mark + String(self.length) + "\n").utf8) + text
    if bytes.count < self.length {
      bytes += Array(repeating: UInt8(ascii: " "), count: self.length - bytes.count)
    }
  }
}
