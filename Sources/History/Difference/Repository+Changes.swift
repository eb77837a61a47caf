internal import Foundation
public import Tables

extension FolderDifference {
  /// Compares a commit of a repository with another one, or with what is in the folder.
  ///
  /// Only the files are read that git knows to differ.
  /// - Parameters:
  ///   - old: Tables in a `CommitTree`.
  ///   - new: Tables in a `CommitTree`, or in the data folder.
  public init(in repository: Repository, from old: Store, to new: Store) throws {
    guard let before = old.tree as? CommitTree else {
      preconditionFailure("a folder is compared with the commit that came before it")
    }
    let files =
      if let after = new.tree as? CommitTree {
        before.files(differingFrom: after)
      } else {
        try repository.files(changedSince: before, new)
      }
    // A table that the lab no longer has is compared as it had it.
    let gone = old.catalog.tables.filter { new.catalog[$0.name] == nil }
    let catalog = gone.isEmpty ? new.catalog : Catalog(new.catalog.tables + gone)
    try self.init(files, catalog, new.options) { file, _ in
      (
        file.kind == .added ? nil : try old.comparedFile(file.path),
        file.kind == .removed ? nil : try new.comparedFile(file.path)
      )
    }
  }
}

extension Store {
  /// A file of the tables, to be compared.
  func comparedFile(_ path: String) throws -> ComparedFile {
    ComparedFile(source: try tree.open(path), path: path, title: tree.title(of: path))
  }
}

extension CommitTree {
  /// The files that differ between this commit and a later one.
  func files(differingFrom later: CommitTree) -> [ChangedFile] {
    var files: [ChangedFile] = []
    for (path, entry) in later.entries where entries[path] != entry {
      files.append(ChangedFile(path: path, kind: entries[path] == nil ? .added : .changed))
    }
    for path in entries.keys where later.entries[path] == nil {
      files.append(ChangedFile(path: path, kind: .removed))
    }
    return files
  }
}

extension Repository {
  /// The files of the data folder that may differ from what a commit has of them.
  ///
  /// git compares times and sizes, which it remembers of each file, and reads none.
  fileprivate func files(
    changedSince tree: CommitTree, _ store: Store
  ) throws -> [ChangedFile] {
    var kinds: [String: RowChange.Kind] = [:]
    // Where nothing was committed yet, there is nothing to ask of.
    if let commit = tree.revision?.commit {
      let fields = try git.fields([
        "diff-index", "-z", "--name-status", "--no-renames", "--ignore-submodules", "--no-relative",
        commit, "--", ".",
      ])
      for i in stride(from: 0, to: fields.count - 1, by: 2) {
        guard let file = file(at: fields[i + 1]) else { continue }
        let isThere = FileManager.default.fileExists(atPath: data.path + "/" + file)
        kinds[file] = !isThere ? .removed : tree.entries[file] == nil ? .added : .changed
      }
    }
    let others = try git.fields(["ls-files", "-z", "--others", "--exclude-standard", "--", "."])
    let tables = store.catalog.tables.flatMap { store.files(of: $0) }.map(\.path)
    for file in others + tables where kinds[file] == nil && tree.entries[file] == nil {
      kinds[file] = .added
    }
    return kinds.map { ChangedFile(path: $0.key, kind: $0.value) }
  }
}
