internal import JSONText
internal import Tables

extension ExactDecimal {
  /// A number of `decimals` digits after the point: 1234 with two is `12.34`.
  init(units: Int, decimals: Int) {
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let point = decimals == 0 ? "" : "."
    let text = padded.dropLast(decimals) + point + padded.suffix(decimals)
    self.init(literal: (units < 0 ? "-" : "") + text)
  }

  /// A number that stands in the source, or was made of digits.
  init(literal text: String) {
    guard let value = ExactDecimal(text) else { preconditionFailure("\(text) is no number") }
    self = value
  }
}

extension JSONCell {
  init(_ value: JSON) {
    guard let cell = JSONCell(cellText: value.canonical) else {
      preconditionFailure("JSON is not what it was written as")
    }
    self = cell
  }
}

extension HexColor {
  init(literal text: String) {
    guard let color = HexColor(cellText: text) else { preconditionFailure("\(text) is no colour") }
    self = color
  }
}

extension CalendarDate {
  /// The year, as text.
  var year: String { String(cellText.prefix(4)) }
}
