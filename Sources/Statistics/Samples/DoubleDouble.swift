/// A number of twice the digits of a `Double`, some 31, as the sum of two.
///
/// T. J. Dekker, “A Floating-Point Technique for Extending the Available Precision”, Numerische
/// Mathematik 18 (1971). The range is that of a `Double`; what leaves it is infinite or none.
struct DoubleDouble: Sendable {
  /// The number rounded to a `Double`.
  let high: Double
  /// What rounding left: at most half a unit in the last place of `high`.
  let low: Double

  /// Exactly this number.
  init(_ value: Double) {
    high = value
    low = 0
  }

  /// `a` + `b`, where `a` is the larger.
  private init(larger a: Double, _ b: Double) {
    high = a + b
    low = b - (high - a)
  }

  /// The decimal fraction that this number was read from.
  ///
  /// The cell `10000000.2` becomes the nearest `Double`, which is 1.9·10⁻¹⁰ off: with a spread of 0.1
  /// around a mean of ten million only nine digits of the spread would be left, however exact the
  /// arithmetic. But no two decimals of up to 15 digits share a `Double`, so where one of them reads
  /// back as this number, it is what stood there. Other numbers, such as thirds, are taken as they are.
  init(decimal value: Double) {
    let magnitude = abs(value)
    guard value != value.rounded(), magnitude < 1e15, magnitude >= 1e-7 else {
      self.init(value)
      return
    }
    // The most decimal places that 15 digits have room for: fewer are among them, with zeros.
    var places = 15
    while places > 0, magnitude * Self.powers[places] > 1e15 { places -= 1 }
    while places < 22, magnitude * Self.powers[places + 1] <= 1e15 { places += 1 }
    let power = Self.powers[places]
    let digits = (value * power).rounded()
    guard digits / power == value else {
      self.init(value)
      return
    }
    self.init(larger: value, digits.addingProduct(-value, power) / power)
  }

  /// The powers of ten that are exact.
  private static let powers: [Double] = {
    var powers = [1.0]
    while powers.count < 23 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()
}

extension DoubleDouble {
  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let high = exactSum(a.high, b.high)
    let low = exactSum(a.low, b.low)
    let middle = DoubleDouble(larger: high.sum, high.error + low.sum)
    return DoubleDouble(larger: middle.high, middle.low + low.error)
  }

  static prefix func - (a: DoubleDouble) -> DoubleDouble {
    DoubleDouble(high: -a.high, low: -a.low)
  }

  static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + -b }

  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let product = a.high * b.high
    let error = (-product).addingProduct(a.high, b.high)
    return DoubleDouble(larger: product, error + (a.high * b.low + a.low * b.high))
  }

  static func * (a: DoubleDouble, b: Double) -> DoubleDouble {
    let product = a.high * b
    let error = (-product).addingProduct(a.high, b)
    return DoubleDouble(larger: product, error.addingProduct(a.low, b))
  }

  static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let first = a.high / b.high
    let rest = a - b * first
    let second = rest.high / b.high
    let third = (rest - b * second).high / b.high
    return DoubleDouble(larger: first, second) + DoubleDouble(third)
  }

  static func += (a: inout DoubleDouble, b: DoubleDouble) { a = a + b }

  var isFinite: Bool { high.isFinite && low.isFinite }

  private init(high: Double, low: Double) {
    self.high = high
    self.low = low
  }

  /// The rounded sum and what rounding took: D. E. Knuth, The Art of Computer Programming 2, 4.2.2.
  private static func exactSum(_ a: Double, _ b: Double) -> (sum: Double, error: Double) {
    let sum = a + b
    let part = sum - a
    return (sum, (a - (sum - part)) + (b - part))
  }
}
