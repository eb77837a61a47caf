import CSVText
import CommandLineKit
import Foundation
import History
import Lab
import Tables
import Wording

/// Paths as a person types them, seen from where they stand.
extension Context {
  /// The path for the system of what was typed.
  func path(_ typed: String) -> String {
    typed.hasPrefix("/") ? typed : console.workingDirectory + "/" + typed
  }

  /// Nothing has an empty name, though the system would take it for the folder at hand.
  func exists(_ typed: String) -> Bool {
    !typed.isEmpty && FileManager.default.fileExists(atPath: path(typed))
  }

  func isFolder(_ typed: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe !typed.isEmpty
      && FileManager.default.fileExists(atPath: path(typed), isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// A folder that must be there.
  func folder(_ typed: String) throws -> DiskFolder {
    guard isFolder(typed) else { throw NoSuchFolder(path: typed, isFile: exists(typed)) }
    return DiskFolder(path(typed), name: typed)
  }

  /// The lab's data folder.
  func dataFolder() throws -> DiskFolder { try folder(self[Globals.data]) }

  /// The git repository that the lab's folder is in; a server's, where we are in one.
  func repository() throws -> Repository {
    let environment = console.environment
    let name = self[Globals.data]
    if !isFolder(name), !name.hasPrefix("/"),
      let bare = try Repository(
        bare: DiskFolder(path(".")), data: DiskFolder(path(name), name: name),
        environment: environment)
    {
      return bare
    }
    return try Repository(around: dataFolder(), environment: environment)
  }

  /// The place of the lab's data folder, where there may be none any more.
  func dataPlace() throws -> DiskFolder {
    let name = self[Globals.data]
    guard !name.isEmpty, isFolder(name) || !exists(name) else { return try folder(name) }
    return DiskFolder(path(name), name: name)
  }

  /// A table of the lab by its name. The folder is only looked at for tables of its own, and none is
  /// opened.
  func table(named name: String) throws -> TableSchema {
    let folder = try dataFolder()
    let catalog = LabCatalog.catalog
    if let table = catalog[name] { return table }
    return try Store(folder, catalog: catalog, options: readingOptions()).table(named: name)
  }

  /// The lab's tables: as they are, or as they were in a commit.
  func store(
    at revision: String? = nil, watchedBy watch: (any FolderWatch)? = nil
  ) throws -> Store {
    guard let name = revision else { return try store(in: dataFolder(), watchedBy: watch) }
    let repository = try repository()
    let commit = try CommitTree(repository, at: repository.revision(name))
    return try store(in: watch.map { WatchedCommit(commit: commit, watch: $0) } ?? commit)
  }

  /// The lab's tables as they were in a commit.
  func store(in commit: any FileTree) throws -> Store {
    try Store(commit, catalog: LabCatalog.catalog, options: readingOptions())
  }

  /// The tables in a folder of the person's choice, as they are at one moment.
  func store(
    in folder: DiskFolder, watchedBy watch: (any FolderWatch)? = nil
  ) throws -> Store {
    var hasUnfinishedChange = false
    let store = try Store.open(
      folder, catalog: LabCatalog.catalog, options: readingOptions(),
      through: { snapshot in
        hasUnfinishedChange = snapshot.hasUnfinishedChange
        return snapshot.watched(by: watch)
      })
    if hasUnfinishedChange {
      note(
        "A change of '\(visible(folder.name))' was interrupted, and some files may show a part of it. "
          + "'plainlab recover' says which.")
    }
    return store
  }

  /// How files are read.
  func readingOptions() throws -> RecordReader.Options {
    let limit = self[Globals.cellLimit]
    guard (1...1024).contains(limit) else {
      throw UsageError("--cell-limit is from 1 to 1024 mebibytes, not \(limit).")
    }
    return RecordReader.Options(cellLimit: limit << 20)
  }
}

extension DiskFolder {
  /// Puts new bytes in the place of one of the folder's files, which is called as a person called it
  /// where that fails.
  func replace(_ file: String, with bytes: [UInt8]) throws {
    do {
      try replaceFile(at: path + "/" + file, with: bytes)
    } catch let error as FileError {
      throw FileError(title(of: file), error.code)
    }
  }
}

struct NoSuchFolder: Error, CustomStringConvertible {
  let path: String
  /// Whether something else stands in its place.
  var isFile = false

  var description: String {
    if path.isEmpty { return "the folder needs a name. Name the lab's with --data DIR." }
    if isFile { return "'\(path)' is not a folder. Name the lab's with --data DIR." }
    return "there is no folder '\(path)'. Name the lab's with --data DIR, or make one with "
      + "'plainlab init \(path)'."
  }
}

struct NoSuchFile: Error, CustomStringConvertible {
  let path: String
  var description: String { "there is no file '\(path)'" }
}
