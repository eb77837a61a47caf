internal import Tables
internal import Wording

/// Why a move of a run is refused, in sentences.
extension RefusedChange {
  static func of(
    _ run: Key<Run>, _ message: String, _ hint: String = "", code: FindingCode = .state
  ) -> RefusedChange {
    RefusedChange(code, table: "runs", key: run.description, message, hint: hint)
  }

  /// The run has steps that are neither done nor left out.
  static func openSteps(_ numbers: [Int], of run: Key<Run>) -> RefusedChange {
    let list = numbers.map(String.init).joinedForReading()
    let isOne = numbers.count == 1
    let options = numbers.prefix(3).map { "--skip \($0)=REASON" }.joined(separator: " ")
    return .of(
      run, "run \(run) has \(isOne ? "an open step" : "open steps"): \(list)",
      "Do \(isOne ? "it" : "them"), or say why \(isOne ? "it is" : "each is") left out: "
        + "\(options)\(numbers.count > 3 ? " …" : "").")
  }
}

extension Change {
  /// What is written of a run that is not over; refused with `consequence` when it is.
  mutating func openRecord(of run: Key<Run>, _ consequence: String) throws -> RunRecord {
    let record = try record(of: run)
    guard record.run.status != .inProgress else { return record }
    let ended = record.run.endTime.map { " at \($0.cellText)" } ?? ""
    throw RefusedChange.of(
      run, "run \(run) was \(record.run.status.rawValue)\(ended): \(consequence)",
      "What is over stays as it is. 'plainlab run start \(record.run.procedure)' begins another.")
  }
}

extension RunRecord {
  /// How far the run is now that all its events have happened, whatever the clock says.
  var latest: RunProgress { progress(at: events.last?.at ?? run.startTime) }

  /// Refuses a time before the start.
  func refuse(before time: Instant, _ verb: String) throws {
    guard time < run.startTime else { return }
    throw RefusedChange.of(
      run.id,
      "run \(run.id) cannot be \(verb) at \(time.cellText): it started at "
        + run.startTime.cellText,
      "Look at the day, the time and its zone.", code: .order)
  }

  /// Refuses a time before anything that turned the run: its start, a pause, a step that was done.
  func refuse(beforeLast time: Instant, _ verb: String) throws {
    try refuse(before: time, verb)
    let turns = events.filter { $0.event == .pause || $0.event == .resume }
    var last = turns.last.map { (at: $0.at, what: "it was \($0.event.participle)") }
    let done = lines.first { $0.step.completedAt == lastDone }
    if let done, lastDone > last?.at ?? run.startTime {
      last = (lastDone, "step \(done.number) was done")
    }
    guard let last, time < last.at else { return }
    throw RefusedChange.of(
      run.id,
      "run \(run.id) cannot be \(verb) at \(time.cellText): \(last.what) at \(last.at.cellText)",
      "Look at the day, the time and its zone.", code: .order)
  }

  /// Refuses a time at which the run was paused.
  func refusePause(at time: Instant) throws {
    let progress = progress(at: max(time, events.last?.at ?? time))
    guard let pause = progress.pause(at: time) else { return }
    let until = pause.end.map { " until \($0.cellText)" } ?? ""
    throw RefusedChange.of(
      run.id, "run \(run.id) was paused at \(time.cellText): since \(pause.start.cellText)\(until)",
      pause.end == nil
        ? "Go on with 'plainlab run resume \(run.id)', or give the time at which it was done."
        : "Give the time at which it was done.")
  }
}

extension RunEvent.Event {
  fileprivate var participle: String {
    switch self {
    case .start: "started"
    case .pause: "paused"
    case .resume: "resumed"
    case .complete: "completed"
    case .cancel: "cancelled"
    case .note: "noted"
    }
  }
}
