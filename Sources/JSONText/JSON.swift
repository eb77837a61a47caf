/// A JSON value that keeps what was written: members in their order, numbers digit by digit.
///
///     let finding: JSON = ["file": "runs.csv", "line": 41]
///     finding["line"]?.int            // 41
///     finding.compact                 // {"file":"runs.csv","line":41}
public enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  /// The number as written; `.number("1.50")` is not equal to `.number("1.5")`.
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  /// One name and value of an object.
  public struct Member: Sendable, Equatable {
    public let name: String
    public let value: JSON

    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }
}

extension JSON {
  public static func int(_ value: Int) -> JSON { .number(String(value)) }

  /// The shortest decimal that reads back as `value`; `null` for NaN and the infinities, which JSON
  /// does not have.
  public static func double(_ value: Double) -> JSON {
    value.isFinite ? .number("\(value)") : .null
  }

  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
  public var members: [Member]? { if case .object(let value) = self { value } else { nil } }

  /// The whole number, or `nil` for anything else, such as `1.0`.
  public var int: Int? { if case .number(let digits) = self { Int(digits) } else { nil } }
  public var double: Double? { if case .number(let digits) = self { Double(digits) } else { nil } }

  /// The value of the member of that name, compared byte by byte; `nil` when there is none or this
  /// is no object.
  public subscript(_ name: String) -> JSON? {
    members?.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
