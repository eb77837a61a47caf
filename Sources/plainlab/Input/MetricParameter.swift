import Analytics
import CommandLineKit
import Wording

/// An option of a metric, as the command line has it.
struct MetricParameter: Sendable {
  let option: any AnyMetricOption
  let parameter: any Parameter
  private let word: @Sendable (GivenValues) -> String?

  init(_ option: any AnyMetricOption) {
    self.option = option
    switch option.form {
    case .word(let choices):
      let parameter = Option(
        option.name, default: option.fallbackWord ?? "", placeholder: option.name.uppercased(),
        completion: .choices(choices), option.help)
      self.parameter = parameter
      word = { $0[parameter] }
    case .value(let placeholder, _):
      if let fallback = option.fallbackWord {
        let parameter = Option(
          option.name, default: fallback, placeholder: placeholder, option.help)
        self.parameter = parameter
        word = { $0[parameter] }
      } else {
        let parameter = Option(
          option.name, as: String.self, placeholder: placeholder, option.help)
        self.parameter = parameter
        word = { $0[parameter] ?? nil }
      }
    case .flag:
      let parameter = Flag(option.name, option.help)
      self.parameter = parameter
      word = { $0[parameter] == true ? "" : nil }
    case .argument(let placeholder, isRequired: true):
      let parameter = Argument(option.name, placeholder: placeholder, option.help)
      self.parameter = parameter
      word = { $0[parameter] }
    case .argument(let placeholder, isRequired: false):
      let parameter = Argument(option.name, placeholder: placeholder, option.help).optional
      self.parameter = parameter
      word = { $0[parameter] ?? nil }
    }
  }

  func read(_ given: GivenValues, into question: inout Question) throws(UsageError) {
    if let word = word(given) { try option.read(word, into: &question) }
  }
}
