/// Whether samples in the order of time rise or fall, whatever the shape of the way.
///
/// H. B. Mann, “Nonparametric Tests Against Trend”, Econometrica 13 (1945); M. G. Kendall, Rank
/// Correlation Methods (1975); with ties as in R. O. Gilbert, Statistical Methods for Environmental
/// Pollution Monitoring (1987), section 16.4.
public struct MannKendall: Hashable, Sendable {
  public let count: Int
  /// *S*: of how many pairs the later sample is the higher one, less those where it is the lower one.
  public let score: Int
  /// The variance of *S* where there is no trend.
  public let variance: Double
  /// *S*, one step nearer to 0, over its standard deviation.
  public let z: Double
  /// The probability of an *S* at least as far from 0 where there is no trend.
  public let p: Double
  /// Kendall's τ-b, from -1 to 1: *S* as a share of the pairs that are not tied.
  public let tau: Double

  /// Whether *z* stands for the normal distribution that `p` takes it for: from ten samples on (Gilbert).
  public var isApproximatelyNormal: Bool { count >= 10 }

  /// Samples in the order of time. O(*n* log *n*).
  public init(_ samples: [Double]) throws(Undefined) {
    try samples.requireFinite(atLeast: 4)
    count = samples.count
    let (falling, sorted) = samples.inversions()
    let n = Double(count)
    var tiedPairs = 0
    var tiedVariance = 0.0
    sorted.forEachTie { size in
      let t = Double(size)
      tiedPairs &+= size &* (size &- 1) / 2
      tiedVariance += t * (t - 1) * (2 * t + 5)
    }
    let pairs = count &* (count &- 1) / 2
    if tiedPairs == pairs { throw .allEqual }
    score = pairs &- tiedPairs &- 2 &* falling
    variance = (n * (n - 1) * (2 * n + 5) - tiedVariance) / 18
    z = Double(score &- score.signum()) / variance.squareRoot()
    p = Normal().twoSided(z)
    tau = Double(score) / (Double(pairs).squareRoot() * Double(pairs &- tiedPairs).squareRoot())
  }
}

extension [Double] {
  /// How many pairs fall, the later element strictly below the earlier one, and the elements in
  /// ascending order. Merge sort: O(*n* log *n*).
  func inversions() -> (falling: Int, sorted: [Double]) {
    var from = self
    var into = self
    var falling = 0
    var width = 1
    while width < count {
      falling &+= merge(from, into: &into, width)
      swap(&from, &into)
      width &*= 2
    }
    return (falling, from)
  }

  /// Merges each two neighbours of so many sorted elements; returns how many pairs fell.
  private func merge(_ from: [Double], into: inout [Double], _ width: Int) -> Int {
    let halves = from.span
    var whole = into.mutableSpan
    var falling = 0
    var start = 0
    while start < halves.count {
      let middle = Swift.min(start &+ width, halves.count)
      let end = Swift.min(middle &+ width, halves.count)
      var (left, right, place) = (start, middle, start)
      while left < middle, right < end {
        // Numbers instead of branches, of which half would be guessed wrong. What passes from the
        // right passes all that are left of the first half.
        let passes = halves[right] < halves[left] ? 1 : 0
        falling &+= (middle &- left) &* passes
        whole[place] = passes == 1 ? halves[right] : halves[left]
        right &+= passes
        left &+= 1 &- passes
        place &+= 1
      }
      while left < middle {
        whole[place] = halves[left]
        (left, place) = (left &+ 1, place &+ 1)
      }
      while right < end {
        whole[place] = halves[right]
        (right, place) = (right &+ 1, place &+ 1)
      }
      start = end
    }
    return falling
  }

  /// Calls with the size of each run of equal elements, of two or more, in these sorted ones.
  func forEachTie(_ body: (Int) -> Void) {
    var start = 0
    for end in 1..<Swift.max(count + 1, 1) where end == count || self[end] != self[start] {
      if end - start > 1 { body(end - start) }
      start = end
    }
  }
}
