/// Something that a metric can be asked beside its period, declared in the room of the metric:
///
///     static let lambda = MetricOption("lambda", default: 0.2, in: 0.01...1, "Weight of the newest")
///     … question[EWMA.lambda]
public struct MetricOption<Value: Sendable>: AnyMetricOption {
  public let name: String
  public let help: String
  public let form: MetricOptionForm
  public let fallbackWord: String?
  let fallback: Value
  private let read: @Sendable (String) -> Value?

  init(
    _ name: String, _ form: MetricOptionForm, _ help: String, fallback: Value, word: String?,
    read: @escaping @Sendable (String) -> Value?
  ) {
    self.name = name
    self.help = help
    self.form = form
    self.fallback = fallback
    fallbackWord = word
    self.read = read
  }

  public func set(_ word: String, in question: inout Question) -> Bool {
    guard let value = read(word) else { return false }
    question[self] = value
    return true
  }
}

/// An option without the type of its value: as a command line or a form sees it.
public protocol AnyMetricOption: Sendable {
  /// Its name, `kebab-case`; `--name` on the command line.
  var name: String { get }
  var help: String { get }
  var form: MetricOptionForm { get }
  /// The word that stands for the value when none is given; `nil` where there is none.
  var fallbackWord: String? { get }

  /// Puts what a word says into a question; whether it says anything that can be meant.
  func set(_ word: String, in question: inout Question) -> Bool
}

/// How an option is written.
public enum MetricOptionForm: Sendable, Equatable {
  /// One of these words.
  case word([String])
  /// Anything that fits the sentence, which goes on after "needs".
  case value(placeholder: String, expectation: String)
  /// Given or not.
  case flag
  /// What it is about: a word without a name before it.
  case argument(placeholder: String, isRequired: Bool)
}

extension MetricOption {
  /// One of the words of an enum; `words` are those that this metric knows.
  public init(
    _ name: String, default fallback: Value, of words: [Value] = Array(Value.allCases),
    _ help: String
  ) where Value: RawRepresentable & CaseIterable & Equatable, Value.RawValue == String {
    let choices = words.map(\.rawValue)
    self.init(
      name, .word(choices), help, fallback: fallback, word: fallback.rawValue,
      read: { choices.contains($0) ? Value(rawValue: $0) : nil })
  }
}

extension MetricOption<Double> {
  /// A number in a range.
  public init(
    _ name: String, default fallback: Double, in range: ClosedRange<Double>, _ help: String
  ) {
    self.init(
      name,
      .value(
        placeholder: "NUMBER",
        expectation: "a number from \(shortest(range.lowerBound)) to \(shortest(range.upperBound))"),
      help, fallback: fallback, word: shortest(fallback),
      read: { decimal($0).flatMap { range.contains($0) ? $0 : nil } })
  }
}

extension MetricOption<Int> {
  /// A whole number in a range.
  public init(_ name: String, default fallback: Int, in range: ClosedRange<Int>, _ help: String) {
    self.init(
      name,
      .value(
        placeholder: "N",
        expectation: "a whole number from \(range.lowerBound) to \(range.upperBound)"),
      help, fallback: fallback, word: String(fallback),
      read: { Int($0).flatMap { range.contains($0) ? $0 : nil } })
  }
}

extension MetricOption<String?> {
  /// Text; `nil` when it is not given.
  public init(_ name: String, placeholder: String, _ help: String) {
    self.init(
      name, .value(placeholder: placeholder, expectation: "a word"), help, fallback: nil, word: nil,
      read: { $0.isEmpty ? nil : .some($0) })
  }
}

extension MetricOption<Bool> {
  /// Given or not.
  public static func flag(_ name: String, _ help: String) -> MetricOption<Bool> {
    MetricOption(name, .flag, help, fallback: false, word: nil, read: { _ in true })
  }
}

/// A decimal number as a person types it; no `nan`, no `inf`, no hexadecimal digits.
func decimal(_ word: String) -> Double? {
  guard word.utf8.allSatisfy({ "0123456789.+-eE".utf8.contains($0) }), let value = Double(word),
    value.isFinite
  else { return nil }
  return value
}

/// `4` and not `4.0`.
func shortest(_ value: Double) -> String {
  let text = "\(value)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
