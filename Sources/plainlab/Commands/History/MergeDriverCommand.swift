import CommandLineKit
import Foundation
import History
import Lab
import Tables
import Wording

enum MergeDriverCommand {
  static let command = Command(
    "merge-driver", "Merge one file for git.",
    discussion: """
      git calls this while it merges, rebases or picks commits, where its attributes and its \
      configuration say so; nobody needs to type it. The file is merged by rows and by cells. Rows \
      that both sides gave the same id get new ones, with all that refers to them. The merged file \
      takes the place of OURS; the exit status is 1 where a person is needed.
      """,
    examples: [
      Example(
        "plainlab merge-driver %O %A %B %P", "as git's setting merge.plainlab.driver has it")
    ],
    Argument("base", completion: .files, "The file that both sides began with"),
    Argument("ours", completion: .files, "The file here, which is overwritten"),
    Argument("theirs", completion: .files, "The file of the other side"),
    Argument("path", completion: .files, "Where the file is in the repository"),
    status: { context, base, ours, theirs, path in
      let (data, file) = try place(of: path, context)
      let repository = try Repository(around: data, environment: context.console.environment)
      let merge = try DriverMerge(
        of: file, in: context.lineage(of: repository),
        DriverMerge.Versions(base: base, ours: ours, theirs: theirs),
        environment: context.console.environment, latest: MergeRules.latest)
      try Data(merge.merged).write(to: URL(filePath: context.path(ours)))
      for remark in merge.remarks { context.note("plainlab: \(visible(remark))") }
      return merge.isOpen ? .findings : .success
    })

  /// The data folder that holds a file of the repository, and the file in it.
  private static func place(
    of path: String, _ context: Context
  ) throws -> (data: DiskFolder, file: String) {
    let names = path.split(separator: "/").map(String.init)
    // A part of a table is one folder further down.
    for depth in [1, 2] where names.count >= depth {
      let folder = names.dropLast(depth).joined(separator: "/")
      let file = names.suffix(depth).joined(separator: "/")
      let data = DiskFolder(context.path(folder.isEmpty ? "." : folder), name: folder)
      guard let store = try? Store(data, catalog: LabCatalog.catalog), store.reads(file) else {
        continue
      }
      return (data, file)
    }
    let folder = names.dropLast().joined(separator: "/")
    return (
      DiskFolder(context.path(folder.isEmpty ? "." : folder), name: folder), names.last ?? path
    )
  }
}
