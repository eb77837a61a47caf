import Wording

/// Words that a command cannot act upon, with the sentence that helps to mend them.
///
/// A command may throw it too, for what its parameters cannot know: `throw UsageError("--from is
/// later than --to.")`.
public struct UsageError: Error, Sendable, Equatable {
  public let message: String

  public init(_ message: String) { self.message = message }
}

extension UsageError: CustomStringConvertible {
  public var description: String { message }
}

extension UsageError {
  static func missing(_ parameter: ParameterUsage) -> UsageError {
    UsageError("\(parameter.title) is missing: \(parameter.help.sentenceStart)")
  }

  /// `--by needs assay or machine, not 'asay'. Did you mean 'assay'?`
  public static func invalid(_ word: String, of title: String, _ reason: InvalidValue) -> UsageError
  {
    UsageError("\(title) needs \(reason.expected), not '\(word)'." + didYouMean(reason.suggestion))
  }

  static func extra(_ word: String) -> UsageError {
    UsageError("There is one word too many: '\(word)'.")
  }

  static func unknownOption(_ option: String, like: String?, known: [String]) -> UsageError {
    let suggestion = like.flatMap { nearest(to: $0, in: known) }
    return UsageError("There is no option '\(option)'." + didYouMean(suggestion))
  }

  static func earlyOption(_ option: String) -> UsageError {
    UsageError("'\(option)' is an option of a command, and comes after its name.")
  }

  static func unknownCommand(_ word: String, known: [String]) -> UsageError {
    UsageError("There is no command '\(word)'." + didYouMean(nearest(to: word, in: known)))
  }

  static func missingValue(of option: ParameterUsage, before next: String?) -> UsageError {
    var message = "--\(option.name) needs a value (\(option.placeholder))."
    if let next { message += " Write --\(option.name)=\(next) if '\(next)' is meant." }
    return UsageError(message)
  }

  static func unwantedValue(of flag: ParameterUsage) -> UsageError {
    UsageError("--\(flag.name) takes no value.")
  }

  static func repeated(_ option: ParameterUsage) -> UsageError {
    UsageError("--\(option.name) is given twice.")
  }

  private static func didYouMean(_ suggestion: String?) -> String {
    suggestion.map { " Did you mean '\($0)'?" } ?? ""
  }
}

extension String {
  /// A help text as the end of a sentence: "Code of the assay" → "code of the assay."
  fileprivate var sentenceStart: String {
    let isWord = dropFirst().first?.isLowercase ?? false
    let start = isWord ? prefix(1).lowercased() + dropFirst() : self
    return start.hasSuffix(".") ? start : start + "."
  }
}
