internal import Tables

extension LabMerge {
  /// The merge of two commits' data folders, without touching a file.
  ///
  /// - Parameters:
  ///   - lineage: What earlier merges did.
  ///   - latest: See `TableMerge`.
  /// - Throws: `UnmergeableLab` where it cannot be known which row is which.
  public init(_ merge: MergeAtHand, _ lineage: Lineage, latest: Set<String>) throws {
    let (versions, renumbering) = try Self.told(merge, lineage)
    try self.init(versions, renumbering, latest)
  }

  private static func told(
    _ merge: MergeAtHand, _ lineage: Lineage
  ) throws -> (LabVersions, Renumbering) {
    do {
      guard !merge.isWhole else {
        return try lineage.renumbering(base: merge.base, ours: merge.ours, theirs: merge.theirs)
      }
      // The commit before may call a row by an id that is another row's here.
      if let start = try lineage.base(of: merge.ours, merge.theirs), start != merge.base {
        let (_, all) = try lineage.renumbering(
          base: start, ours: merge.ours, theirs: merge.theirs)
        if !all.changes.isEmpty { throw UnmergeableLab.strangers(all.changes) }
      }
      let versions = try LabVersions(
        base: try merge.base.map(lineage.store), ours: try lineage.store(merge.ours),
        theirs: try lineage.store(merge.theirs)
      ).withoutCommonRows()
      return (versions, try Renumbering(versions, links: lineage.links))
    } catch let error as UnreadableText {
      throw UnmergeableLab.unreadable(error)
    }
  }
}

/// Why versions of a lab cannot be merged as a whole.
public enum UnmergeableLab: Error, CustomStringConvertible {
  /// Rows that have one id and are not the same on both sides, where single commits are applied.
  case strangers([RenumberedRow])
  case unreadable(UnreadableText)

  public var description: String {
    switch self {
    case .strangers(let rows):
      let row = rows.first.map { "\($0.table) \($0.old)" } ?? "a row"
      return "both sides have \(row), and they are two rows, which only a merge tells apart. "
        + "Take this back, and merge the branch with 'plainlab merge' or 'git merge'."
    case .unreadable(let text): return "a table cannot be read: \(text)"
    }
  }
}
