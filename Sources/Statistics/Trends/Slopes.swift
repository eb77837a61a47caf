/// The slopes between all pairs of points whose x differs, by their rank in ascending order.
enum Slopes {
  /// Every one of them.
  case sorted([Double])
  case counted(CountedSlopes)

  init(x: [Double], y: [Double]) throws(Undefined) {
    if x.count > 1_500 {
      self = .counted(try CountedSlopes(x: x, y: y))
      return
    }
    var slopes: [Double] = []
    slopes.reserveCapacity(x.count * (x.count - 1) / 2)
    for i in x.indices {
      for j in (i + 1)..<max(x.count, i + 1) where x[i] != x[j] {
        slopes.append((y[j] - y[i]) / (x[j] - x[i]))
      }
    }
    if !slopes.allSatisfy(\.isFinite) { throw .outOfRange }
    self = .sorted(slopes.sorted())
  }

  var count: Int {
    switch self {
    case .sorted(let slopes): slopes.count
    case .counted(let slopes): slopes.count
    }
  }

  /// The slope of this rank, from 0.
  func ranked(_ rank: Int) -> Double {
    switch self {
    case .sorted(let slopes): slopes[rank]
    case .counted(let slopes): slopes.ranked(rank)
    }
  }
}

/// Slopes that are counted and not kept, as there are too many.
///
/// A slope is below a number *s* where *y* - *s x* falls from a point to one with a greater x, and
/// falling pairs are counted while sorting. So the number that has a rank is closed in on, until so few
/// slopes lie between two numbers that they can be listed: they are the pairs that change sides on the
/// way from one number to the other. The idea is that of R. Cole, J. S. Salowe, W. L. Steiger, E.
/// Szemerédi, “An Optimal-Time Algorithm for Slope Selection”, SIAM Journal on Computing 18 (1989),
/// without its optimality.
struct CountedSlopes {
  private struct Point {
    let x: Double
    let y: Double
  }

  private let points: [Point]
  let count: Int
  /// No slope is as steep.
  private let steepest: Double
  /// How many slopes are below 0, and how many above: of tied values so many may be 0 that they
  /// cannot be listed.
  private let falling: Int
  private let rising: Int

  init(x: [Double], y: [Double]) throws(Undefined) {
    // Around the medians, products with a slope have digits to spare for what tells points apart.
    let (middleX, middleY) = (x.median(), y.median())
    points = zip(x, y).map { Point(x: $0 - middleX, y: $1 - middleY) }.sorted { $0.x < $1.x }
    var pairs = points.count * (points.count - 1) / 2
    points.map(\.x).forEachTie { pairs -= $0 * ($0 - 1) / 2 }
    count = pairs

    var (step, reach, low, high) = (Double.infinity, 0.0, points[0].y, points[0].y)
    for (point, next) in zip(points, points.dropFirst()) where next.x > point.x {
      step = min(step, next.x - point.x)
    }
    for point in points {
      (reach, low, high) = (max(reach, abs(point.x)), min(low, point.y), max(high, point.y))
    }
    steepest = (high - low) / step * 2 + .leastNormalMagnitude
    if !(steepest * reach).isFinite { throw .outOfRange }
    falling = Self.below(0, points)
    rising = Self.below(0, points.map { Point(x: $0.x, y: -$0.y) })
  }

  /// The slope of this rank, from 0. Few slopes are told from their neighbours in rank by less than
  /// rounding; then it is one of those.
  func ranked(_ rank: Int) -> Double {
    if rank >= falling, rank < count - rising { return 0 }
    var (low, high) = (-steepest, steepest)
    var (belowLow, belowHigh) = (0, count)
    if rank < falling {
      (high, belowHigh) = (0, falling)
    } else {
      (low, belowLow) = (0, count - rising)
    }
    var interpolates = true
    while belowHigh - belowLow > points.count {
      let middle = interpolates ? low + (high - low) * share(rank, belowLow, belowHigh) : nil
      let pivot = middle.flatMap { $0 > low && $0 < high ? $0 : nil } ?? low / 2 + high / 2
      // The two are neighbours: all slopes between them are one.
      if pivot <= low || pivot >= high { return low }
      let below = Self.below(pivot, points)
      let width = high - low
      if below <= rank {
        (low, belowLow) = (pivot, below)
      } else {
        (high, belowHigh) = (pivot, below)
      }
      // Where a guess did not help, the next step halves.
      interpolates = !interpolates || high - low < width / 2
    }
    let slopes = between(low, high).sorted()
    return slopes.isEmpty ? low : slopes[min(max(rank - belowLow, 0), slopes.count - 1)]
  }

  /// Where the rank lies between the two counts, from 0 to 1, a little towards the farther end: so that
  /// the next step closes in from the other side.
  private func share(_ rank: Int, _ low: Int, _ high: Int) -> Double {
    let share = (Double(rank - low) + 0.5) / Double(high - low)
    return share < 0.5 ? share + 0.05 * min(share, 0.1) : share - 0.05 * min(1 - share, 0.1)
  }

  /// How many slopes are below `slope`.
  private static func below(_ slope: Double, _ points: [Point]) -> Int {
    var rests = points.map { $0.y.addingProduct(-slope, $0.x) }
    // Points of one x have no slope: in ascending order none of them falls.
    var start = 0
    for end in 1...points.count where end == points.count || points[end].x != points[start].x {
      if end - start > 1 { rests[start..<end].sort() }
      start = end
    }
    return rests.inversions().falling
  }

  /// The slopes from `low` on and below `high`: of pairs in the order of the one whose order is other
  /// by the other. O(*n* log *n*) and their number.
  private func between(_ low: Double, _ high: Double) -> [Double] {
    let before = points.map { $0.y.addingProduct(-low, $0.x) }
    let after = points.map { $0.y.addingProduct(-high, $0.x) }
    var order = points.indices.sorted { (before[$0], $0) < (before[$1], $1) }
    var into = order
    var slopes: [Double] = []
    var width = 1
    while width < order.count {
      var start = 0
      while start < order.count {
        let middle = min(start + width, order.count)
        let end = min(middle + width, order.count)
        var (left, right) = (start, middle)
        for place in start..<end {
          if right < end, left == middle || after[order[right]] < after[order[left]] {
            let point = points[order[right]]
            for passed in order[left..<middle] where points[passed].x != point.x {
              slopes.append((point.y - points[passed].y) / (point.x - points[passed].x))
            }
            into[place] = order[right]
            right += 1
          } else {
            into[place] = order[left]
            left += 1
          }
        }
        start = end
      }
      swap(&order, &into)
      width *= 2
    }
    return slopes
  }
}
