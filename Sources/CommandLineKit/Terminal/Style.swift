/// How a piece of text stands out on a terminal that has colour.
public enum Style: Int, Sendable {
  case bold = 1
  case red = 31
  case green = 32
  case yellow = 33
  case cyan = 36
}

extension Output {
  /// Returns `text` in that style, or as it is when this output has no colour.
  public func styled(_ text: String, _ style: Style) -> String {
    hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
