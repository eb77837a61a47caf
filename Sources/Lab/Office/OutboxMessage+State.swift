extension OutboxMessage {
  /// How far a message has come.
  ///
  /// Its attempts are raised before it is sent, and what became of it is written afterwards; so a
  /// computer that stops in between leaves a message of which nobody knows whether it arrived, and
  /// says so.
  public enum State: String, CaseIterable, Sendable {
    /// Nobody tried yet.
    case waiting
    /// It was tried, and did not arrive.
    case failed
    /// It was begun to be sent, and nobody knows whether it arrived; or it is being sent now.
    case unknown
    case sent

    /// Whether it is sent when all that waits is.
    public var isDue: Bool { self == .waiting || self == .failed }
  }

  public var state: State {
    if sentAt != nil { return .sent }
    if attempts == 0 { return .waiting }
    return lastError == nil ? .unknown : .failed
  }
}
