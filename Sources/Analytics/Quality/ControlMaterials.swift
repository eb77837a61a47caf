public import Lab
public import Statistics
public import Tables

/// Where the limits of a control come from.
public enum ControlLimits: String, CaseIterable, Sendable {
  /// The target and the standard deviation that stand in the material's row.
  case target
  /// The mean and the standard deviation of its first results.
  case observed
}

/// Why a result of a control is not judged.
public enum NotJudged: Sendable, Equatable {
  /// Measured before its material was valid, or after.
  case outsideValidity
  /// The material's target and standard deviation do not make limits.
  case noLimits
  /// Its first results do not make limits.
  case noObservedLimits(NoChart)
  /// The first results have to be known before limits can come from them.
  case baselineIncomplete(count: Int, needed: Int)

  /// The reason in words.
  public var reason: String {
    switch self {
    case .outsideValidity: "measured outside the material's validity"
    case .noLimits: "the material has no standard deviation above 0"
    case .noObservedLimits(let why): "no limits from its first results: \(why.reason)"
    case .baselineIncomplete(let count, let needed):
      "limits come from the first \(needed) results, and there are only \(count)"
    }
  }
}

extension QCMaterial {
  /// Whether it was in use at an instant; its last instant is not part of it.
  func isValid(at instant: Instant) -> Bool {
    instant >= validFrom && (validTo.map { instant < $0 } ?? true)
  }

  /// How many of its standard deviations a value lies above its target; `nil` without limits.
  ///
  /// A value exactly two deviations away gives exactly 2, as decimals are subtracted as decimals: in
  /// binary (0.58 - 0.52) / 0.03 is not 2, and a border would be crossed by rounding.
  public func distance(of value: ExactDecimal) -> Double? {
    guard sd.double > 0 else { return nil }
    let distance: Double
    if let units = commonUnits([value, target, sd]) {
      distance = Double(units[0] - units[1]) / Double(units[2])
    } else {
      distance = (value.double - target.double) / sd.double
    }
    return distance.isFinite ? distance : nil
  }
}

/// Decimals as whole numbers of the smallest unit that any of them has; `nil` when they are too long
/// for doubles to hold them exactly.
private func commonUnits(_ decimals: [ExactDecimal]) -> [Int]? {
  let parts = decimals.map {
    $0.text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
  }
  let places = parts.map { $0.count > 1 ? $0[1].count : 0 }
  let most = places.max() ?? 0
  guard most <= 15 else { return nil }
  var units: [Int] = []
  for (part, count) in zip(parts, places) {
    let digits = part.joined() + String(repeating: "0", count: most - count)
    guard let number = Int(digits), number.magnitude < 1 << 52 else { return nil }
    units.append(number)
  }
  return units
}
