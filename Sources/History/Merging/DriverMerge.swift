internal import CSVText
internal import Foundation
internal import Tables

/// What a merge driver makes of the one file that git gives it.
///
/// It works out the merge of the whole lab, where it can be found out which commits are merged, and
/// takes this file's part of it. Alone it merges the file, and leaves two rows of one id to a
/// person.
public struct DriverMerge: Sendable {
  public let merged: [UInt8]
  /// Whether git must stop, as a person is needed.
  public let isOpen: Bool
  /// What to tell the person, as sentences.
  public let remarks: [String]

  /// The versions of a file as git gives them: paths of temporary files at the repository's top.
  public struct Versions: Sendable {
    public let base: String
    public let ours: String
    public let theirs: String

    public init(base: String, ours: String, theirs: String) {
      (self.base, self.ours, self.theirs) = (base, ours, theirs)
    }
  }

  /// - Parameters:
  ///   - file: The file in the data folder.
  ///   - environment: What git says of the merge.
  public init(
    of file: String, in lineage: Lineage, _ versions: Versions, environment: [String: String],
    latest: Set<String>
  ) throws {
    let repository = lineage.repository
    let root = DiskFolder(repository.root)
    let base = try root.open(versions.base).allBytes()
    let ours = try root.open(versions.ours).allBytes()
    let theirs = try root.open(versions.theirs).allBytes()
    let head = try repository.head()?.commit
    let tables = try head.map { try lineage.store($0) }
    let table = tables?.catalog.tables.first { table in
      tables?.files(of: table).contains { $0.path == file } ?? false
    }
    guard let table else {
      (merged, isOpen) = try Self.text(versions, repository)
      remarks = []
      return
    }
    do {
      let merge = try MergeAtHand.find(
        repository, environment: environment, path: repository.path(of: file), base: base,
        ours: ours, theirs: theirs)
      if let merge {
        let lab = try LabMerge(merge, lineage, latest: latest)
        guard let part = lab.files.first(where: { $0.path == file }) else {
          (merged, isOpen, remarks) = (ours, false, [])
          return
        }
        if let refusal = part.refusal { throw Refusal(description: "\(file): \(refusal).") }
        let missed = lab.files.filter(\.isMissedByGit)
        let clashes = lab.clashes.filter { $0.table == table.name }
        merged = part.merged ?? ours
        isOpen = part.isOpen || !missed.isEmpty || !clashes.isEmpty
        remarks =
          part.conflicts.map { "\(file): \($0.sentence)." }
          + clashes.map { "\(file): \($0.sentence)." }
          + lab.renumbered.filter { $0.table == table.name }.map(\.sentence)
          + missed.map {
            "\($0.path) must follow new ids, and git does not ask: 'plainlab resolve' ends this."
          }
        return
      }
      let alone = try TableMerge(
        table, base: base, ours: ours, theirs: theirs, latest: latest)
      merged = alone.bytes
      isOpen = !alone.conflicts.isEmpty
      remarks = alone.conflicts.map { "\(file): \($0.sentence)." }
    } catch {
      // Nothing is guessed: where lines differ, both stay.
      let isStranger = if case UnmergeableLab.strangers = error { true } else { false }
      merged = try Self.text(versions, repository, withoutBase: isStranger).bytes
      isOpen = true
      remarks = ["\(error)"]
    }
  }

  private struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  /// git's own merge, line by line.
  private static func text(
    _ versions: Versions, _ repository: Repository, withoutBase: Bool = false
  ) throws -> (bytes: [UInt8], isOpen: Bool) {
    let base = withoutBase ? "/dev/null" : versions.base
    let end = try repository.git.moved(to: repository.root).run([
      "merge-file", "-p", "--diff3", "-L", "ours", "-L", "base", "-L", "theirs", versions.ours,
      base, versions.theirs,
    ])
    guard end.status >= 0, end.status < 128 else { throw GitError(["merge-file"], end.complaint) }
    return (end.output, end.status != 0)
  }
}

extension RenumberedRow {
  /// What happened, as a sentence.
  public var sentence: String {
    "\(table) \(old) of \(isOurs ? "ours" : "theirs") is now \(new)."
  }
}
