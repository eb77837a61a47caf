import Wording

/// A type whose values can be written as one word of a command line.
///
/// An enum of words needs no more than the name of the protocol; its cases become the choices of
/// help, completion and did-you-mean:
///
///     enum Grouping: String, CaseIterable, ParameterValue { case machine, assay }
public protocol ParameterValue: Sendable {
  /// Reads the word, or throws what would have been a right one.
  init(argument: String) throws(InvalidValue)

  /// What stands for the value in help, such as `DAYS`; `nil` takes the name of the parameter.
  static var placeholder: String? { get }
  static var completion: Completion { get }

  /// The word that means this value, shown in help as the default.
  var argument: String { get }
}

/// What was expected instead of a word.
public struct InvalidValue: Error, Sendable, Equatable {
  /// Goes on after "needs": "a whole number".
  public let expected: String
  public let suggestion: String?

  public init(expected: String, suggestion: String? = nil) {
    self.expected = expected
    self.suggestion = suggestion
  }
}

/// What a shell offers for a value.
public enum Completion: Sendable, Equatable {
  case none
  case files
  case folders
  case words(Words)

  /// One of some words, which are made only when somebody asks for them.
  public static func choices(_ words: @autoclosure @escaping @Sendable () -> [String]) -> Self {
    .words(Words(words))
  }

  public struct Words: Sendable, Equatable {
    private let make: @Sendable () -> [String]

    fileprivate init(_ make: @escaping @Sendable () -> [String]) { self.make = make }

    public var all: [String] { make() }
    public static func == (left: Self, right: Self) -> Bool { left.all == right.all }
  }
}

extension ParameterValue {
  public static var placeholder: String? { nil }
  public static var completion: Completion { .none }
  public var argument: String { String(describing: self) }
}

extension String: ParameterValue {
  public init(argument: String) throws(InvalidValue) { self = argument }
}

extension Int: ParameterValue {
  public static var placeholder: String? { "N" }

  public init(argument: String) throws(InvalidValue) {
    guard let value = Int(argument) else { throw InvalidValue(expected: "a whole number") }
    self = value
  }
}

extension Double: ParameterValue {
  public static var placeholder: String? { "NUMBER" }

  /// Reads a decimal number. `nan`, `inf` and hexadecimal digits, which Swift would take, are
  /// nobody's measurement.
  public init(argument: String) throws(InvalidValue) {
    let isDecimal = argument.utf8.allSatisfy { "0123456789.+-eE".utf8.contains($0) }
    guard isDecimal, let value = Double(argument), value.isFinite else {
      throw InvalidValue(expected: "a number")
    }
    self = value
  }
}

extension ParameterValue where Self: CaseIterable & RawRepresentable, RawValue == String {
  public static var completion: Completion { .choices(allCases.map(\.rawValue)) }
  public var argument: String { rawValue }

  public init(argument: String) throws(InvalidValue) {
    guard let value = Self(rawValue: argument) else {
      let choices = Self.allCases.map(\.rawValue)
      throw InvalidValue(
        expected: choices.joinedForReading("or"), suggestion: nearest(to: argument, in: choices))
    }
    self = value
  }
}
