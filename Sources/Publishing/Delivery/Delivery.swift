/// What became of a message that was sent, after as many attempts as it took.
public struct Delivery: Sendable, Equatable {
  public enum Outcome: Sendable, Equatable {
    /// The receiver has it.
    case accepted
    /// The receiver does not have it, and why.
    case refused(String)
    /// Nobody knows whether the receiver has it, and why.
    case unknown(String)
  }

  public let outcome: Outcome
  /// How often it was tried, 1 at least.
  public let attempts: Int

  public init(_ outcome: Outcome, attempts: Int = 1) {
    self.outcome = outcome
    self.attempts = attempts
  }
}
