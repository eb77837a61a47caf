import CSVText
import CommandLineKit
import Foundation
import Lab
import Tables

/// Paths as a person types them, seen from where they stand.
extension Context {
  /// The path for the system of what was typed.
  func path(_ typed: String) -> String {
    typed.hasPrefix("/") ? typed : console.workingDirectory + "/" + typed
  }

  func exists(_ typed: String) -> Bool { FileManager.default.fileExists(atPath: path(typed)) }

  func isFolder(_ typed: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path(typed), isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// A folder that must be there.
  func folder(_ typed: String) throws -> DiskFolder {
    guard isFolder(typed) else { throw NoSuchFolder(path: typed) }
    return DiskFolder(path(typed), name: typed)
  }

  /// The lab's data folder.
  func dataFolder() throws -> DiskFolder { try folder(self[Globals.data]) }

  /// The lab's tables.
  func store() throws -> Store { try store(in: dataFolder()) }

  /// The tables in a folder of the person's choice.
  func store(in folder: DiskFolder) throws -> Store {
    try Store(folder, catalog: LabCatalog.catalog, options: readingOptions())
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

struct NoSuchFolder: Error, CustomStringConvertible {
  let path: String
  var description: String {
    "there is no folder '\(path)'. Name the lab's with --data DIR, or make one with "
      + "'plainlab init \(path)'."
  }
}

struct NoSuchFile: Error, CustomStringConvertible {
  let path: String
  var description: String { "there is no file '\(path)'" }
}
