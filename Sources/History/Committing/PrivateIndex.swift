internal import Foundation
internal import Tables

/// An index of git's that nobody else sees: what the person has staged stays as it is.
///
/// It lies in a temporary folder, which goes with this value.
final class PrivateIndex: Sendable {
  /// git with this index, and with the repository's objects.
  let git: Git
  private let folder: URL

  /// An index that holds what the commit at hand holds; nothing where there is none.
  ///
  /// It begins as a copy of the person's, which knows the times of files, so that git reads only those
  /// that changed since.
  /// - Parameter isTrial: Whether new objects are kept in the temporary folder too, and go with it.
  init(of repository: Repository, at head: Revision?, isTrial: Bool) throws {
    folder = FileManager.default.temporaryDirectory.appending(
      component: "plainlab-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    let index = folder.appending(component: "index")
    var variables = ["GIT_INDEX_FILE": index.path]
    if isTrial {
      let objects = folder.appending(component: "objects")
      try FileManager.default.createDirectory(at: objects, withIntermediateDirectories: false)
      variables["GIT_OBJECT_DIRECTORY"] = objects.path
      // Its list of places is one of words in quotes where they hold what divides it.
      let place = try repository.path(ofGit: "objects")
      variables["GIT_ALTERNATE_OBJECT_DIRECTORIES"] =
        "\"" + place.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    git = repository.git.adding(variables)
    let isCopied = try copyIndex(of: repository, to: index)
    let words = ["read-tree"] + (head.map { ["--reset", $0.commit] } ?? ["--empty"])
    if isCopied, try git.run(words).status == 0 { return }
    // A copy that git does not understand is worth no more than none.
    try? FileManager.default.removeItem(at: index)
    _ = try git.output(words)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func copyIndex(of repository: Repository, to copy: URL) throws -> Bool {
    let files = FileManager.default
    let index = try repository.path(ofGit: "index")
    guard (try? files.copyItem(atPath: index, toPath: copy.path)) != nil else { return false }
    // A file that was changed about when the index was written is looked at by git, and must be with
    // the copy: older by its time, it makes git look at more files, never at fewer.
    let attributes = try files.attributesOfItem(atPath: index)
    guard let time = attributes[.modificationDate] as? Date else { return false }
    try files.setAttributes(
      [.modificationDate: time.addingTimeInterval(-2)], ofItemAtPath: copy.path)
    return true
  }
}

extension Repository {
  /// Where git keeps a file of its own, as `index` or `MERGE_HEAD`; with a working tree of several, or
  /// in a submodule, that is not where one would look.
  func path(ofGit file: String) throws -> String {
    let answer = try git.output(["rev-parse", "--git-path", file])
    let path = String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .newlines)
    return path.hasPrefix("/")
      ? path : URL(filePath: data.path + "/" + path).standardizedFileURL.path
  }
}
