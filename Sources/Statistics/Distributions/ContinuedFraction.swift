/// *b₀* + *a₁* / (*b₁* + *a₂* / (*b₂* + …)), from the front.
enum ContinuedFraction {
  /// The modified method of Lentz: W. J. Lentz (1976), I. J. Thompson and A. R. Barnett, “Coulomb and
  /// Bessel Functions of Complex Arguments and Order” (1986). It ends where a step changes nothing.
  static func value(
    first: Double, _ terms: (Double) -> (numerator: Double, denominator: Double)
  ) -> Double {
    let tiny = 1e-300
    var value = first == 0 ? tiny : first
    var c = value
    var d = 0.0
    var n = 1.0
    while true {
      let (numerator, denominator) = terms(n)
      d = denominator + numerator * d
      if d == 0 { d = tiny }
      c = denominator + numerator / c
      if c == 0 { c = tiny }
      d = 1 / d
      let factor = c * d
      value *= factor
      if abs(factor - 1) <= 4.5e-16 || factor.isNaN { return value }
      n += 1
    }
  }
}
