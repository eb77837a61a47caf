/// The values of a list of parameters, each to be asked for by its declaration:
///
///     Command("tat", "Turnaround time.", parameters: [method, since]) { context, given in
///       let method = given[method]
///     }
public struct GivenValues: Sendable {
  private let values: [String: any Sendable]

  init(
    of parameters: [any Parameter], from words: inout GivenWords
  ) throws(UsageError) {
    var values: [String: any Sendable] = [:]
    for parameter in parameters {
      values[parameter.usage.name] = try Self.boxedValue(of: parameter, from: &words)
    }
    self.values = values
  }

  /// The value of a parameter; `nil` when it is not one of the list.
  public subscript<P: Parameter>(_ parameter: P) -> P.Value? {
    (values[parameter.usage.name] as? Box<P.Value>)?.value
  }

  private static func boxedValue<P: Parameter>(
    of parameter: P, from words: inout GivenWords
  ) throws(UsageError) -> any Sendable {
    Box(value: try parameter.value(from: &words))
  }
}

/// Keeps a value apart from the `any` around it, which would otherwise swallow the difference of
/// `nil` and none.
private struct Box<Value: Sendable>: Sendable { let value: Value }
