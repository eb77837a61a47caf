public import Tables

/// What a change makes of news that might have been told already.
public enum Announcement: Sendable {
  /// It is to be sent now, and is noted as begun.
  case begun(OutboxMessage)
  /// All of it was told before, in this message last.
  case told(OutboxMessage)
}

/// Messages on their way: each step is a change, before and after what cannot be taken back.
extension Change {
  /// Notes a message that is about to be sent, unless all that it says was told on the same day.
  ///
  /// A message of the same event that was not sent yet is brought up to date, rather than that
  /// another is put beside it.
  /// - Parameters:
  ///   - day: The seconds of the day, on the lab's clock.
  ///   - covers: Whether these messages, which were sent or may have been, say all that this one does.
  public mutating func announce(
    to system: OutboxMessage.System, _ event: String, about table: String, payload: JSONCell,
    on day: Range<Int>, at moment: Instant, unless covers: ([JSONCell]) -> Bool
  ) throws -> Announcement {
    let same = try rows(where: \OutboxMessage.event, is: event).filter {
      $0.system == system && day.contains($0.createdAt.seconds)
    }
    let told = same.filter { !$0.state.isDue }
    let sent = told.filter { $0.state == .sent }
    if let last = sent.last, covers(sent.map(\.payload)) { return .told(last) }
    // Where it takes one of which nobody knows whether it arrived, nobody knows whether people know.
    if let last = told.last(where: { $0.state != .sent }), covers(told.map(\.payload)) {
      return .told(last)
    }
    if var waiting = same.last(where: { $0.state.isDue }) {
      waiting.payload = payload
      try update(waiting)
      return .begun(try beginSending(waiting.id))
    }
    let message = OutboxMessage(
      id: try newKey(), system: system, event: event, targetTable: table, targetID: nil,
      payload: payload, createdAt: moment, sentAt: nil, attempts: 1, lastError: nil)
    try insert(message)
    return .begun(message)
  }

  /// Notes that a message is about to be sent: until it is known what became of it, it is unknown.
  ///
  /// - Parameter isUnknownSent: Whether one is sent again of which nobody knows whether it arrived.
  /// - Throws: `RefusedChange` when there is no such message, or it is not to be sent.
  public mutating func beginSending(
    _ key: Key<OutboxMessage>, evenUnknown isUnknownSent: Bool = false
  ) throws -> OutboxMessage {
    guard var message = try row(key) else {
      throw OutboxMessage.unknown(key)
    }
    try message.checkSending(evenUnknown: isUnknownSent)
    message.attempts += 1
    message.lastError = nil
    try update(message)
    return message
  }

  /// Notes what became of a message whose sending was begun.
  ///
  /// - Parameters:
  ///   - begun: The message as it was when it was begun.
  ///   - attempts: How often it was tried since, 1 at least.
  public mutating func endSending(
    _ begun: OutboxMessage, _ ending: OutboxMessage.Ending, attempts: Int, at moment: Instant
  ) throws -> OutboxMessage {
    // Somebody may have tried it again meanwhile, and knows more.
    guard var message = try row(begun.id), message.attempts == begun.attempts,
      message.state == .unknown
    else { return begun }
    message.attempts += attempts - 1
    switch ending {
    case .sent: message.sentAt = max(moment, message.createdAt)
    case .failed(let why): message.lastError = why
    case .unknown: break
    }
    try update(message)
    return message
  }
}
