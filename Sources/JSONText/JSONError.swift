/// Why a text is not JSON, and at which byte.
public struct JSONError: Error, Sendable, Equatable {
  /// The byte where the trouble begins, counted from 0; the length of the text when it ends too
  /// early.
  public let offset: Int
  public let kind: Kind

  public enum Kind: Sendable, Equatable {
    case emptyText
    case unexpectedEnd(expected: Expectation)
    case unexpectedByte(UInt8, expected: Expectation)
    case trailingText
    case byteOrderMark
    /// A control character that stands bare in a string.
    case controlCharacter(UInt8)
    case badEscape
    case loneSurrogate
    case invalidUTF8
    case leadingZero
    case duplicateName(String)
    case tooDeep
  }

  public enum Expectation: Sendable, Equatable {
    case value, name, colon, commaOrBracket, commaOrBrace, digit, closingQuote
  }
}

extension JSONError: CustomStringConvertible {
  public var description: String { "\(kind.sentence) at byte \(offset)" }
}

extension JSONError.Kind {
  /// The fault in words, without its place: "a value was expected, not '}'".
  public var sentence: String {
    switch self {
    case .emptyText: "there is no JSON value"
    case .unexpectedEnd(let expected): "\(expected.phrase) was expected, but the text ends"
    case .unexpectedByte(let byte, let expected):
      "\(expected.phrase) was expected, not \(Self.shown(byte))"
    case .trailingText: "there is text after the end of the value"
    case .byteOrderMark: "the text begins with a byte-order mark"
    case .controlCharacter(let byte):
      "a string holds a control character, \(Self.shown(byte)),"
    case .badEscape: #"a backslash in a string must begin one of \" \\ \/ \b \f \n \r \t \uXXXX"#
    case .loneSurrogate: #"a \u surrogate stands without its other half"#
    case .invalidUTF8: "a string is not valid UTF-8"
    case .leadingZero: "a number may not begin with 0 and another digit"
    case .duplicateName(let name): "the name '\(name)' occurs twice in one object"
    case .tooDeep: "arrays and objects are nested deeper than \(JSON.maximumDepth) levels"
    }
  }

  private static func shown(_ byte: UInt8) -> String {
    if (0x20..<0x7F).contains(byte) { return "'\(Character(Unicode.Scalar(byte)))'" }
    let digits = String(byte, radix: 16, uppercase: true)
    return "the byte 0x\(digits.count < 2 ? "0" : "")\(digits)"
  }
}

extension JSONError.Expectation {
  fileprivate var phrase: String {
    switch self {
    case .value: "a value"
    case .name: "a name in quotes"
    case .colon: "':'"
    case .commaOrBracket: "',' or ']'"
    case .commaOrBrace: "',' or '}'"
    case .digit: "a digit"
    case .closingQuote: "a closing quote"
    }
  }
}
