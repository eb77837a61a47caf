import CommandLineKit
import Foundation

@testable import plainlab

/// The folder of the package, from which tests take the sample lab and their fixtures.
let package = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// What a command told the shell and wrote to both streams.
typealias Answer = (status: ExitStatus, out: String, error: String)

extension TemporaryFolder {
  /// What the program does with these words, as one line, in this folder.
  func plainlab(
    _ line: String, isTerminal: Bool = false, hasColour: Bool = false, width: Int = 80,
    environment: [String: String] = [:]
  ) -> Answer {
    let captured = Console.captured(
      isTerminal: isTerminal, hasColour: hasColour, width: width, environment: environment,
      workingDirectory: url.path)
    let words = line.split(separator: " ").map(String.init)
    let status = Plainlab.program.run(arguments: words, console: captured.console)
    return (status, captured.out, captured.error)
  }

  /// What the program does with exactly these words in this folder.
  func run(arguments: [String]) -> Answer {
    let captured = Console.captured(workingDirectory: url.path)
    let status = Plainlab.program.run(arguments: arguments, console: captured.console)
    return (status, captured.out, captured.error)
  }

  func write(bytes: [UInt8], to path: String) throws {
    try write("", to: path)
    try Data(bytes).write(to: url.appending(path: path))
  }

  func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: url.appending(path: path)))
  }

  /// Puts a copy of the sample lab here.
  func copySampleLab() throws {
    let sample = package.appending(path: "data")
    try makeFolder("data")
    for name in try FileManager.default.contentsOfDirectory(atPath: sample.path) {
      let bytes = try Data(contentsOf: sample.appending(path: name))
      try bytes.write(to: url.appending(path: "data/" + name))
    }
  }

  func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: url.appending(path: path).path, withDestinationPath: target)
  }

  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      at: url.appending(path: path), withIntermediateDirectories: true)
  }

  /// Makes a pipe with a name, which is read only as long as somebody writes to it.
  func makePipe(_ path: String) throws {
    guard unsafe mkfifo(url.appending(path: path).path, 0o644) == 0 else {
      throw CocoaError(.fileWriteUnknown)
    }
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: url.appending(path: path))
  }

  func mode(of path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: url.appending(path: path).path)[
      .posixPermissions] as? Int
  }

  func setMode(_ mode: Int, of path: String) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: url.appending(path: path).path)
  }

  /// Every file below the folder with its bytes, to see that nothing was changed.
  func everything() throws -> [String: [UInt8]] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: url.path)
    return Dictionary(
      uniqueKeysWithValues: paths.map { ($0, (try? bytes($0)) ?? []) })
  }
}
