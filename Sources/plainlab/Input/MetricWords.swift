import Analytics
import CommandLineKit
import Wording

/// The options of all metrics together, for a command that answers with any of them: words by the
/// names of their options, which the metric then reads.
struct MetricWords: Parameter {
  static let all = MetricWords()

  private let flags: [Flag]
  private let options: [Option<String?>]

  private init() {
    var helps: [String: [String]] = [:]
    var names: [String] = []
    let all = Metric.all.flatMap(\.options).filter { !$0.form.isArgument }
    for option in all {
      if helps[option.name] == nil { names.append(option.name) }
      if helps[option.name]?.contains(option.help) ?? false { continue }
      helps[option.name, default: []].append(option.help)
    }
    var (flags, options) = ([Flag](), [Option<String?>]())
    for name in names {
      guard let option = all.first(where: { $0.name == name }) else { continue }
      let help = helps[name, default: []].joined(separator: "; or: ")
      switch option.form {
      case .flag: flags.append(Flag(name, help))
      case .word: options.append(Option(name, help))
      case .value(let placeholder, _), .argument(let placeholder, _):
        options.append(Option(name, placeholder: placeholder, help))
      }
    }
    (self.flags, self.options) = (flags, options)
  }

  var usage: ParameterUsage { usages[0] }
  var usages: [ParameterUsage] { options.map(\.usage) + flags.map(\.usage) }

  func value(from words: inout GivenWords) throws(UsageError) -> [MetricWord] {
    var given: [MetricWord] = []
    for option in options {
      guard let word = try option.value(from: &words) else { continue }
      given.append(MetricWord(option: option.usage.name, word: word))
    }
    for flag in flags where try flag.value(from: &words) {
      given.append(MetricWord(option: flag.usage.name, word: nil))
    }
    return given
  }
}

/// An option of a metric with its word, which a flag has not.
struct MetricWord: Sendable {
  let option: String
  let word: String?

  /// The words that say it on a command line.
  var words: [String] { ["--" + option] + [word].compactMap { $0 } }
}

extension MetricOptionForm {
  var isArgument: Bool { if case .argument = self { true } else { false } }
}

extension AnyMetricOption {
  /// Puts a word into a question, or says what would have been a right one.
  func read(_ word: String, into question: inout Question) throws(UsageError) {
    guard !set(word, in: &question) else { return }
    let title = "--\(name)"
    switch form {
    case .word(let choices):
      throw .invalid(
        word, of: title,
        InvalidValue(
          expected: choices.joinedForReading("or"), suggestion: nearest(to: word, in: choices)))
    case .value(_, let expectation):
      throw .invalid(word, of: title, InvalidValue(expected: expectation))
    case .argument(let placeholder, _):
      throw .invalid(word, of: placeholder, InvalidValue(expected: help))
    case .flag: return
    }
  }
}
