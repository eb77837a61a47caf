/// One word that a command needs, known by its place: `Argument("assay", "Code of the assay")`.
public struct Argument<Value: Sendable>: Parameter {
  public let usage: ParameterUsage
  fileprivate let read: @Sendable (String?) throws(UsageError) -> Value

  public func value(from words: inout GivenWords) throws(UsageError) -> Value {
    try read(words.nextArgument())
  }
}

extension Argument where Value: ParameterValue {
  public init(
    _ name: String, as type: Value.Type = String.self, placeholder: String? = nil,
    completion: Completion? = nil, _ help: String
  ) {
    var usage = ParameterUsage(
      argument: name, of: type, placeholder: placeholder, completion: completion, help: help)
    usage.isRequired = true
    self.usage = usage
    self.read = { [usage] word throws(UsageError) in
      guard let word else { throw .missing(usage) }
      return try usage.read(word)
    }
  }

  /// The same argument when it may be left out; its value is then `nil`. Only the last arguments
  /// can be optional.
  public var optional: Argument<Value?> {
    var usage = usage
    usage.isRequired = false
    return Argument<Value?>(
      usage: usage,
      read: { [usage] word throws(UsageError) in
        guard let word else { return nil }
        return try usage.read(word) as Value
      })
  }
}

/// All the words that are left, at the end of the arguments.
public struct Arguments<Element: ParameterValue>: Parameter {
  public let usage: ParameterUsage
  private let minimum: Int

  public init(
    _ name: String, as type: Element.Type = String.self, atLeast minimum: Int = 0,
    placeholder: String? = nil, completion: Completion? = nil, _ help: String
  ) {
    var usage = ParameterUsage(
      argument: name, of: type, placeholder: placeholder, completion: completion, help: help)
    usage.isRequired = minimum > 0
    usage.isRepeated = true
    self.usage = usage
    self.minimum = minimum
  }

  public func value(from words: inout GivenWords) throws(UsageError) -> [Element] {
    var values: [Element] = []
    while let word = words.nextArgument() { values.append(try usage.read(word)) }
    guard values.count >= minimum else { throw .missing(usage) }
    return values
  }
}

extension ParameterUsage {
  fileprivate init<Value: ParameterValue>(
    argument name: String, of type: Value.Type, placeholder: String?, completion: Completion?,
    help: String
  ) {
    self.init(.argument, name, help: help)
    self.placeholder = placeholder ?? name.uppercased()
    self.completion = completion ?? type.completion
  }
}
