import Foundation
import JSONText

@testable import Tables

/// A data folder on disk for one test, removed with it.
final class DataFolder: Sendable {
  let folder: DiskFolder
  /// A folder beside it.
  let outside: String

  init(_ files: [String: String]) throws {
    // In memory where there is such a folder: thousands of changes would wait for a disk.
    let root = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm/" : nil
    let path = (root ?? NSTemporaryDirectory()) + "plainlab-" + UUID().uuidString
    folder = DiskFolder(path + "/data", name: "data")
    outside = path + "/outside"
    for folder in [folder.path, outside] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    for (file, text) in files { try write(text, to: file) }
  }

  deinit {
    // Not `outside/..`: that leads nowhere as soon as `outside` is gone, and the rest would stay.
    try? FileManager.default.removeItem(atPath: String(outside.dropLast("/outside".count)))
  }

  func path(_ file: String) -> String { folder.path + "/" + file }

  /// Writes a file as an editor does that saves in place.
  func write(_ text: String, to file: String) throws {
    let url = URL(fileURLWithPath: path(file))
    if file.contains("/") {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    }
    try Data(text.utf8).write(to: url)
  }

  /// Writes a file as an editor does that saves beside and renames.
  func save(_ text: String, to file: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(file)), options: .atomic)
  }

  /// Moves a file out of the folder, and leaves a symbolic link to it.
  func moveBehindLink(_ file: String, to folder: String? = nil) throws {
    let real = (folder ?? outside) + "/real-" + file
    try FileManager.default.moveItem(atPath: path(file), toPath: real)
    try FileManager.default.createSymbolicLink(atPath: path(file), withDestinationPath: real)
  }

  func text(_ file: String) -> String? {
    FileManager.default.contents(atPath: path(file)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names in a folder, hidden ones too, sorted.
  func names(in file: String = "") -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path(file)).sorted()) ?? []
  }

  /// The names beside the folder, where links may lead.
  func outsideNames() -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: outside)) ?? []
  }

  /// All that a person has, by path, with texts; hidden litter too, and folders without files.
  func tables() -> [String: String] {
    var tables: [String: String] = [:]
    for name in names() where name != ".plainlab" {
      if let text = text(name) {
        tables[name] = text
      } else {
        let parts = names(in: name)
        if parts.isEmpty { tables[name] = "an empty folder" }
        for part in parts { tables[name + "/" + part] = text(name + "/" + part) }
      }
    }
    return tables
  }

  /// A child that another test starts holds the lock along, for the moment until it is another
  /// program; hence some patience.
  func session(
    _ disk: any Disk = SystemDisk(), patience: Duration = .seconds(10)
  ) throws -> WritingSession {
    try WritingSession(
      folder, disk: disk, patience: patience, holder: "test", at: 1_800_000_000)
  }

  /// Makes a change in one session.
  func commit(_ edits: [FileEdit], disk: any Disk = SystemDisk()) throws {
    let session = try session(disk)
    try session.commit(
      edits, from: session.snapshot(), what: "test", rows: .null, at: 1_800_000_000)
  }
}
