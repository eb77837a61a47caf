internal import Tables

/// Three versions of a lab made one: every table's file merged, and rows that both sides gave the same
/// id told apart.
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
    /// Whether theirs alone changed it, so that git takes it as it is there and asks nobody.
    public let isTakenByGit: Bool
    /// Whether references in it follow rows that got new ids.
    public let follows: Bool

    /// Whether a person must look at it.
    public var isOpen: Bool { !conflicts.isEmpty || refusal != nil }
  }

  /// The files that theirs changed.
  public private(set) var files: [File] = []
  /// The rows of theirs that got another id.
  public let renumbered: [Renumbering.Change]
  public private(set) var clashes: [KeyClash] = []

  /// Whether a person must decide something.
  public var isOpen: Bool { !clashes.isEmpty || files.contains(where: \.isOpen) }

  /// Merges.
  ///
  /// - Parameters:
  ///   - links: References that no schema declares, which follow new ids too.
  ///   - latest: See `TableMerge`.
  ///   - paths: The files that are asked for; all by default. New ids are always those of the whole.
  public init(
    _ versions: LabVersions, links: [WordedReference] = [], latest: Set<String> = [],
    only paths: Set<String>? = nil
  ) throws {
    let renumbering = try Renumbering(versions, links: links)
    renumbered = renumbering.changes
    for table in versions.tables {
      var isTouched = false
      for path in versions.paths(of: table) {
        guard paths?.contains(path) ?? true,
          try !LabVersions.isSame(path, of: table, versions.base, versions.theirs)
        else { continue }
        files.append(try Self.merged(path, table, versions, renumbering, latest))
        isTouched = true
      }
      if isTouched, !table.uniqueKeys.isEmpty {
        clashes += try Self.clashes(in: table, versions, renumbering)
      }
    }
  }

  private static func merged(
    _ path: String, _ table: TableSchema, _ versions: LabVersions, _ renumbering: Renumbering,
    _ latest: Set<String>
  ) throws -> File {
    let base = try LabVersions.bytes(path, of: table, in: versions.base)
    let ours = try LabVersions.bytes(path, of: table, in: versions.ours)
    let original = try LabVersions.bytes(path, of: table, in: versions.theirs)
    let theirs = renumbering.files[path] ?? original
    func file(
      _ merged: [UInt8]?, _ conflicts: [MergeConflict] = [], refusal: String? = nil
    ) -> File {
      File(
        table: table.name, path: path, ours: ours, merged: merged, conflicts: conflicts,
        refusal: refusal, isTakenByGit: ours == base, follows: theirs != original)
    }
    if ours == base || ours == theirs { return file(theirs) }
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

  private static func clashes(
    in table: TableSchema, _ versions: LabVersions, _ renumbering: Renumbering
  ) throws -> [KeyClash] {
    func texts(_ store: Store?, _ new: [String: [UInt8]] = [:]) throws -> [KeyedText] {
      try versions.paths(of: table).compactMap { path in
        try (new[path] ?? LabVersions.bytes(path, of: table, in: store)).map {
          try KeyedText(TableText($0), key: table.keyNames)
        }
      }
    }
    do {
      return KeyClash.all(
        in: table, base: try texts(versions.base), ours: try texts(versions.ours),
        theirs: try texts(versions.theirs, renumbering.files))
    } catch is UnreadableText {
      // The file was refused, or will be when somebody changes it.
      return []
    }
  }
}
