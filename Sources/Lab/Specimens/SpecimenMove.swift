internal import Tables
internal import Wording

/// A step on a specimen's way, from one state to another.
public enum SpecimenMove: String, Sendable, CaseIterable {
  case start
  case complete
  case fail
  case rerun

  /// The states from which it leads on.
  public var origins: [Specimen.Status] {
    switch self {
    case .start: [.received]
    case .complete: [.inProcess]
    case .fail: [.received, .inProcess]
    case .rerun: [.error]
    }
  }

  /// The state to which it leads.
  public var target: Specimen.Status {
    switch self {
    case .start, .rerun: .inProcess
    case .complete: .completed
    case .fail: .error
    }
  }

  var participle: String {
    switch self {
    case .start: "started"
    case .complete: "completed"
    case .fail: "failed"
    case .rerun: "rerun"
    }
  }
}

extension SpecimenMove {
  /// Why the move cannot be made; `nil` when it can.
  ///
  /// - Parameter time: When the result or the error was known; `nil` for a move that has no time.
  func refusal(of specimen: Specimen, at time: Instant?) -> Finding? {
    guard origins.contains(specimen.status) else {
      let since = specimen.processedAt.map { " since \($0.cellText)" } ?? ""
      return .of(
        specimen, .state,
        "specimen \(specimen.code) is \(specimen.status.rawValue)\(since) and cannot be "
          + participle, hint(specimen))
    }
    guard let time, time < specimen.receivedAt else { return nil }
    return .of(
      specimen, .order,
      "specimen \(specimen.code) cannot be \(participle) at \(time.cellText): it was received at "
        + specimen.receivedAt.cellText,
      "Look at the day, the time and its zone.")
  }

  private func hint(_ specimen: Specimen) -> String {
    switch specimen.status {
    case .received: "Start it first: 'plainlab specimen start \(shellWord(specimen.code.text))'."
    case .inProcess where self == .start: "It was started already."
    case .inProcess: "Only a specimen with an error is run again."
    case .completed:
      "Its result is out and stays. Another measurement is received as another specimen."
    case .error: "To run it again: 'plainlab specimen rerun \(shellWord(specimen.code.text))'."
    }
  }
}

extension Finding {
  static func of(
    _ specimen: Specimen, _ code: FindingCode, _ message: String, _ hint: String
  ) -> Finding {
    Finding(
      code, file: "", table: "specimens", key: specimen.id.description, message, hint: hint)
  }
}
