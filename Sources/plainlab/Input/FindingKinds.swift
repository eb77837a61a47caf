import CommandLineKit
import Tables
import Wording

/// Kinds of findings, as a person lists them: `foreign-key,primary-key`.
struct FindingKinds: ParameterValue {
  let kinds: Set<FindingCode>

  static var placeholder: String? { "KIND,…" }
  static var completion: Completion { .choices(FindingCode.allCases.map(\.rawValue)) }

  init(argument: String) throws(InvalidValue) {
    var kinds: Set<FindingCode> = []
    for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
      kinds.insert(try Kind(argument: String(word)).code)
    }
    self.kinds = kinds
  }

  var argument: String { kinds.map(\.rawValue).sorted().joined(separator: ",") }

  /// One of them, with the words that help to write it.
  private struct Kind {
    let code: FindingCode

    init(argument: String) throws(InvalidValue) {
      guard let code = FindingCode(rawValue: argument) else {
        let words = FindingCode.allCases.map(\.rawValue)
        throw InvalidValue(
          expected: "kinds of findings like foreign-key,primary-key",
          suggestion: nearest(to: argument, in: words))
      }
      self.code = code
    }
  }
}
