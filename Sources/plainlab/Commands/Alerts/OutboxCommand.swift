public import CommandLineKit
public import Lab
import Publishing
import Tables
import Wording

enum OutboxCommand {
  static let command = Command(
    "outbox", "Messages to other systems: which were sent, and which wait.",
    discussion: """
      A message is waiting, failed (it did not arrive), unknown or sent. It is unknown from when its \
      sending begins until it is known what became of it; where a computer stops in between, or no \
      answer comes, it stays so, and is sent again only by 'retry'. 'plainlab alert --help' says where \
      messages go, and how.
      """,
    subcommands: [list, send, retry])

  private static let list = Command(
    "list", "List the messages, and how far each has come.",
    examples: [
      Example("plainlab outbox list", "all of them"),
      Example("plainlab outbox list --state failed --format csv", "those that did not arrive"),
    ],
    columns: [
      ("id", "Its number, for retry."), ("system", "Where it goes."),
      ("event", "What happened."), ("state", "waiting, failed, unknown or sent."),
      ("created_at", "When it was written."), ("sent_at", "Empty: not known to have arrived."),
      ("attempts", "How often it was tried."), ("last_error", "Why the last attempt failed."),
    ],
    Option("state", as: OutboxMessage.State.self, "Only those that have come so far"),
    Option("format", default: OutputFormat.table, "How rows are written"),
    run: { context, state, format in
      let messages = try context.messages { state == nil || $0.state == state }
      let headings: [Heading] = [
        .number("id"), "system", "event", "state", "created_at", "sent_at", .number("attempts"),
        "last_error",
      ]
      try context.rows(headings, as: format) { rows in
        for message in messages {
          try rows.add(
            .int(message.id.id), .text(message.system.rawValue), .text(message.event),
            .text(message.state.rawValue), .text(message.createdAt.cellText),
            Field(message.sentAt?.cellText), .int(message.attempts), Field(message.lastError))
        }
      }
      if messages.isEmpty { context.note("No messages.") }
    })

  private static let send = Command(
    "send", "Send every message that waits or did not arrive, the oldest first.",
    discussion: """
      Where one does not arrive, later ones to the same system wait too, so that they come in order. The \
      exit status is 1 when not all were sent.
      """,
    examples: [
      Example("plainlab outbox send", "as from cron"),
      Example("plainlab outbox send --dry-run", "what would be noted in the table"),
    ],
    Flags.writing,
    status: { context, mode in
      let sending = Sending(context, mode)
      let due = try context.messages { $0.state.isDue }.sorted {
        ($0.createdAt, $0.id.id) < ($1.createdAt, $1.id.id)
      }
      if due.isEmpty { context.note("No message waits.") }
      if mode.isDryRun {
        try context.write("send", as: mode) { change in
          for message in due { _ = try change.beginSending(message.id) }
        }
        return .success
      }
      var closed: Set<OutboxMessage.System> = []
      for message in due where !closed.contains(message.system) {
        let isSent = try sending.alone("outbox send", to: message.system) {
          // Another process may have sent it meanwhile.
          guard let now = try context.message(message.id), now.state.isDue else { return true }
          return try sending.send(now, evenUnknown: false)
        }
        if !isSent { closed.insert(message.system) }
      }
      return closed.isEmpty ? .success : .findings
    })

  private static let retry = Command(
    "retry", "Send one message, though it may have arrived already.",
    examples: [Example("plainlab outbox retry 9", "message 9, which 'outbox list' shows")],
    Argument("id", as: Int.self, "Its number"), Flags.writing,
    status: { context, id, mode in
      if mode.isDryRun {
        _ = try context.write("retry", as: mode) { change in
          try change.beginSending(Key(id), evenUnknown: true)
        }
        return .success
      }
      guard let message = try context.message(Key(id)) else {
        throw OutboxMessage.unknown(Key(id))
      }
      let sending = Sending(context, mode)
      return try sending.alone("outbox retry \(id)", to: message.system, patience: .seconds(2)) {
        let now = try context.message(message.id) ?? message
        return try sending.send(now, evenUnknown: true) ? .success : .findings
      }
    })
}

extension Context {
  fileprivate func message(_ id: Key<OutboxMessage>) throws -> OutboxMessage? {
    try messages { $0.id == id }.first
  }

  /// The messages of the outbox that are wanted, in the order of the file.
  fileprivate func messages(_ isWanted: (OutboxMessage) -> Bool) throws -> [OutboxMessage] {
    try readingLab(at: nil) { try $0.rows(of: OutboxMessage.self).filter(isWanted) }
  }
}

extension Sending {
  /// Sends a message as it stands in the outbox, where its system has a destination.
  /// - Returns: Whether it arrived.
  fileprivate func send(_ message: OutboxMessage, evenUnknown: Bool) throws -> Bool {
    try message.checkSending(evenUnknown: evenUnknown)
    let destination: Destination
    do {
      destination = try Receivers[message.system].destination(courier).0
    } catch let error as NoDestination {
      context.note("message \(message.id) waits: \(error).")
      return false
    }
    let begun = try change("outbox: begin message \(message.id)") { change in
      try change.beginSending(message.id, evenUnknown: evenUnknown)
    }
    return try send(begun, to: destination)
  }
}

extension OutboxMessage.State: ParameterValue {}
