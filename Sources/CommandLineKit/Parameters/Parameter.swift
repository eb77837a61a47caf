/// What a command accepts: a word, an option or a flag, with its type, its help and its reader in
/// one place.
public protocol Parameter<Value>: Sendable {
  associatedtype Value: Sendable

  /// What help, completion and the reader of the command line need to know.
  var usage: ParameterUsage { get }

  /// The same of a parameter that is several words which go together; `usage` is then the first.
  var usages: [ParameterUsage] { get }

  /// Takes the parameter's own words and makes its value of them.
  func value(from words: inout GivenWords) throws(UsageError) -> Value
}

extension Parameter {
  public var usages: [ParameterUsage] { [usage] }
}

/// A parameter as the table of commands shows it, without its type.
public struct ParameterUsage: Sendable {
  public enum Kind: Sendable { case argument, option, flag }

  public let kind: Kind
  public let name: String
  public internal(set) var short: Character?
  public internal(set) var placeholder = ""
  public internal(set) var help = ""
  public internal(set) var isRequired = false
  public internal(set) var isRepeated = false
  /// The word that stands for the value when none is given.
  public internal(set) var fallback: String?
  public internal(set) var environment: String?
  public internal(set) var completion = Completion.none

  init(_ kind: Kind, _ name: String, help: String) {
    let isName = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }
    precondition(isName && !name.hasPrefix("-"), "A parameter has a kebab-case name, not '\(name)'")
    self.kind = kind
    self.name = name
    self.help = help
  }

  /// The name as a message shows it: `ASSAY` or `--last`.
  var title: String { kind == .argument ? placeholder : "--\(name)" }
}

/// The words of a command line, sorted by parameter and not yet read.
///
/// `Program` sorts them by its table of commands; parameters take theirs out, in the order of the
/// declaration.
public struct GivenWords: Sendable {
  var options: [String: [String]] = [:]
  var arguments: [String] = []
  let environment: [String: String]

  init(environment: [String: String]) { self.environment = environment }

  mutating func nextArgument() -> String? {
    arguments.isEmpty ? nil : arguments.removeFirst()
  }
}
