import Foundation
import Testing

/// Runs every command of the README in a copy of the sample lab, and compares what it prints.
///
/// With `PLAINLAB_UPDATE=1` in the environment the README is written anew instead; read the diff.
@Suite("The README") struct READMETests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test("Every command in the README prints what the README says")
  func commands() throws {
    let file = Self.root.appending(path: "README.md")
    let readme = try String(contentsOf: file, encoding: .utf8)
    let place = try Workplace()
    defer { place.remove() }
    var actual = ""
    var rest = readme[...]
    while let start = rest.range(of: "```console\n") {
      actual += rest[..<start.upperBound]
      let end = try #require(rest[start.upperBound...].range(of: "```"))
      for command in commands(in: rest[start.upperBound..<end.lowerBound]) {
        actual += try "$ \(command)\n" + place.run(command)
      }
      rest = rest[end.lowerBound...]
    }
    actual += rest
    if ProcessInfo.processInfo.environment["PLAINLAB_UPDATE"] == "1" {
      try actual.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(actual == readme)
    }
  }

  private func commands(in block: Substring) -> [Substring] {
    block.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map { $0.dropFirst(2) }
  }

  @Test("Its two commands are those that CI runs")
  func promise() throws {
    let readme = try String(
      contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let ci = try String(contentsOf: Self.root.appending(path: ".ci/run"), encoding: .utf8)
    for command in ["swift run -c release plainlab report", "swift test"] {
      #expect(readme.contains("\n\(command) "))
      #expect(ci.contains("\n\(command)\n"))
    }
  }

  /// A copy of the sample lab under git, and a shell in it that finds the program just built.
  private struct Workplace {
    private let folder: URL
    private let environment: [String: String]

    init() throws {
      let folder = FileManager.default.temporaryDirectory
        .appending(path: "plainlab-readme-\(UUID().uuidString)")
      let data = folder.appending(path: "data")
      try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
      // File by file: a copied folder would have its owner too, who may be somebody else.
      let sample = root.appending(path: "data")
      for name in try FileManager.default.contentsOfDirectory(atPath: sample.path) {
        try Data(contentsOf: sample.appending(path: name)).write(to: data.appending(path: name))
      }
      self.folder = folder
      let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
      environment = [
        "PATH": "\(Self.products.path):\(path)", "HOME": folder.path, "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@lab.example",
        "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@lab.example",
      ]
      let output = try run("git init -q . && git add data && git commit -qm lab")
      #expect(output == "")
    }

    /// Where the build puts its programs: beside the tests.
    private static var products: URL {
      #if os(macOS)
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
        return (bundle ?? .main).bundleURL.deletingLastPathComponent()
      #else
        return Bundle.main.bundleURL
      #endif
    }

    /// What a command prints, on both streams.
    func run(_ command: some StringProtocol) throws -> String {
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", "exec 2>&1; " + command]
      process.currentDirectoryURL = folder
      process.environment = environment
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardInput = FileHandle.nullDevice
      try process.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: output, as: UTF8.self)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
  }
}
