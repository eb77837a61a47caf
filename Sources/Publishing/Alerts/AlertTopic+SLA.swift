internal import Analytics
internal import Tables
internal import Wording

extension AlertTopic {
  /// Promises that are broken, or soon will be.
  static let sla = AlertTopic(
    "sla", "Tell of open specimens that are late, or soon will be.",
    threshold: """
      There is an alert when an open specimen is older than promised, or has used up 80 % of the \
      time, as 'plainlab metrics sla' has it, and when nobody can tell; a compliance that fell stands \
      beside it. Of many late specimens the worst are named: there is another message when one of \
      these is new, or when there are more.
      """, of: ["specimens"]
  ) { topic, question in
    // How many are open is a fact beside it, and no reason.
    let watched = question.watched([.promised, .backlog])
    let told = watched.attention.filter {
      $0.weight == .untrusted || $0.command.hasPrefix(Metric.promised.command)
    }
    let attention = (told + [try question.timeless()].compactMap { $0 }).enumerated()
      .sorted { ($0.element.weight, $0.offset) < ($1.element.weight, $1.offset) }.map(\.element)
    guard let first = attention.first, first.weight <= .risk else { return nil }
    var alert = Alert(topic.event, about: "specimens", attention, watched.changes, question)
    alert.points = attention.dropFirst().map(\.sentence)
    guard first.weight != .untrusted else {
      alert.items = [.init(first.sentence, first.sentence)]
      return alert
    }
    let specimens = try question.pressingSpecimens()
    let late = specimens.filter { $0.state == .openBreached }
    alert.since = late.map(\.due).min().map { question.minute($0) }
    alert.facts.insert(
      contentsOf: [
        .init("late", grouped(late.count)), .init("at risk", grouped(specimens.count - late.count)),
      ], at: 0)
    // Who was told of a risk is told of the breach too.
    alert.items = specimens.map { .init("\($0.name) \($0.state.rawValue)", $0.sentence(question)) }
    alert.items += attention.compactMap { item in item.subject.map { .init($0, item.sentence) } }
    return alert
  }
}

extension AlertQuestion {
  /// That there are open specimens of which nobody can tell whether they are late; `nil` where there
  /// are none.
  fileprivate func timeless() throws -> Attention? {
    var question = question
    question.asOf = moment
    let backlog = try store.gathering(Backlog(question, Promises(in: store, question)))
    guard backlog.withoutTime > 0 else { return nil }
    let count = counted(backlog.withoutTime, "open specimen")
    return Attention(
      .breach, about: "\(count) without a time",
      "Nobody can tell whether \(count) \(backlog.withoutTime == 1 ? "is" : "are") late: the time of "
        + "reception cannot be read", command: "plainlab check")
  }

  /// The open specimens that are late or at risk, the worst first.
  fileprivate func pressingSpecimens() throws -> [Promised.Specimen] {
    var question = question
    question[Promised.list] = true
    // Results of earlier times are not asked for.
    question.period = moment.seconds..<moment.seconds + 1
    question.asOf = moment
    let promised = try store.gathering(Promised(question, Promises(in: store, question)))
    return promised.specimens.filter { $0.state == .openBreached || $0.state == .atRisk }
  }
}

extension Promised.Specimen {
  /// The second at which its promise ends.
  fileprivate var due: Int { received + Int(min(promised, 1e12)) }

  fileprivate func sentence(_ question: AlertQuestion) -> String {
    let (hours, whole) = (Double(taken) / 3600, promised / 3600)
    return "\(name): \(assay) on \(machine), \(fixed(hours, decimals: 1)) h of "
      + "\(significant(whole, digits: 6)) h promised, received \(question.minute(received))"
      + (state == .atRisk ? "; at risk" : "")
  }
}
