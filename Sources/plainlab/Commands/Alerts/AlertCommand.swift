import Analytics
import CommandLineKit
import JSONText
import Lab
import Publishing
import Tables
import Wording

/// The commands that tell people: one for each `AlertTopic`.
enum AlertCommand {
  static let command = Command(
    "alert", "Tell people what needs them, where they are.",
    discussion: """
      Without --send nothing is sent: the message is written to stdout as it would be sent, byte by \
      byte, and where it would go to stderr. The exit status is 1 when there is something to tell, 0 \
      when all is well, and 2 when it could not be found out or not be sent.

      --to says who is told. Where that is stands in the environment or in a file of mode 0600; it is \
      never written into the lab's folder, nor shown.

      \(receivers)

      Messages are posted with curl, by https to public addresses, without redirections and without a \
      proxy; PLAINLAB_PRIVATE_HOSTS names hosts in the lab's own network that are meant, by http too, and \
      CURL_CA_BUNDLE a file of certificates that are trusted. Too many \
      requests (429) and faults of the receiver (5xx) are tried again three times, after 1, 2 and 4 \
      seconds or when the receiver says.

      Each message that is sent stands in the table outbox before it is. On one day of the lab's, an \
      alert is sent again to the same receiver only when it names something that was not named yet, or \
      there is more of it than was said. One that did not arrive is brought up to date and sent by the \
      next that can.
      """,
    subcommands: AlertTopic.all.map { command(of: $0) })

  private static let receivers = Receivers.all.map { receiver in
    let secret = receiver.secret
    return "\(receiver.system.rawValue): \(receiver.title). It is in \(secret.variable), in a file "
      + "that \(secret.fileVariable) names, or in ~/.config/\(secret.file)."
  }.joined(separator: "\n\n")

  private static let send = Flag("send", "Send it, and note it in the outbox")
  private static let receiver = Option(
    "to", default: OutboxMessage.System.teams, placeholder: "SYSTEM", "Who is told")
  private static let asOf = Option(
    "as-of", as: Moment.self, "The moment from which the lab is looked at (default: now)")

  private static func command(of topic: AlertTopic) -> Command {
    Command(
      topic.name, topic.summary, discussion: topic.threshold,
      examples: [
        Example("plainlab alert \(topic.name)", "the message, which is not sent"),
        Example("plainlab alert \(topic.name) --send", "sent to the channel, as from cron"),
      ],
      receiver, asOf, send, Flags.commit,
      status: { context, system, asOf, isSent, isCommitted in
        do {
          guard let due = try context.alert(topic, asOf: asOf) else {
            context.note("Nothing to tell.")
            return .success
          }
          let message = Receivers[system].layout.message(of: due.alert)
          guard isSent else {
            try context.show(message, to: Receivers[system], due.settings)
            return .findings
          }
          let sending = Sending(context, WritingMode(isCommitted: isCommitted))
          let isTold = try sending.announce(
            due.alert, message, to: Receivers[system], on: due.day)
          return isTold ? .findings : .couldNotRun
        } catch let error as any ExitStatusConvertible where error.exitStatus == .findings {
          throw NotTold(cause: error)
        }
      })
  }
}

/// What kept people from being told. Whatever it is, the exit status must not say that they were.
private struct NotTold: Error, CustomStringConvertible, ExitStatusConvertible {
  let cause: any Error

  var description: String { "\(cause)" }
  var exitStatus: ExitStatus { .couldNotRun }
}

/// An alert that people are to be told.
private struct DueAlert {
  let alert: Alert
  /// The seconds of the day on which once is enough.
  let day: Range<Int>
  let settings: Settings
}

extension Context {
  /// The alert that is due; `nil` when all is well.
  fileprivate func alert(_ topic: AlertTopic, asOf: Moment?) throws -> DueAlert? {
    try readingLab(at: nil) { store in
      var question = Question()
      try read(into: &question, store)
      let zone = question.zone
      let moment = try asOf?.seconds(in: zone, now: now) ?? now.seconds
      let settings = try Settings(in: store, environment: console.environment)
      let asked = AlertQuestion(
        store, at: Instant(seconds: moment), isPast: moment < now.seconds, question,
        lab: settings["lab_name"]?.value, command: { typed($0) })
      guard let alert = try topic.alert(asked) else { return nil }
      let today = zone.day(at: now.seconds)
      let tomorrow = CalendarDate(days: today.days + 1)
      return DueAlert(
        alert: alert, day: zone.start(of: today)..<zone.start(of: tomorrow), settings: settings)
    }
  }

  /// Shows the bytes that would be sent, and says where they would go.
  fileprivate func show(
    _ message: AlertMessage, to receiver: any Receiver, _ settings: Settings
  ) throws {
    try console.out.write(message.text)
    if console.out.isTerminal { try print() }
    let courier = Sending(self, WritingMode()).courier
    note("\(grouped(message.text.utf8.count)) bytes for \(receiver.title); nothing was sent.")
    do {
      let (destination, source) = try receiver.destination(courier)
      let name = receiver.nameSetting.flatMap { settings[$0]?.value }
      let called = name.map { ", which the lab calls '\(visible($0))'" } ?? ""
      note("--send would send them to \(destination.shown)\(called), as \(visible(source)) says.")
    } catch {
      note("--send could not send them: \(error).")
    }
  }
}

extension Sending {
  /// Sends an alert unless it was told already.
  /// - Returns: Whether people know of it.
  fileprivate func announce(
    _ alert: Alert, _ message: AlertMessage, to receiver: any Receiver, on day: Range<Int>
  ) throws -> Bool {
    let (destination, _) = try receiver.destination(courier)
    guard let payload = JSONCell(cellText: message.text) else {
      preconditionFailure("a message is JSON on one line")
    }
    return try alone(alert.event, to: receiver.system) {
      let announcement = try change("outbox: \(alert.event)") { change in
        try change.announce(
          to: receiver.system, alert.event, about: alert.table, payload: payload, on: day,
          at: context.now,
          unless: { told in
            message.saysNothingNew(after: told.compactMap { try? JSON(parsing: $0.text) })
          })
      }
      switch announcement {
      case .begun(let begun): return try send(begun, to: destination)
      case .told(let last):
        let doubt =
          last.state == .unknown
          ? "; it may have arrived or not, and 'plainlab outbox retry \(last.id)' sends it again"
          : ""
        context.note("Message \(last.id) of today says so already; nothing was sent\(doubt).")
        return last.state == .sent
      }
    }
  }
}
