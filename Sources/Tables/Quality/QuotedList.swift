/// Values with `;` between them, each as it is or in double quotes, within which `""` is a quote:
/// `low;normal`, `"a;b";c`.
struct QuotedList {
  private(set) var values: [String] = []

  /// `nil` where a quote is not closed, something stands beside one, or a value is empty. A comma
  /// stands within quotes only, as who writes `a,b` means two values, most likely. Spaces around a
  /// value do not count.
  init?(_ text: String) {
    var rest = Array(text.unicodeScalars)[...]
    while true {
      rest = rest.drop { $0 == " " }
      guard let value = Self.value(&rest) else { return nil }
      values.append(value)
      rest = rest.drop { $0 == " " }
      if rest.isEmpty { return }
      guard rest.removeFirst() == ";" else { return nil }
    }
  }

  private static func value(_ rest: inout ArraySlice<Unicode.Scalar>) -> String? {
    var value = String.UnicodeScalarView()
    guard rest.first == "\"" else {
      while let scalar = rest.first, scalar != ";" {
        if scalar == "," || scalar == "\"" { return nil }
        value.append(scalar)
        rest.removeFirst()
      }
      let trimmed = String(value).trimmed
      return trimmed.isEmpty ? nil : trimmed
    }
    rest.removeFirst()
    while let scalar = rest.popFirst() {
      if scalar == "\"" {
        guard rest.first == "\"" else { return value.isEmpty ? nil : String(value) }
        rest.removeFirst()
      }
      value.append(scalar)
    }
    return nil
  }
}
