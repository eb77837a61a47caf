import CommandLineKit
import Foundation

@testable import plainlab

/// A folder on disk for one test, removed with it.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "plainlab-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// What the program does with these words in this folder.
  func run(_ words: String...) -> (status: ExitStatus, out: String, error: String) {
    let captured = Console.captured(workingDirectory: url.path)
    let status = Plainlab.program.run(arguments: words, console: captured.console)
    return (status, captured.out, captured.error)
  }

  func write(_ text: String, to path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appending(path: path)), as: UTF8.self)
  }

  /// The names in a folder, hidden ones too, sorted; without the state folder, which is there once
  /// something was written.
  func names(in path: String = "") throws -> [String] {
    let folder = path.isEmpty ? url : url.appending(path: path)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0 != ".plainlab" }.sorted()
  }
}
