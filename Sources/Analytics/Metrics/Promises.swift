public import Lab
public import Tables

/// What the lab promises of its assays: the time of a result, and the one that it aims for.
public struct Promises: Sendable {
  /// Seconds within which a result is promised, of assays that have their own.
  private let own: [String: Double]
  /// The same of all others.
  private let fallback: Double
  /// The minutes that the lab aims for, by assay.
  public let targetMinutes: [String: Int]

  public init(_ assays: [Assay], slaHours: Double) {
    own = Dictionary(
      assays.compactMap { assay in assay.slaHours.map { (assay.code.text, $0.double * 3600) } },
      uniquingKeysWith: { first, _ in first })
    targetMinutes = Dictionary(
      assays.compactMap { assay in assay.targetTATMinutes.map { (assay.code.text, $0) } },
      uniquingKeysWith: { first, _ in first })
    fallback = slaHours * 3600
  }

  public init(in store: Store, _ question: Question) throws {
    self.init(try store.rows(of: Assay.self), slaHours: question.slaHours)
  }

  /// Seconds within which a result of the assay is promised. More is a breach; as much is not.
  public func seconds(ofAssay assay: String) -> Double { own[assay] ?? fallback }
}
