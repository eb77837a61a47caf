import CommandLineKit
import Foundation
import Tables
import Wording

extension Context {
  /// Does a work with a folder for output that a person named, which is made where it is not there
  /// yet. Where the work then throws and has left nothing in it, it is gone again.
  ///
  /// - Throws: `UsageError` where it lies in the lab's data folder, or a folder of output in it
  ///   would be that: what is written there would be taken for the lab's own.
  func writing<Value>(to typed: String, _ body: (DiskFolder) throws -> Value) throws -> Value {
    guard !typed.isEmpty else { throw UsageError("The folder to write to needs a name.") }
    let title = visible(typed)
    guard isFolder(typed) || !exists(typed) else { throw UsageError("'\(title)' is no folder.") }
    let data = try dataFolder()
    let (place, lab) = (realPlace(typed), realPath(data.path))
    guard place != lab, !place.hasPrefix(lab + "/") else {
      throw UsageError(
        "'\(title)' is in the lab's data folder '\(visible(data.name))'. Name a folder outside of it."
      )
    }
    guard realPath(place + "/data") != lab else {
      throw UsageError(
        "The folder 'data' in '\(title)' is the lab's own. Name another folder, as '\(title)/report'."
      )
    }
    let isNew = !isFolder(typed)
    do {
      if isNew {
        try FileManager.default.createDirectory(
          atPath: place, withIntermediateDirectories: false)
      }
    } catch {
      throw UsageError(
        "'\(title)' cannot be made. The folder above it must be there, and be yours to write in.")
    }
    do {
      return try body(DiskFolder(place, name: withoutEndingSlashes(typed)))
    } catch {
      let files = FileManager.default
      if isNew, (try? files.contentsOfDirectory(atPath: place))?.isEmpty == true {
        try? files.removeItem(atPath: place)
      }
      throw error
    }
  }

  private func withoutEndingSlashes(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }

  /// Where a folder is or will be, behind symbolic links.
  private func realPlace(_ typed: String) -> String {
    if exists(typed) { return realPath(typed) }
    let url = URL(filePath: path(typed)).standardizedFileURL
    return realPath(url.deletingLastPathComponent().path) + "/" + url.lastPathComponent
  }
}
