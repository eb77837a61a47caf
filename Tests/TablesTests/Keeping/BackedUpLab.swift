import Foundation

@testable import Tables

/// A data folder and a folder of its backups, for one test.
final class BackedUpLab: Sendable {
  let data: DataFolder
  let path: String
  /// 2026-11-21T08:30:00Z.
  static let moment = 1_795_249_800

  init(_ files: [String: String]) throws {
    data = try DataFolder(files)
    path = data.folder.path + "-backups"
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func backups(_ disk: any Disk = SystemDisk()) -> Backups {
    Backups(in: DiskFolder(path, name: "backups"), disk: disk)
  }

  @discardableResult
  func backUp(_ disk: any Disk = SystemDisk(), at seconds: Int = moment) throws -> NewBackup {
    try backups(disk).create(of: data.folder, at: seconds)
  }

  /// The names in the folder of backups, hidden ones too, sorted.
  func names(in folder: String = "") -> [String] {
    let full = folder.isEmpty ? path : path + "/" + folder
    return (try? FileManager.default.contentsOfDirectory(atPath: full).sorted()) ?? []
  }

  /// What a backup holds, by paths in the data folder.
  func texts(in backup: Backup) -> [String: String] {
    let root = backup.path + "/data"
    var texts: [String: String] = [:]
    for path in (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? [] {
      guard let file = FileManager.default.contents(atPath: root + "/" + path) else { continue }
      texts[path] = String(decoding: file, as: UTF8.self)
    }
    return texts
  }

  func write(_ text: String, to file: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + file))
  }
}
