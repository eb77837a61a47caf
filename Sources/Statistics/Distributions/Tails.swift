/// The shares of a distribution below and above a point, each to its own digits.
///
/// The small one is computed, the other is what it leaves of 1.
struct Tails {
  let lower: Double
  let upper: Double

  init(lower: Double) {
    self.lower = min(1, max(0, lower))
    upper = 1 - self.lower
  }

  init(upper: Double) {
    self.upper = min(1, max(0, upper))
    lower = 1 - self.upper
  }

  init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// Those of no number.
  static let none = Tails(lower: .nan, upper: .nan)

  var swapped: Tails { Tails(lower: upper, upper: lower) }

  /// The sums behind the tails need some √n steps at n degrees of freedom, which has to end.
  static func requireDegrees(_ degrees: Double) {
    precondition(
      degrees > 0 && degrees <= 1e12, "degrees of freedom are positive numbers up to 10¹²")
  }
}
