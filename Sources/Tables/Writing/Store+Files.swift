internal import CSVText
internal import JSONText

/// New bytes for a whole file of a data folder.
public struct NewContent: Sendable {
  /// In the data folder: `runs.csv`.
  public let path: String
  /// The bytes that were read; `nil` when there was no such file.
  public let old: [UInt8]?
  public let new: [UInt8]

  public init(_ path: String, old: [UInt8]?, new: [UInt8]) {
    self.path = path
    self.old = old
    self.new = new
  }
}

extension Store {
  /// Puts new bytes in the place of files, all of them or none, for what is no change of rows: their
  /// form, the folder's descriptor.
  /// - Throws: an error that names them when files are not as they were read; then none is touched.
  public func replace(_ files: [NewContent], _ what: String) throws {
    guard let folder = tree.folder else { throw UnwritableStore(name: tree.name) }
    let now = SystemDisk().now() / 1_000_000_000
    let session = try WritingSession(folder, holder: what, at: now)
    let snapshot = try session.snapshot()
    var overtaken: [String] = []
    for file in files {
      let isThere = try snapshot.fingerprint(of: file.path) != nil
      let old = try isThere ? snapshot.open(file.path).allBytes() : nil
      if old != file.old { overtaken.append(file.path) }
    }
    guard overtaken.isEmpty else { throw Overtaken(folder: folder.name, paths: overtaken) }
    try session.commit(
      files.map { FileEdit($0.path, .rewrite([.new($0.new)])) }, from: snapshot, what: what,
      rows: .null, at: now)
  }
}
