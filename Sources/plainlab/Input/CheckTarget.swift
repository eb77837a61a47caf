import CommandLineKit
import Foundation
import History
import Lab
import Tables
import Wording

/// A data folder, and which of its files a person asked about.
struct CheckTarget {
  /// `nil` for the lab's own, as it was where the person asks for that.
  let folder: DiskFolder?
  /// Paths inside the folder; `nil` for all.
  var files: Set<String>?

  /// Sorts what was named on the command line into folders, each of which comes once: a file belongs
  /// to the folder that holds it, or, as a part of a table, to the one above.
  ///
  /// Folders are told apart by where they really are, as `data/runs.csv`, `./data/runs.csv` and
  /// `data/../data/runs.csv` are one file.
  ///
  /// - Parameter areNow: Whether files are checked as they are; else they need not be there now.
  static func all(
    _ paths: [String], areNow: Bool = true, _ context: Context
  ) throws -> [CheckTarget] {
    if paths.isEmpty { return [CheckTarget(folder: nil, files: nil)] }
    if !areNow { return [try past(paths, context)] }
    var targets: [CheckTarget] = []
    var places: [String: Int] = [:]
    for path in paths {
      let named = try NamedPath(path, context)
      let real = context.realPath(named.folder)
      guard let place = places[real] else {
        places[real] = targets.count
        let title = named.folder == "." && named.files != nil ? "" : named.folder
        targets.append(
          CheckTarget(
            folder: DiskFolder(context.path(named.folder), name: title), files: named.files))
        continue
      }
      targets[place].files = named.files.flatMap { targets[place].files?.union($0) }
    }
    return targets
  }
}

extension CheckTarget {
  /// Files of the lab as it was.
  private static func past(_ paths: [String], _ context: Context) throws -> CheckTarget {
    let data = context.realPath(context[Globals.data])
    let files = try paths.map { path in
      let real = context.realPath(path)
      guard real.hasPrefix(data + "/") else {
        throw UsageError(
          "With --at or --staged, files of the lab can be checked: '\(visible(path))' is none.")
      }
      return String(real.dropFirst(data.count + 1))
    }
    return CheckTarget(folder: nil, files: Set(files))
  }
}

extension Context {
  /// Reads the tables of a target.
  ///
  /// - Parameter tree: What is read in the place of the lab's folder, where that is something else.
  func reading<Value>(
    _ target: CheckTarget, at revision: String?, _ tree: CommitTree?,
    _ body: (Store) throws -> Value
  ) throws -> Value {
    if let tree { return try reading(tree, body) }
    guard let folder = target.folder else { return try readingLab(at: revision, body) }
    return try reading(folder, body)
  }
}

/// What was named, as a folder and files in it.
private struct NamedPath {
  var folder: String
  /// Paths inside the folder; `nil` for all.
  var files: Set<String>?

  init(_ typed: String, _ context: Context) throws {
    guard context.exists(typed) else { throw NoSuchFile(path: typed) }
    let path = typed.withoutEndingSlashes
    if context.isFolder(path) {
      folder = path
      // A folder of parts is one table of the folder above.
      guard try context.store(in: path)?.isEmpty ?? false else { return }
      let above = Self.above(path)
      let parts = try context.parts(in: path, of: above)
      if !parts.isEmpty { (folder, files) = (above, parts) }
    } else {
      let slash = path.lastIndex(of: "/")
      let name = String(slash.map { path[path.index(after: $0)...] } ?? path[...])
      folder = slash.map { String(path[...$0]).withoutEndingSlashes } ?? "."
      files = [name]
      let data = context.realPath(context[Globals.data])
      if context.realPath(folder) == data { return }
      let above = Self.above(folder)
      let isLabs = try context.store(in: folder)?.reads(name) ?? false
      guard context.realPath(above) == data || !isLabs else { return }
      let part = context.lastName(of: folder) + "/" + name
      guard try context.parts(in: folder, of: above).contains(part) else { return }
      (folder, files) = (above, [part])
    }
  }

  /// The folder that holds a folder, in the words of the person.
  private static func above(_ folder: String) -> String {
    if folder == "." { return ".." }
    let names = folder.split(separator: "/", omittingEmptySubsequences: false)
    if names.last == "." || names.last == ".." { return folder + "/.." }
    let above = names.dropLast().joined(separator: "/")
    return above.isEmpty ? (folder.hasPrefix("/") ? "/" : ".") : above.withoutEndingSlashes
  }
}

extension Context {
  /// The lab's folder as it is staged; in a hook, as what is being committed.
  func staged() throws -> CommitTree {
    try CommitTree(stagedIn: repository(), index: console.environment["PLAINLAB_INDEX"])
  }

  /// Where a path really is, behind links and dots.
  func realPath(_ typed: String) -> String {
    URL(filePath: path(typed)).standardizedFileURL.resolvingSymlinksInPath().path
  }

  fileprivate func lastName(of folder: String) -> String {
    String(URL(filePath: path(folder)).standardizedFileURL.lastPathComponent)
  }

  /// The tables in a folder; `nil` where it cannot be looked into.
  fileprivate func store(in folder: String) throws -> Store? {
    try? Store(self.folder(folder), catalog: LabCatalog.catalog)
  }

  /// The parts that a table of `above` has in `folder`; none where that is no folder of parts.
  fileprivate func parts(in folder: String, of above: String) throws -> Set<String> {
    let name = lastName(of: folder)
    guard let store = try store(in: above), let table = store.catalog[name] else { return [] }
    return Set(store.files(of: table).map(\.path).filter { $0.hasPrefix(name + "/") })
  }
}

extension Store {
  /// Whether a file holds rows of a table.
  func reads(_ path: String) -> Bool {
    catalog.tables.contains { table in files(of: table).contains { $0.path == path } }
  }
}
