public import JSONText
internal import Wording

/// Text of HTML or XML, in which every value is nothing but text.
///
///     var page = Markup()
///     page.element("p", ["class": "note"]) { $0.add("a < b") }
///     page.text  // <p class="note">a &lt; b</p>
public struct Markup: Sendable, Equatable {
  public private(set) var text = ""

  public init() {}

  /// An element, with what `body` writes in it.
  ///
  /// - Parameter attributes: In their order; those that are `nil` are left out.
  public mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:],
    _ body: (inout Markup) throws -> Void
  ) rethrows {
    begin(name, attributes)
    text += ">"
    try body(&self)
    text += "</\(name)>"
  }

  /// An element with nothing in it, as `<br/>`.
  public mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:]
  ) {
    begin(name, attributes)
    text += "/>"
  }

  /// An element that holds a text.
  public mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ value: String
  ) {
    element(name, attributes) { $0.add(value) }
  }

  /// Text that people read. Controls are shown by their names, as in the terminal.
  public mutating func add(_ value: String) { text += Self.escaped(value) }

  /// What was written elsewhere.
  public mutating func add(_ other: Markup) { text += other.text }

  /// Text of the program itself, as a style sheet, which is not escaped.
  public mutating func add(literal: StaticString) { text += "\(literal)" }

  /// JSON inside of a script element, in which nothing can end it or begin another.
  public mutating func add(data: JSON) {
    text += data.compact.replacing("<", with: #"\u003C"#)
  }

  private mutating func begin(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>
  ) {
    text += "<\(name)"
    for case (let key, let value?) in attributes {
      text += " \(key)=\"\(Self.escaped(value))\""
    }
  }

  /// A value as it stands between tags, and between the quotes of an attribute.
  public static func escaped(_ value: String) -> String {
    var result = ""
    for character in visible(value, keepingLineBreaks: true).unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // No characters, which XML forbids.
      case "\u{FFFE}": result += #"\u{FFFE}"#
      case "\u{FFFF}": result += #"\u{FFFF}"#
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
