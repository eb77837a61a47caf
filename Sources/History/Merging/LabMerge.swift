internal import Tables

/// Three versions of a lab made one: every table's file merged, and rows that both sides gave the
/// same id told apart.
public struct LabMerge: Sendable {
  /// What becomes of one file of a table.
  public struct File: Sendable {
    public let table: String
    /// In the data folder: `runs.csv`.
    public let path: String
    /// The file as it is in ours; `nil` where ours does not have it.
    public let ours: [UInt8]?
    /// The merged file; `nil` where it is gone.
    public let merged: [UInt8]?
    public let conflicts: [MergeConflict]
    /// Why the file could not be merged; it is then as it is in ours.
    public let refusal: String?
    /// Whether only one side changed it, so that git takes it as it is there and asks nobody,
    /// though it must be otherwise: what refers to a row that got a new id follows.
    public let isMissedByGit: Bool
    /// Whether the new ids of rows changed anything in it.
    public let follows: Bool

    /// Whether a person must look at it.
    public var isOpen: Bool { !conflicts.isEmpty || refusal != nil }
  }

  /// The files that theirs changed.
  public private(set) var files: [File] = []
  /// The rows that got another id.
  public let renumbered: [RenumberedRow]
  public private(set) var clashes: [KeyClash] = []

  /// Whether a person must decide something.
  public var isOpen: Bool { !clashes.isEmpty || files.contains(where: \.isOpen) }

  /// Merges.
  ///
  /// - Parameters:
  ///   - links: References that no schema declares, which follow new ids too.
  ///   - latest: See `TableMerge`.
  /// - Throws: `UnreadableText` where ids cannot be given, as rows cannot be told apart.
  public init(
    _ versions: LabVersions, links: [WordedReference] = [], latest: Set<String> = []
  ) throws {
    try self.init(versions, Renumbering(versions, links: links), latest)
  }

  init(_ original: LabVersions, _ renumbering: Renumbering, _ latest: Set<String>) throws {
    renumbered = renumbering.changes
    let versions = renumbering.versions
    for table in versions.tables {
      var isTouched = false
      for path in versions.paths(of: table) {
        let isNew = try !LabVersions.isSame(path, of: table, versions.base, versions.theirs)
        guard try isNew || !LabVersions.isSame(path, of: table, original.ours, versions.ours) else {
          continue
        }
        let file = try Self.merged(path, table, versions, original, latest)
        files.append(try Self.whole(file, original.leftOut))
        isTouched = true
      }
      if isTouched, !table.uniqueKeys.isEmpty {
        clashes += try Self.clashes(in: table, versions)
      }
    }
  }

  private static func merged(
    _ path: String, _ table: TableSchema, _ versions: LabVersions, _ original: LabVersions,
    _ latest: Set<String>
  ) throws -> File {
    func bytes(_ store: Store?) throws -> [UInt8]? {
      try LabVersions.bytes(path, of: table, in: store)
    }
    let (before, here, there) = (
      try bytes(original.base), try bytes(original.ours), try bytes(original.theirs)
    )
    let (base, ours, theirs) = (
      try bytes(versions.base), try bytes(versions.ours), try bytes(versions.theirs)
    )
    func file(
      _ merged: [UInt8]?, _ conflicts: [MergeConflict] = [], refusal: String? = nil
    ) -> File {
      let taken = here == before ? there : there == before || here == there ? here : merged
      return File(
        table: table.name, path: path, ours: here, merged: merged, conflicts: conflicts,
        refusal: refusal, isMissedByGit: taken != merged,
        follows: ours != here || theirs != there)
    }
    if ours == base || ours == theirs { return file(theirs) }
    if theirs == base { return file(ours) }
    guard let ours else {
      return file(theirs, refusal: "was deleted in ours and changed in theirs")
    }
    guard let theirs else {
      return file(ours, refusal: "was changed in ours and deleted in theirs")
    }
    do {
      let merge = try TableMerge(table, base: base, ours: ours, theirs: theirs, latest: latest)
      return file(merge.bytes, merge.conflicts)
    } catch let error as UnreadableText {
      return file(ours, refusal: error.description)
    }
  }

  /// The file with the rows that were left out of all versions.
  private static func whole(_ file: File, _ leftOut: LeftOutRows) throws -> File {
    File(
      table: file.table, path: file.path, ours: try leftOut.putBack(file.ours, file.path),
      merged: try leftOut.putBack(file.merged, file.path), conflicts: file.conflicts,
      refusal: file.refusal, isMissedByGit: file.isMissedByGit, follows: file.follows)
  }

  private static func clashes(
    in table: TableSchema, _ versions: LabVersions
  ) throws -> [KeyClash] {
    func texts(_ store: Store?) throws -> [KeyedText] {
      try versions.paths(of: table).compactMap { path in
        try LabVersions.bytes(path, of: table, in: store).map {
          try KeyedText(TableText($0), key: table.keyNames)
        }
      }
    }
    do {
      return KeyClash.all(
        in: table, base: try texts(versions.base), ours: try texts(versions.ours),
        theirs: try texts(versions.theirs))
    } catch is UnreadableText {
      // The file was refused, or will be when somebody changes it.
      return []
    }
  }
}
