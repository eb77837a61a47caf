import JSONText
import Wording

/// One value of a row that is shown to people and to programs.
public enum Field: Sendable, Equatable {
  case text(String)
  case int(Int)
  /// Rounded to that many decimals everywhere, so that all forms of an answer agree. NaN and the
  /// infinities are no value.
  case number(Double, decimals: Int)
  /// A decimal number as it was written.
  case decimal(String)
  case bool(Bool)
  case null
}

extension Field: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(nilLiteral: ()) { self = .null }

  /// The text, or `null` when there is none.
  public init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  public init(_ number: Int?) { self = number.map { .int($0) } ?? .null }
  public init(_ number: Double?, decimals: Int) {
    self = number.map { .number($0, decimals: decimals) } ?? .null
  }
}

extension Field {
  /// The value as CSV has it, or `nil` when there is none.
  public var plain: String? {
    switch self {
    case .text(let text): text
    case .int(let value): String(value)
    case .number(let value, let decimals): value.isFinite ? fixed(value, decimals: decimals) : nil
    case .decimal(let digits): digits
    case .bool(let value): value ? "true" : "false"
    case .null: nil
    }
  }

  /// The value as a person sees it in a cell of a table.
  var shown: String { plain.map { visible($0) } ?? "-" }

  var json: JSON {
    guard let plain else { return .null }
    switch self {
    case .text: return .string(plain)
    case .bool(let value): return .bool(value)
    case .int, .number: return .number(plain)
    case .decimal:
      // As written may also mean '+5' or '.5', which JSON does not have.
      let number = JSON.number(plain)
      return (try? JSON(parsing: plain)) == number ? number : .string(plain)
    case .null: return .null
    }
  }
}
