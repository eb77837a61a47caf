/// A value with a name, before or after the arguments: `--last 30`, `--last=30`, `-n 30` or `-n30`.
///
/// With a default it always has a value; without one its value is an optional:
///
///     Option("last", short: "n", default: 30, "Days to look back")    // Int
///     Option("machine", "Only this machine")                           // String?
///     Option("since", as: Day.self, "First day").required()            // Day
///
/// The environment variable, when there is one, speaks only where the command line is silent.
public struct Option<Value: Sendable>: Parameter {
  public let usage: ParameterUsage
  fileprivate let read: @Sendable (_ word: String?, _ variable: String?) throws(UsageError) -> Value

  public func value(from words: inout GivenWords) throws(UsageError) -> Value {
    if let word = words.options.removeValue(forKey: usage.name)?.last { return try read(word, nil) }
    if let variable = usage.environment, let word = words.environment[variable], !word.isEmpty {
      return try read(word, variable)
    }
    return try read(nil, nil)
  }
}

extension Option where Value: ParameterValue {
  /// An option that is `fallback` when it is not given.
  public init(
    _ name: String, short: Character? = nil, default fallback: Value, placeholder: String? = nil,
    environment: String? = nil, completion: Completion? = nil, _ help: String
  ) {
    var usage = ParameterUsage(
      option: name, short, of: Value.self, placeholder, environment, completion, help)
    usage.fallback = fallback.argument
    self.usage = usage
    self.read = { [usage] word, variable throws(UsageError) in
      guard let word else { return fallback }
      return try usage.read(word, variable: variable)
    }
  }
}

extension Option {
  /// An option that is `nil` when it is not given.
  public init<Wrapped: ParameterValue>(
    _ name: String, as type: Wrapped.Type, short: Character? = nil, placeholder: String? = nil,
    environment: String? = nil, completion: Completion? = nil, _ help: String
  ) where Value == Wrapped? {
    let usage = ParameterUsage(
      option: name, short, of: type, placeholder, environment, completion, help)
    self.usage = usage
    self.read = { word, variable throws(UsageError) in
      guard let word else { return nil }
      return try usage.read(word, variable: variable) as Wrapped
    }
  }

  /// An option of text that is `nil` when it is not given.
  public init(
    _ name: String, short: Character? = nil, placeholder: String? = nil,
    environment: String? = nil, completion: Completion? = nil, _ help: String
  ) where Value == String? {
    self.init(
      name, as: String.self, short: short, placeholder: placeholder, environment: environment,
      completion: completion, help)
  }

  /// The same option when a command cannot do without.
  public func required<Wrapped: ParameterValue>() -> Option<Wrapped> where Value == Wrapped? {
    var usage = usage
    usage.isRequired = true
    return Option<Wrapped>(
      usage: usage,
      read: { [usage] word, variable throws(UsageError) in
        guard let word else { throw .missing(usage) }
        return try usage.read(word, variable: variable)
      })
  }
}

/// An option that may be given any number of times; its values in that order.
public struct Options<Element: ParameterValue>: Parameter {
  public let usage: ParameterUsage

  public init(
    _ name: String, as type: Element.Type = String.self, short: Character? = nil,
    placeholder: String? = nil, completion: Completion? = nil, _ help: String
  ) {
    var usage = ParameterUsage(option: name, short, of: type, placeholder, nil, completion, help)
    usage.isRepeated = true
    self.usage = usage
  }

  public func value(from words: inout GivenWords) throws(UsageError) -> [Element] {
    var values: [Element] = []
    for word in words.options.removeValue(forKey: usage.name) ?? [] {
      values.append(try usage.read(word))
    }
    return values
  }
}

/// An option without a value: given, or not.
public struct Flag: Parameter {
  public let usage: ParameterUsage

  public init(_ name: String, short: Character? = nil, _ help: String) {
    var usage = ParameterUsage(.flag, name, help: help)
    usage.short = short
    self.usage = usage
  }

  public func value(from words: inout GivenWords) throws(UsageError) -> Bool {
    words.options.removeValue(forKey: usage.name) != nil
  }
}

extension ParameterUsage {
  fileprivate init<Value: ParameterValue>(
    option name: String, _ short: Character?, of type: Value.Type, _ placeholder: String?,
    _ environment: String?, _ completion: Completion?, _ help: String
  ) {
    self.init(.option, name, help: help)
    self.short = short
    self.completion = completion ?? type.completion
    self.placeholder = placeholder ?? type.placeholder ?? name.uppercased()
    self.environment = environment
  }
}

extension ParameterUsage {
  /// Reads one word, and says where it stood when it is not right.
  func read<Value: ParameterValue>(
    _ word: String, variable: String? = nil
  ) throws(UsageError) -> Value {
    do throws(InvalidValue) {
      return try Value(argument: word)
    } catch {
      throw .invalid(word, of: variable ?? title, error)
    }
  }
}
