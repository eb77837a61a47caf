import CommandLineKit
import Foundation
import Tables
import Wording

extension Context {
  /// A folder for output that a person named, made where it is not there yet.
  ///
  /// - Throws: `UsageError` where it lies in the lab's data folder, or a folder of output in it would
  ///   be that: what is written there would be taken for the lab's own.
  func outputFolder(_ typed: String) throws -> DiskFolder {
    guard !typed.isEmpty else { throw UsageError("The folder to write to needs a name.") }
    let title = visible(typed)
    guard isFolder(typed) || !exists(typed) else { throw UsageError("'\(title)' is no folder.") }
    let data = try dataFolder()
    let (place, lab) = (realPlace(typed), realPath(data.path))
    guard place != lab, !place.hasPrefix(lab + "/") else {
      throw UsageError(
        "'\(title)' is in the lab's data folder '\(visible(data.name))'. Name a folder outside of it.")
    }
    guard realPath(place + "/data") != lab else {
      throw UsageError(
        "The folder 'data' in '\(title)' is the lab's own. Name another folder, as '\(title)/report'.")
    }
    if !isFolder(typed) {
      do {
        try FileManager.default.createDirectory(
          atPath: path(typed), withIntermediateDirectories: false)
      } catch {
        throw UsageError(
          "'\(title)' cannot be made. The folder above it must be there, and be yours to write in.")
      }
    }
    return DiskFolder(path(typed), name: typed)
  }

  /// Where a folder is or will be, behind symbolic links.
  private func realPlace(_ typed: String) -> String {
    if exists(typed) { return realPath(typed) }
    let url = URL(filePath: path(typed)).standardizedFileURL
    return realPath(url.deletingLastPathComponent().path) + "/" + url.lastPathComponent
  }
}
