public import CommandLineKit
import Foundation
public import Lab
import Publishing
import Tables
import Wording

/// Messages of the outbox on their way: noted as begun, sent, and noted with what became of them.
struct Sending {
  let context: Context
  let mode: WritingMode
  let courier: Courier

  init(_ context: Context, _ mode: WritingMode) {
    self.context = context
    self.mode = mode
    courier = Courier(
      environment: context.console.environment, isShared: { context.isInDataFolder($0) },
      backOff: BackOff { Thread.sleep(forTimeInterval: $0) })
  }

  /// As long as one message may take: four attempts, with the longest waits between them.
  static let patience = Duration.seconds(330)

  /// Sends nothing to a system while another process does: so that of a message whose end nobody knows it
  /// is certain that nobody is at it.
  func alone<Value>(
    _ what: String, to system: OutboxMessage.System, patience: Duration = patience,
    _ body: () throws -> Value
  ) throws -> Value {
    try context.dataFolder().alone(
      what, as: "outbox-" + system.rawValue, patience: patience,
      at: Int64(context.console.now()), body)
  }

  /// Sends a message whose beginning was noted, and notes what became of it.
  /// - Returns: Whether the receiver has it.
  func send(_ begun: OutboxMessage, to destination: Destination) throws -> Bool {
    let delivery = destination.deliver(begun.payload.text)
    let title = "message \(begun.id) to \(begun.system.rawValue)"
    var ending = OutboxMessage.Ending.sent
    switch delivery.outcome {
    case .accepted: break
    case .refused(let why):
      ending = .failed(why)
      context.note(
        "\(title) was not taken: \(sentence(why)) 'plainlab outbox send' tries again, and 'plainlab "
          + "remove outbox \(begun.id)' gives it up.")
    case .unknown(let why):
      ending = .unknown
      context.note(
        "\(title) may have arrived or not: \(sentence(why)) 'plainlab outbox retry \(begun.id)' sends it "
          + "again.")
    }
    do {
      _ = try change("outbox: \(title)") { change in
        try change.endSending(
          begun, ending, attempts: delivery.attempts, at: context.now)
      }
    } catch {
      if ending == .sent { context.note("\(title) was sent, which could not be written down.") }
      throw error
    }
    if ending == .sent {
      try context.print("Sent \(title): \(visible(begun.event)), to \(destination.shown).")
    }
    return ending == .sent
  }

  /// Makes a change that goes on even where git does not keep it: what was begun is to be ended.
  func change<Answer>(
    _ what: String, _ body: (inout Change) throws -> Answer
  ) throws -> Answer {
    var made: Answer?
    do {
      return try context.write(what, as: mode) { change in
        let answer = try body(&change)
        made = answer
        return answer
      }
    } catch let error as UncommittedChange {
      guard let made else { throw error }
      context.note("\(error)")
      return made
    }
  }
}

extension OutboxMessage.System: ParameterValue {}
