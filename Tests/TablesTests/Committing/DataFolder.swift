import Foundation
import JSONText

@testable import Tables

/// A data folder on disk for one test, removed with it.
final class DataFolder: Sendable {
  let folder: DiskFolder

  init(_ files: [String: String]) throws {
    let path = NSTemporaryDirectory() + "plainlab-" + UUID().uuidString
    // Its name is what `realpath` says, so that the paths of errors can be told.
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    folder = DiskFolder(path, name: "data")
    for (file, text) in files { try write(text, to: file) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder.path) }

  func path(_ file: String) -> String { folder.path + "/" + file }

  /// Writes a file as an editor does that saves in place.
  func write(_ text: String, to file: String) throws {
    let url = URL(fileURLWithPath: path(file))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Writes a file as an editor does that saves beside and renames.
  func save(_ text: String, to file: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(file)), options: .atomic)
  }

  func text(_ file: String) -> String? {
    FileManager.default.contents(atPath: path(file)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names in a folder, hidden ones too, sorted.
  func names(in file: String = "") -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path(file)).sorted()) ?? []
  }

  /// The files that a person has, by their paths, with their texts.
  func tables() -> [String: String] {
    var tables: [String: String] = [:]
    for name in names() where name != ".plainlab" {
      if let text = text(name) { tables[name] = text }
      for part in names(in: name) { tables[name + "/" + part] = text(name + "/" + part) }
    }
    return tables
  }

  func session(_ disk: any Disk = SystemDisk()) throws -> WritingSession {
    try WritingSession(folder, disk: disk, patience: .zero, holder: "test", at: 1_800_000_000)
  }

  /// Makes a change in one session.
  func commit(_ edits: [FileEdit], disk: any Disk = SystemDisk()) throws {
    let session = try session(disk)
    try session.commit(
      edits, from: session.snapshot(), what: "test", rows: .null, at: 1_800_000_000)
  }
}
