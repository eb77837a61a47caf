/// Mean, spread and shape of samples that come one by one, in constant memory.
///
/// Everything is kept to twice the digits of a `Double` and rounded at the end, and a sample stands
/// for the decimal fraction that it was read from: the nine sets of NIST's Statistical Reference
/// Datasets come out in every certified digit. Parts of a column can be summed apart and appended.
///
/// P. Pébay, “Formulas for Robust, One-Pass Parallel Computation of Covariances and Arbitrary-Order
/// Statistical Moments”, Sandia Report SAND2008-6212 (2008).
public struct Moments: Sendable {
  public private(set) var count = 0
  /// The place of the first sample that was infinite or none; nothing is defined then.
  private var notFinite: Int?
  private var lowest = Double.infinity
  private var highest = -Double.infinity
  private var average = DoubleDouble(0)
  /// The sums of the squares, cubes and fourth powers of the deviations from the mean.
  private var squares = DoubleDouble(0)
  private var cubes = DoubleDouble(0)
  private var fourths = DoubleDouble(0)
  /// The sum of the products of each two neighbours' deviations.
  private var neighbours = DoubleDouble(0)
  private var first = DoubleDouble(0)
  private var last = DoubleDouble(0)

  public init() {}

  public init(_ samples: some Sequence<Double>) {
    for sample in samples { add(sample) }
  }

  /// Adds the next sample. Constant time.
  public mutating func add(_ sample: Double) {
    guard sample.isFinite else {
      notFinite = notFinite ?? count
      count &+= 1
      return
    }
    var one = Moments()
    one.count = 1
    one.lowest = sample
    one.highest = sample
    one.average = DoubleDouble(decimal: sample)
    one.first = one.average
    one.last = one.average
    append(one)
  }

  /// Adds the samples that follow these ones. Constant time.
  public mutating func append(_ next: Moments) {
    guard next.count > 0 else { return }
    guard count > 0 else {
      self = next
      return
    }
    if let place = next.notFinite { notFinite = notFinite ?? count &+ place }
    let (n, m) = (Double(count), Double(next.count))
    let total = n + m
    let delta = next.average - average
    // How far the mean moves from either side.
    let left = delta * m / total
    let right = delta * n / total
    let mean = average + left

    // A sum of neighbours' products around another mean differs by the deviations of its two ends
    // only, as those of all samples add up to 0.
    neighbours =
      neighbours + left * (last + first - average - average) + left * left * (n - 1)
      + next.neighbours
      - right * (next.last + next.first - next.average - next.average)
      + right * right * (m - 1) + (last - mean) * (next.first - mean)

    let square = left * delta * n
    fourths =
      fourths + next.fourths + square * (left * left - left * right + right * right)
      + (left * left * squares + right * right * next.squares) * 6
      + (right * next.cubes - left * cubes) * 4
    cubes =
      cubes + next.cubes + square * (right - left)
      + (right * next.squares - left * squares) * 3
    squares = squares + next.squares + square

    average = mean
    last = next.last
    lowest = min(lowest, next.lowest)
    highest = max(highest, next.highest)
    count &+= next.count
  }
}

extension Moments {
  public var minimum: Double { get throws(Undefined) { try require(1, lowest) } }
  public var maximum: Double { get throws(Undefined) { try require(1, highest) } }
  public var mean: Double { get throws(Undefined) { try require(1, average.high) } }

  /// The sum of the squared deviations over *n* - 1, in the square of the unit.
  public var variance: Double {
    get throws(Undefined) { try require(2, (squares / Double(count &- 1)).high) }
  }

  /// The square root of the variance, in the unit of the samples.
  public var standardDeviation: Double { get throws(Undefined) { try variance.squareRoot() } }

  /// The standard deviation of the mean, where the samples do not depend on each other.
  public var standardError: Double {
    get throws(Undefined) { try (variance / Double(count)).squareRoot() }
  }

  /// The standard deviation as a share of the mean's size. It means something only where 0 is the
  /// natural start of the scale.
  public var coefficientOfVariation: Double {
    get throws(Undefined) {
      let (deviation, mean) = (try standardDeviation, try mean)
      if mean == 0 { throw .zeroMean }
      return try require(2, deviation / abs(mean))
    }
  }

  /// How far the tails differ: below 0 the left one is longer. *G₁*, as Excel's `SKEW` and pandas give.
  ///
  /// D. N. Joanes, C. A. Gill, “Comparing Measures of Sample Skewness and Kurtosis”, The Statistician
  /// 47 (1998).
  public var skewness: Double {
    get throws(Undefined) {
      let variance = try requireSpread(3)
      let n = Double(count)
      let third = cubes.high / n / (variance * variance.squareRoot())
      return try require(3, third * (n * (n - 1)).squareRoot() / (n - 2))
    }
  }

  /// How heavy the tails are against those of a normal distribution, which has 0. *G₂* of the same
  /// authors, as Excel's `KURT` and pandas give.
  public var kurtosis: Double {
    get throws(Undefined) {
      let variance = try requireSpread(4)
      let n = Double(count)
      let excess = fourths.high / n / variance / variance - 3
      return try require(4, ((n + 1) * excess + 6) * (n - 1) / ((n - 2) * (n - 3)))
    }
  }

  /// How much a sample resembles the one before it, from -1 to 1: the sum of the products of
  /// neighbours' deviations over that of the squares.
  ///
  /// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.12.
  public var autocorrelation: Double {
    get throws(Undefined) {
      _ = try requireSpread(2)
      return try require(2, (neighbours / squares).high)
    }
  }

  /// The figure, where there are enough samples and nothing went beyond the numbers.
  private func require(_ needed: Int, _ figure: Double) throws(Undefined) -> Double {
    if let notFinite { throw .notFinite(at: notFinite) }
    if count < needed { throw .tooFew(count: count, needed: needed) }
    if !figure.isFinite || squares.high == 0 && lowest < highest { throw .outOfRange }
    return figure
  }

  /// The mean of the squared deviations, by which others are divided.
  private func requireSpread(_ needed: Int) throws(Undefined) -> Double {
    let variance = try require(needed, squares.high / Double(count))
    if lowest == highest { throw .allEqual }
    return variance
  }
}
