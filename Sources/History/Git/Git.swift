internal import Foundation
internal import Processes

/// git, called as a program in a folder, never in the way of a person's own git.
///
/// Neither hooks nor a file monitor of the folder's repository are run by it; of what its configuration
/// names, only the filters of attributes, without which nobody knows what changed. Looking takes no
/// lock. Variables that would lead it to another repository are taken out of its environment, and words
/// that come from people are never in a place where git would take them for options.
public struct Git: Sendable {
  /// Where git is installed.
  private let program: String
  let folder: String
  private let environment: [String: String]

  /// `nil` where git is not installed.
  public init?(in folder: String, environment: [String: String]) {
    guard let program = InstalledProgram("git", environment: environment) else { return nil }
    self.program = program.path
    self.folder = folder
    // What is being pushed has its objects elsewhere until the server's hook lets it in.
    let isReceiving = environment["GIT_QUARANTINE_PATH"] != nil
    var environment = environment.filter {
      !Self.localVariables.contains($0.key)
        || isReceiving && Self.objectVariables.contains($0.key)
    }
    environment["GIT_OPTIONAL_LOCKS"] = "0"
    environment["GIT_TERMINAL_PROMPT"] = "0"
    environment["LC_ALL"] = "C"
    self.environment = environment
  }

  private init(_ git: Git, in folder: String, adding variables: [String: String]) {
    program = git.program
    self.folder = folder
    environment = git.environment.merging(variables) { $1 }
  }

  /// The same with other variables in its environment, as `GIT_INDEX_FILE`.
  func adding(_ variables: [String: String]) -> Git { Git(self, in: folder, adding: variables) }

  /// The same in another folder.
  func moved(to folder: String) -> Git { Git(self, in: folder, adding: [:]) }

  /// What `git rev-parse --local-env-vars` lists.
  private static let localVariables: Set<String> = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT",
    "GIT_OBJECT_DIRECTORY", "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE",
    "GIT_GRAFT_FILE", "GIT_INDEX_FILE", "GIT_NO_REPLACE_OBJECTS", "GIT_REPLACE_REF_BASE",
    "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_COMMON_DIR", "GIT_INTERNAL_SUPER_PREFIX",
  ]

  private static let objectVariables: Set<String> = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_OBJECT_DIRECTORY",
  ]

  /// What stands before every command.
  private static let settings = [
    "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "gc.auto=0",
    "-c", "core.quotePath=false", "-c", "log.showSignature=false",
    // Of commits: their text is UTF-8, all files are in them, and nobody's name is guessed.
    "-c", "i18n.commitEncoding=UTF-8", "-c", "add.ignoreErrors=false",
    "-c", "user.useConfigOnly=true",
  ]
}

// MARK: Asking

extension Git {
  /// What git answers to these words; `nil` when it ends with a status other than 0.
  public func answer(_ words: String...) throws -> String? { try answer(words) }

  public func answer(_ words: [String]) throws -> String? {
    let end = try run(words)
    return end.status == 0 ? String(decoding: end.output, as: UTF8.self) : nil
  }

  /// What git complains of when it is given these words.
  public func complaint(_ words: String...) throws -> String { try run(words).complaint }

  /// What git writes when it is given these words.
  ///
  /// - Throws: `GitError` with what it complains of when it ends with a status other than 0.
  func output(_ words: [String], input: [UInt8] = []) throws -> [UInt8] {
    let end = try run(words, input: input)
    guard end.status == 0 else { throw GitError(words, end.complaint) }
    return end.output
  }

  /// The fields of what git writes with `-z`.
  func fields(_ words: [String], input: [UInt8] = []) throws -> [String] {
    try output(words, input: input).split(separator: 0, omittingEmptySubsequences: false)
      .dropLast().map { String(decoding: $0, as: UTF8.self) }
  }

  /// Everything that it writes to both streams, and how it ended.
  func run(
    _ words: [String], input: [UInt8] = []
  ) throws -> (status: Int32, output: [UInt8], complaint: String) {
    let end = try ProgramRun(process(words), input: input)
    return (end.status, end.output, end.complaint)
  }

  /// A process that was not begun yet, for who talks with it.
  func process(_ words: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: program)
    // The one command that takes no pattern refuses to be told so.
    let literal = words.first == "check-ignore" ? [] : ["--literal-pathspecs"]
    process.arguments = Self.settings + literal + words
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = environment
    return process
  }
}

/// git ended otherwise than it should.
public struct GitError: Error, CustomStringConvertible {
  public let description: String

  init(_ words: [String], _ complaint: String) {
    let first = complaint.split(separator: "\n").first.map(String.init) ?? "it does not say why"
    description = "'git \(words.first ?? "")' does not work here: \(first)"
  }

  init(_ description: String) { self.description = description }
}

extension String {
  /// The lines of an answer of one line a fact; without the line feed of the last.
  public var lines: [String] { split(separator: "\n").map(String.init) }
}
