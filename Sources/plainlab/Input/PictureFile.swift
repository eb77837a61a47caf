import CSVText
import CommandLineKit
import Foundation
import Publishing
import Tables
import Wording

/// Where a picture is written: a file that is none of the lab's, or standard output.
struct PictureFile {
  private let name: String

  /// Throws a `UsageError` where no picture may be: the lab's folder holds tables and nothing else.
  init(_ name: String, in context: Context) throws {
    guard !name.isEmpty else { throw UsageError("The picture's file needs a name.") }
    self.name = name
    guard name != "-", let lab = try? context.dataFolder() else { return }
    let target = URL(fileURLWithPath: context.path(name)).resolvingSymlinksInPath()
    let folder = target.deletingLastPathComponent().resolvingSymlinksInPath().path
    let data = URL(fileURLWithPath: lab.path).resolvingSymlinksInPath().path
    guard folder != data, !folder.hasPrefix(data + "/") else {
      throw UsageError(
        "'\(visible(name))' is in the lab's data folder, which holds tables only. Write the picture "
          + "to another folder.")
    }
  }

  /// Puts the picture in its place, whole or not at all.
  func write(_ picture: Markup, in context: Context) throws {
    guard name != "-" else {
      try context.print(picture.text)
      return
    }
    do {
      try replaceFile(at: context.path(name), with: Array((picture.text + "\n").utf8))
    } catch let error as FileError {
      throw FileError(name, error.code)
    }
    context.note("The picture is in '\(visible(name))'.")
  }
}
