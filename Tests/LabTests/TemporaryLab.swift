import Foundation
import Lab
import Tables

/// A small lab in a folder on disk for one test, removed with it.
final class TemporaryLab: Sendable {
  let url: URL

  /// A lab of those files, by the names of their tables.
  init(_ files: [String: String]) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "lab-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (table, text) in files {
      try Data(text.utf8).write(to: url.appending(path: table + ".csv"))
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Lends the lab's tables, whose folder is there as long as this is.
  func read<Answer>(_ body: (Store) throws -> Answer) throws -> Answer {
    try body(Store(DiskFolder(url.path, name: "data"), catalog: LabCatalog.catalog))
  }

  @discardableResult
  func write<Answer>(_ body: (inout Change) throws -> Answer) throws -> Answer {
    try read { try $0.write("test", body).answer }
  }

  /// The sentences with which a change is refused; none when it is made.
  func refusals(_ body: (inout Change) throws -> Void) throws -> [String] {
    do {
      try write(body)
      return []
    } catch let refusal as RefusedChange {
      return refusal.findings.map { $0.hint.isEmpty ? $0.message : "\($0.message). \($0.hint)" }
    }
  }

  func text(_ table: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appending(path: table + ".csv")), as: UTF8.self)
  }

  /// Every table's file, to see that nothing was changed.
  func everything() throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
      .filter { $0.hasSuffix(".csv") }
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try text(String($0.dropLast(4)))) })
  }

  /// What `check` would say.
  func faults() throws -> [String] { try read { try Check($0).list.findings.map(\.message) } }
}

extension Instant {
  /// A time of day on 2026-11-20, in UTC: `at("08:30")`.
  static func at(_ time: String) -> Instant {
    Instant(cellText: "2026-11-20T\(time):00Z") ?? Instant(seconds: 0)
  }
}
