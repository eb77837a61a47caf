/// A distribution, given by some of its quantiles; between them it is linear.
struct Quantiles: Sendable {
  /// The share of values below, in millionths, and the value; both ascending, from 0 to 1,000,000.
  let points: [(share: Int, value: Int)]

  func value(at share: Int) -> Int {
    guard let after = points.firstIndex(where: { $0.share > share }), after > 0 else {
      return points[points.count - 1].value
    }
    let (low, high) = (points[after - 1], points[after])
    return low.value + (high.value - low.value) * (share - low.share) / (high.share - low.share)
  }

  /// How long something takes, in thousandths of what is typical: seldom much less, sometimes much
  /// more.
  static let delay = Quantiles(points: [
    (0, 380), (100_000, 620), (250_000, 790), (500_000, 1000), (750_000, 1330), (900_000, 1850),
    (950_000, 2400), (990_000, 4600), (999_000, 9000), (1_000_000, 14_000),
  ])

  /// How long a step of a procedure takes, in thousandths of what is typical.
  static let step = Quantiles(points: [
    (0, 700), (250_000, 900), (500_000, 1000), (750_000, 1120), (950_000, 1500), (1_000_000, 2300),
  ])

  /// The normal distribution, in thousandths of its standard deviation.
  static let normal = Quantiles(points: [
    (0, -3600), (1350, -3000), (6210, -2500), (22_750, -2000), (66_807, -1500), (158_655, -1000),
    (308_538, -500), (500_000, 0), (691_462, 500), (841_345, 1000), (933_193, 1500),
    (977_250, 2000), (993_790, 2500), (998_650, 3000), (1_000_000, 3600),
  ])
}

extension Dice {
  mutating func draw(_ quantiles: Quantiles) -> Int { quantiles.value(at: below(1_000_000)) }
}
