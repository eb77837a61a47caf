internal import Wording

extension Figure {
  /// How many significant digits of a number people are shown; programs get all that it has.
  private static let digitsForPeople = 6

  /// A number of a column of that kind in digits, with a point: `12.5`. Of one that is not finite its
  /// name.
  public static func digits(
    of value: Double, _ kind: FigureColumn.Kind, forPeople: Bool
  ) -> String {
    switch kind {
    // Beyond that a number has no decimals, and digits that are none.
    case .decimals where abs(value) >= 1e15: significant(value, digits: 15)
    case .decimals(let decimals): fixed(value, decimals: decimals)
    case .significant(let digits):
      significant(value, digits: forPeople ? min(digits, digitsForPeople) : digits)
    case .text, .count, .instant, .flag: "\(value)"
    }
  }
}
