public import Lab
internal import Statistics
internal import Tables

/// Results of controls in the order of time, as distances from what is expected, judged by the
/// Westgard rules.
///
/// S. Levey, E. R. Jennings, “The use of control charts in the clinical laboratory”, American Journal
/// of Clinical Pathology 20 (1950), 1059-1066. Materials of one measurement on one instrument are
/// looked at together. A result that is not judged takes no part in any rule.
public struct LeveyJennings: Sendable {
  /// A control's result and what it means.
  public struct Entry: Sendable {
    public let result: QCResult
    public let material: QCMaterial
    /// Distance from the expected mean in standard deviations; `nil` when it is not judged.
    public let z: Double?
    public let notJudged: NotJudged?
    /// The rules that it breaks, in the order of `WestgardRule`.
    public fileprivate(set) var broken: [WestgardRule] = []

    public var verdict: Verdict {
      if notJudged != nil { return .notJudged }
      if broken.contains(where: \.isRejection) { return .rejected }
      return broken.isEmpty ? .inControl : .warning
    }
  }

  public enum Verdict: String, CaseIterable, Sendable {
    case inControl = "in control"
    case warning
    case rejected
    case notJudged = "not judged"
  }

  /// By time, then by id.
  public private(set) var entries: [Entry]
  /// Results whose material is not in the table.
  public private(set) var withoutMaterial = 0

  /// Judges results.
  ///
  /// - Parameters:
  ///   - baseline: How many of a material's first valid results limits come from, when they are
  ///     observed.
  public init(
    _ results: [QCResult], of materials: [QCMaterial], judge: WestgardJudge = WestgardJudge(),
    limits: ControlLimits = .target, baseline: Int = 20
  ) {
    let materials = Dictionary(materials.map { ($0.id.id, $0) }) { first, _ in first }
    let ordered = results.sorted { ($0.timestamp, $0.id) < ($1.timestamp, $1.id) }
    withoutMaterial = ordered.count { materials[$0.material.id] == nil }
    let observed = limits == .observed ? Self.levels(of: ordered, materials, baseline) : [:]
    entries = ordered.compactMap { result in
      guard let material = materials[result.material.id] else { return nil }
      switch Self.distance(of: result, material, limits, observed) {
      case .success(let z):
        return Entry(result: result, material: material, z: z, notJudged: nil)
      case .failure(let why):
        return Entry(result: result, material: material, z: nil, notJudged: why.reason)
      }
    }
    apply(judge)
  }

  /// Those of the entries that are wanted, with what was found while looking at all.
  func filtered(_ isWanted: (Entry) -> Bool) -> LeveyJennings {
    var copy = self
    copy.entries = entries.filter(isWanted)
    return copy
  }
}

// MARK: - Distances

extension LeveyJennings {
  private struct Refusal: Error {
    let reason: NotJudged
  }

  private static func distance(
    of result: QCResult, _ material: QCMaterial, _ limits: ControlLimits,
    _ observed: [Int: Result<ProcessLevel, Refusal>]
  ) -> Result<Double, Refusal> {
    guard material.isValid(at: result.timestamp) else {
      return .failure(Refusal(reason: .outsideValidity))
    }
    guard limits == .observed, let level = observed[material.id.id] else {
      return material.distance(of: result.measuredValue).map { .success($0) }
        ?? .failure(Refusal(reason: .noLimits))
    }
    return level.map { (result.measuredValue.double - $0.center) / $0.sigma }
  }

  /// The mean and the standard deviation of each material's first valid results.
  private static func levels(
    of results: [QCResult], _ materials: [Int: QCMaterial], _ baseline: Int
  ) -> [Int: Result<ProcessLevel, Refusal>] {
    var first: [Int: [Double]] = [:]
    for result in results {
      let id = result.material.id
      guard materials[id]?.isValid(at: result.timestamp) ?? false,
        first[id, default: []].count < baseline
      else { continue }
      first[id, default: []].append(result.measuredValue.double)
    }
    return first.mapValues { values in
      guard values.count == baseline else {
        return .failure(
          Refusal(reason: .baselineIncomplete(count: values.count, needed: baseline)))
      }
      do throws(NoChart) {
        return .success(try ProcessLevel(sample: values))
      } catch {
        return .failure(Refusal(reason: .noObservedLimits(error)))
      }
    }
  }
}

// MARK: - Rules

extension LeveyJennings {
  private struct Group: Hashable {
    let measurement: String
    let machine: String
  }

  private mutating func apply(_ judge: WestgardJudge) {
    var groups: [Group: Int] = [:]
    var runs: [String: Int] = [:]
    let judged = entries.indices.filter { entries[$0].z != nil }
    let points = judged.compactMap { place -> ControlPoint? in
      let entry = entries[place]
      guard let z = entry.z else { return nil }
      let group = Group(
        measurement: entry.material.measurementType, machine: entry.material.resource.text)
      return ControlPoint(
        material: entry.material.id.id, group: groups.number(of: group),
        run: runs.number(of: entry.result.runKey), z: z)
    }
    for (place, rules) in zip(judged, judge.judge(points)) { entries[place].broken = rules }
  }
}

extension Dictionary where Value == Int {
  /// The number of a key, which is that of its first coming.
  fileprivate mutating func number(of key: Key) -> Int {
    if let number = self[key] { return number }
    let number = count
    self[key] = number
    return number
  }
}
