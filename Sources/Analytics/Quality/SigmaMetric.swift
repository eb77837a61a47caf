public import Lab
internal import Statistics
internal import Tables

/// How much better a method is than it has to be: how many of its standard deviations fit between its
/// bias and the error that is allowed.
///
/// (TEa % - |bias %|) / CV %: J. O. Westgard, “Six Sigma Quality Design and Control” (2001); S. Westgard,
/// “Standardizing the Sigma-metric”, westgard.com (2024). Six is world class, below three is not fit for
/// routine. Bias is against the material's target, so it is as good as that target is.
public struct SigmaMetric: Sendable {
  /// Why a figure is not there.
  public enum Missing: Sendable, Equatable {
    case noResults
    /// A standard deviation needs two.
    case oneResult
    /// So few say little of a deviation.
    case tooFew(count: Int, needed: Int)
    case noSpread
    case noAllowedError
    case targetIsZero
    case meanIsZero
    case tooLarge

    public var reason: String {
      switch self {
      case .noResults: "no results in the period"
      case .oneResult: "1 result has no standard deviation"
      case .tooFew(let count, let needed):
        "\(count) results are too few for a sigma metric: \(needed) are asked for"
      case .noSpread: "all results are alike, so that CV is 0"
      case .noAllowedError: "the material has no allowed error (tea_pct)"
      case .targetIsZero: "the target is 0, so bias has no percent"
      case .meanIsZero: "the mean is 0, so deviation has no percent"
      case .tooLarge: "the numbers are too large to compute with"
      }
    }
  }

  public let material: QCMaterial
  /// Valid results.
  public let count: Int
  public let mean: Double?
  /// Of *n* - 1, in the unit of the target.
  public let sd: Double?
  /// The standard deviation in percent of the mean.
  public let cvPercent: Double?
  /// How far the mean lies above the target, in percent of it.
  public let biasPercent: Double?
  public let totalErrorPercent: Double?
  public let sigma: Double?
  /// Why the first of the figures that are not there is not.
  public let missing: Missing?

  /// Computes the figures of a material from its valid results.
  ///
  /// - Parameter atLeast: Fewer results have no sigma metric. CLSI C24 (4th edition, 2016) asks for 20
  ///   before limits are drawn from them.
  public init(_ material: QCMaterial, values: [Double], atLeast: Int = 20) {
    self.material = material
    count = values.count
    totalErrorPercent = material.totalErrorPercent.map(\.double)
    let mean = Self.finite(values.isEmpty ? nil : values.reduce(0, +) / Double(values.count))
    let (sd, fault) = Self.deviation(of: values)
    let target = material.target.double
    let cv = Self.finite(sd.flatMap { sd in mean.map { sd / abs($0) * 100 } })
    let bias = Self.finite(target == 0 ? nil : mean.map { ($0 - target) / abs(target) * 100 })
    self.mean = mean
    self.sd = sd
    cvPercent = cv
    biasPercent = bias
    let missing: Missing? =
      fault ?? (mean == 0 ? .meanIsZero : target == 0 ? .targetIsZero : nil)
      ?? (sd == 0 ? .noSpread : totalErrorPercent == nil ? .noAllowedError : nil)
      ?? (values.count < atLeast ? .tooFew(count: values.count, needed: atLeast) : nil)
    if missing == nil, let cv, let bias, let totalErrorPercent {
      sigma = Self.finite((totalErrorPercent - abs(bias)) / cv)
      self.missing = sigma == nil ? .tooLarge : nil
    } else {
      sigma = nil
      self.missing = missing ?? .tooLarge
    }
  }

  private static func finite(_ value: Double?) -> Double? {
    value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// The standard deviation, 0 where all are alike; or why there is none.
  private static func deviation(of values: [Double]) -> (Double?, Missing?) {
    do throws(NoChart) {
      return (try ProcessLevel(sample: values).sigma, nil)
    } catch {
      switch error {
      case .tooFew(let count, _): return (nil, count == 0 ? .noResults : .oneResult)
      case .noSpread: return (0, nil)
      default: return (nil, .tooLarge)
      }
    }
  }
}

/// The sigma metrics of the lab's controls.
public struct SigmaMetrics: Sendable {
  /// In the order of the materials' ids.
  public let materials: [SigmaMetric]
  /// Results that were measured outside their material's validity, and left out.
  public let outsideValidity: Int

  public init(_ results: [QCResult], of materials: [QCMaterial], atLeast: Int = 20) {
    let ordered = materials.sorted { $0.id < $1.id }
    let byMaterial = Dictionary(grouping: results, by: \.material.id)
    var outside = 0
    self.materials = ordered.map { material in
      let own = byMaterial[material.id.id] ?? []
      let valid = own.filter { material.isValid(at: $0.timestamp) }
      outside += own.count - valid.count
      return SigmaMetric(
        material, values: valid.map(\.measuredValue.double), atLeast: atLeast)
    }
    outsideValidity = outside
  }
}
