import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A process of its own, as a person starts one: it can be killed, and shares nothing with the test.
struct Child {
  let process: pid_t

  enum End: Equatable {
    case exited(Int32)
    case killed(Int32)
  }

  /// The program as it was just built: beside the tests.
  static var plainlab: String {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      return (bundle ?? .main).bundleURL.deletingLastPathComponent().path + "/plainlab"
    #else
      return Bundle.main.bundleURL.path + "/plainlab"
    #endif
  }

  /// Starts a program; its arguments are bytes, as they need not be text.
  /// - Parameter output: The file to which both streams go; nowhere when it is `nil`.
  init(_ program: String, _ arguments: [[UInt8]], output: String? = nil) throws {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(
      &actions, 1, output ?? "/dev/null", O_WRONLY | O_CREAT | O_APPEND, 0o644)
    unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)

    let words = [Array(program.utf8)] + arguments
    let variables = ProcessInfo.processInfo.environment
      .filter { $0.key != "PLAINLAB_DATA" }.map { Array("\($0.key)=\($0.value)".utf8) }
    let argv = unsafe words.map { unsafe Self.cString($0) }
    let environment = unsafe variables.map { unsafe Self.cString($0) }
    let strings = unsafe argv + environment
    defer { for i in 0..<words.count + variables.count { unsafe strings[i]?.deallocate() } }
    var process = pid_t()
    let code = unsafe posix_spawn(
      &process, program, &actions, nil, argv + [nil], environment + [nil])
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    self.process = process
  }

  private static func cString(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
    let string = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
    for (i, byte) in (bytes + [0]).enumerated() {
      unsafe (string + i).initialize(to: CChar(bitPattern: byte))
    }
    return unsafe string
  }

  init(_ program: String, _ arguments: [String], output: String? = nil) throws {
    try self.init(program, arguments.map { Array($0.utf8) }, output: output)
  }

  func kill() { _ = systemKill(process, SIGKILL) }

  /// Waits for its end.
  func wait() -> End {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return Self.end(status)
  }

  /// How it ended, if it did.
  func endIfAny() -> End? {
    var status: Int32 = 0
    return unsafe waitpid(process, &status, WNOHANG) == process ? Self.end(status) : nil
  }

  private static func end(_ status: Int32) -> End {
    status & 0x7F == 0 ? .exited((status >> 8) & 0xFF) : .killed(status & 0x7F)
  }
}

private func systemKill(_ process: pid_t, _ signal: Int32) -> Int32 { kill(process, signal) }

extension TemporaryFolder {
  /// What the built program does with these words in the lab here, as a process of its own.
  func child(_ words: [[UInt8]]) throws -> (end: Child.End, output: String) {
    let log = url.appending(path: "output-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: log) }
    let child = try Child(
      Child.plainlab, words + [Array("--data".utf8), Array(url.appending(path: "data").path.utf8)],
      output: log)
    let end = child.wait()
    let bytes = FileManager.default.contents(atPath: log) ?? Data()
    return (end, String(decoding: bytes, as: UTF8.self))
  }

  func child(_ words: String...) throws -> (end: Child.End, output: String) {
    try child(words.map { Array($0.utf8) })
  }

  /// What is in the state folder that should not be there at rest.
  func litter() throws -> [String] {
    let own = ["generation", "lock", ".gitignore", "recent", "index"]
    let odd = try names(in: "data").filter { !$0.hasSuffix(".csv") && $0 != ".plainlab" }
    let recent = (try? names(in: "data/.plainlab/recent")) ?? []
    let index = (try? names(in: "data/.plainlab/index")) ?? []
    return try names(in: "data/.plainlab").filter { !own.contains($0) } + odd
      + recent.filter { !$0.hasSuffix(".json") } + index.filter { $0.contains(".") }
  }
}
