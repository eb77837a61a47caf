internal import CSVText
public import Tables

/// How a repository's commits came from each other, as far as merges gave rows other ids.
///
/// No list of them is kept anywhere: what a merge did follows from the three commits that it was
/// made of, and is worked out again. What a commit shows otherwise, as somebody merged by hand,
/// does not count.
public final class Lineage {
  /// How a commit of two parents gave rows new ids: those of its first parent, and those of its
  /// second.
  private typealias Names = (first: NewIDs, second: NewIDs)

  let repository: Repository
  private let catalog: Catalog
  let links: [WordedReference]
  private let objects: ObjectReader
  private var known: [String: Names] = [:]
  private var stores: [String: Store] = [:]

  public init(_ repository: Repository, _ catalog: Catalog, links: [WordedReference]) {
    (self.repository, self.catalog, self.links) = (repository, catalog, links)
    objects = ObjectReader(repository.git)
  }

  /// The tables of a commit; empty ones where it has no data folder.
  public func store(_ commit: String) throws -> Store {
    if let store = stores[commit] { return store }
    let revision = Revision(name: String(commit.prefix(8)), commit: commit)
    let store: Store
    if try repository.git.moved(to: repository.root)
      .answer("cat-file", "-e", commit + ":" + repository.prefix) != nil
    {
      store = try Store(
        CommitTree(repository, at: revision, objects: objects), catalog: catalog)
    } else {
      store = try Store(NoFiles(name: revision.name), catalog: catalog)
    }
    stores[commit] = store
    return store
  }

  /// The one commit that two began with; `nil` where there is none, or several.
  func base(of ours: String, _ theirs: String) throws -> String? {
    let bases = try repository.git.answer("merge-base", "--all", ours, theirs)?.lines ?? []
    return bases.count == 1 ? bases[0] : nil
  }

  func isAncestor(_ commit: String, of other: String) throws -> Bool {
    try repository.git.answer("merge-base", "--is-ancestor", commit, other) != nil
  }

  /// The new ids of a merge of two commits.
  func renumbering(base: String?, ours: String, theirs: String) throws -> (
    LabVersions, Renumbering
  ) {
    let versions = LabVersions(
      base: try base.map(store), ours: try store(ours), theirs: try store(theirs))
    let former = try base.map {
      (ours: try names(of: $0, in: ours), theirs: try names(of: $0, in: theirs))
    }
    if let former, !former.ours.isEmpty || !former.theirs.isEmpty {
      // Rows that are the same in all versions may refer to ids that are not.
      return (versions, try Renumbering(versions, links: links, former: former))
    }
    let shorter = try versions.withoutCommonRows()
    return (shorter, try Renumbering(shorter, links: links))
  }

  /// The ids that rows of `base` have in a commit that came from it.
  private func names(of base: String, in commit: String) throws -> NewIDs {
    if base == commit { return NewIDs() }
    let words = ["rev-list", "--parents", "--ancestry-path", base + ".." + commit]
    var parents: [String: [String]] = [:]
    for line in try repository.git.answer(words)?.lines ?? [] {
      let commits = line.split(separator: " ").map(String.init)
      parents[commits[0]] = Array(commits.dropFirst())
    }
    // From the commit back to base, by first parents where there is a way.
    var steps: [NewIDs] = []
    var at = commit
    while at != base, let all = parents[at] {
      guard let next = all.firstIndex(where: { $0 == base || parents[$0] != nil }) else { break }
      if all.count == 2 {
        let names = try names(ofMerge: at, all[0], all[1])
        steps.append(next == 0 ? names.first : names.second)
      }
      at = all[next]
    }
    return steps.reversed().reduce(NewIDs()) { $0.followed(by: $1) }
  }

  private func names(ofMerge merge: String, _ first: String, _ second: String) throws -> Names {
    if let names = known[merge] { return names }
    var names: Names = (NewIDs(), NewIDs())
    if let base = try base(of: first, second) {
      do {
        let (_, renumbering) = try renumbering(base: base, ours: first, theirs: second)
        let made = try store(merge)
        names = (
          try there(renumbering.ours, in: made), try there(renumbering.theirs, in: made)
        )
      } catch is UnreadableText {
        // Nobody could give ids there.
      }
    }
    known[merge] = names
    return names
  }

  /// Those of the new ids that rows of a commit have.
  private func there(_ ids: NewIDs, in store: Store) throws -> NewIDs {
    var found: [String: Set<[UInt8]>] = [:]
    for (name, wanted) in ids.tables where !wanted.isEmpty {
      guard let table = store.catalog[name], let key = table.keyNames.first else { continue }
      let wanted = Set(wanted.values)
      try store.read(table, columns: [key]) { batch, projection in
        for record in 0..<batch.count {
          let id = Array(projection.text(batch, record, 0).utf8)
          if wanted.contains(id) { found[name, default: []].insert(id) }
        }
        return .more
      }
    }
    return ids.filter { found[$0]?.contains($1) ?? false }
  }
}
