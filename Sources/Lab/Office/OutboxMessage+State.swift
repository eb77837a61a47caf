public import Tables

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

extension OutboxMessage {
  /// What became of sending it.
  public enum Ending: Sendable, Equatable {
    case sent
    case failed(String)
    case unknown
  }
}

extension OutboxMessage {
  /// That it may be sent now.
  ///
  /// - Parameter isUnknownSent: Whether it may where nobody knows whether it arrived.
  /// - Throws: `RefusedChange` when it was sent, or may have been.
  public func checkSending(evenUnknown isUnknownSent: Bool = false) throws {
    if let sentAt {
      throw RefusedChange(
        .state, table: "outbox", key: id.description,
        "message \(id) was sent at \(sentAt.cellText), and is not sent again")
    }
    guard state.isDue || isUnknownSent else {
      throw RefusedChange(
        .state, table: "outbox", key: id.description,
        "message \(id) is being sent, or was when a computer stopped; it may have arrived",
        hint: "'plainlab outbox retry \(id)' sends it even so.")
    }
  }
}

extension OutboxMessage {
  /// That there is no message of this number.
  public static func unknown(_ key: Key<OutboxMessage>) -> RefusedChange {
    RefusedChange(
      .primaryKey, table: "outbox", key: key.description, "there is no message \(key)",
      hint: "'plainlab outbox list' shows those that are there.")
  }
}
