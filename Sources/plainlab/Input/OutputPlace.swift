import CommandLineKit
import Foundation
import Tables
import Wording

// Where output may stand: anywhere but in the lab's data folder, where it would be taken for the lab's
// own.

extension Context {
  /// Whether a file or a folder, wherever links lead, is the data folder or in it.
  func isInDataFolder(_ typed: String) -> Bool {
    let disk = SystemDisk()
    guard let data = try? disk.realPath(path(self[Globals.data])) else { return false }
    // What is not there yet is where its folder is.
    let target = URL(filePath: path(typed)).standardizedFileURL.path
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? target
    let places = [target, folder].compactMap { try? disk.realPath($0) }
    return places.contains { ($0 + "/").hasPrefix(data + "/") }
  }

  /// A folder for output that a person named. It need not be there yet.
  ///
  /// - Throws: `UsageError` where it is none, or lies in the lab's data folder.
  func outputFolder(_ typed: String) throws -> DiskFolder {
    guard !typed.isEmpty else { throw UsageError("The folder to write to needs a name.") }
    let name = typed.withoutEndingSlashes
    let title = visible(name)
    guard isFolder(typed) || !exists(typed) else { throw UsageError("'\(title)' is no folder.") }
    guard !isInDataFolder(typed) else {
      throw UsageError(
        "'\(title)' is in the lab's data folder, which holds the lab's own files only. Name another "
          + "folder.")
    }
    return DiskFolder(path(name), name: name)
  }

  /// Does a work with a folder for output, which is made where there is none yet. Where the work then
  /// throws and has left nothing in it, it is gone again.
  func making<Value>(_ folder: DiskFolder, _ body: () throws -> Value) throws -> Value {
    let isNew = !isFolder(folder.name)
    let files = FileManager.default
    do {
      if isNew {
        try files.createDirectory(atPath: folder.path, withIntermediateDirectories: false)
      }
    } catch {
      throw UsageError(
        "'\(visible(folder.name))' cannot be made. The folder above it must be there, and be yours to "
          + "write in.")
    }
    do {
      return try body()
    } catch {
      if isNew, (try? files.contentsOfDirectory(atPath: folder.path))?.isEmpty == true {
        try? files.removeItem(atPath: folder.path)
      }
      throw error
    }
  }
}
