/// A pattern of points on a control chart that chance seldom makes.
///
/// The rules look at how many standard deviations a point lies above or below the centre. A point is
/// named by a rule when it completes the pattern, and again as long as the pattern goes on. To be
/// “beyond” is strictly to be farther; a point on the centre is on neither side, and equal
/// neighbours neither rise nor fall.
///
/// L. S. Nelson, “The Shewhart Control Chart: Tests for Special Causes”, Journal of Quality
/// Technology 16 (1984), 237-239; Western Electric, “Statistical Quality Control Handbook” (1956),
/// which counts eight on a side where Nelson counts nine.
public enum RunRule: String, CaseIterable, Sendable {
  /// A point outside its limits, three standard deviations from the centre. Nelson's test 1.
  case beyondLimits = "beyond-limits"
  /// Eight in a row on one side of the centre. Western Electric.
  case eightOnOneSide = "8-on-one-side"
  /// Nine in a row on one side of the centre. Nelson's test 2.
  case nineOnOneSide = "9-on-one-side"
  /// Six in a row, each above, or each below the one before. Nelson's test 3.
  case sixTrending = "6-trending"
  /// Fourteen in a row that go up and down in turn. Nelson's test 4.
  case fourteenAlternating = "14-alternating"
  /// Two of three in a row beyond two standard deviations on the same side. Nelson's test 5.
  case twoOfThreeBeyondTwo = "2-of-3-beyond-2s"
  /// Four of five in a row beyond one standard deviation on the same side. Nelson's test 6.
  case fourOfFiveBeyondOne = "4-of-5-beyond-1s"
  /// Fifteen in a row nearer than one standard deviation: too good. Nelson's test 7.
  case fifteenWithinOne = "15-within-1s"
  /// Eight in a row beyond one standard deviation, on either side. Nelson's test 8.
  case eightBeyondOne = "8-beyond-1s"
}

/// Rules that are used together.
public enum RunRules: String, CaseIterable, Sendable {
  /// Only points outside the limits: a false alarm in 370 points.
  case limits
  /// The four of the Western Electric handbook, which the NIST/SEMATECH e-Handbook (6.3.2) gives. A
  /// small shift shows sooner, for a false alarm in 92 points (Champ, Woodall, Technometrics 29
  /// (1987), 393-399).
  case westernElectric = "western-electric"
  /// Nelson's eight.
  case nelson

  public var rules: [RunRule] {
    switch self {
    case .limits: [.beyondLimits]
    case .westernElectric:
      [.beyondLimits, .twoOfThreeBeyondTwo, .fourOfFiveBeyondOne, .eightOnOneSide]
    case .nelson: RunRule.allCases.filter { $0 != .eightOnOneSide }
    }
  }

  /// Those that hold where points are not spread evenly around the centre, as counts are not: none
  /// that tells one standard deviation from two. Nelson gives his tests 1 to 4 for them.
  var forCounts: [RunRule] {
    rules.filter {
      switch $0 {
      case .beyondLimits, .eightOnOneSide, .nineOnOneSide, .sixTrending, .fourteenAlternating: true
      default: false
      }
    }
  }
}

/// Finds patterns while points come one after the other, each by its distance from the centre in
/// standard deviations. Constant time a point.
struct RunDetector {
  /// How many came in a row on the side of the last, of which `onSide` says the sign.
  private var sameSide = Streak()
  private var trending = Streak()
  private var alternating = 1
  private var within = 0
  private var beyond = 0
  /// The last five distances, the latest last.
  private var recent: [Double] = []
  private var last: Double?

  /// How long a sign has held.
  private struct Streak {
    var sign = 0
    var length = 0

    mutating func add(_ next: Int) {
      length = next == 0 ? 0 : next == sign ? length + 1 : 1
      sign = next
    }
  }

  /// Takes the next point and returns the patterns that it completes, those of `beyondLimits` aside.
  ///
  /// - Parameters:
  ///   - value: What is drawn, for going up and down, which does not ask for the centre.
  ///   - z: Its distance from the centre in standard deviations.
  mutating func add(_ value: Double, z: Double) -> Set<RunRule> {
    sameSide.add(sign(z))
    let step = last.map { sign(value - $0) } ?? 0
    alternating = step != 0 && step == -trending.sign ? alternating + 1 : step == 0 ? 1 : 2
    trending.add(step)
    within = abs(z) < 1 ? within + 1 : 0
    beyond = abs(z) > 1 ? beyond + 1 : 0
    recent = recent.suffix(4) + [z]
    last = value

    var found: Set<RunRule> = []
    if sameSide.length >= 8 { found.insert(.eightOnOneSide) }
    if sameSide.length >= 9 { found.insert(.nineOnOneSide) }
    if trending.length >= 5 { found.insert(.sixTrending) }
    if alternating >= 14 { found.insert(.fourteenAlternating) }
    if within >= 15 { found.insert(.fifteenWithinOne) }
    if beyond >= 8 { found.insert(.eightBeyondOne) }
    if count(beyond: 2, of: 3, like: z) >= 2 { found.insert(.twoOfThreeBeyondTwo) }
    if count(beyond: 1, of: 5, like: z) >= 4 { found.insert(.fourOfFiveBeyondOne) }
    return found
  }

  /// How many of the last points lie beyond `limit` on the side of `z`; 0 when it does not itself.
  private func count(beyond limit: Double, of points: Int, like z: Double) -> Int {
    guard abs(z) > limit else { return 0 }
    return recent.suffix(points).count { abs($0) > limit && ($0 > 0) == (z > 0) }
  }

  private func sign(_ number: Double) -> Int { number > 0 ? 1 : number < 0 ? -1 : 0 }
}
