public import Analytics
public import Tables

/// What an alert is made from: the lab, and the moment from which it is looked at.
public struct AlertQuestion: Sendable {
  let store: Store
  let question: Question
  let moment: Instant
  let isPast: Bool
  let lab: String?
  /// A command as it is typed where the lab is.
  let command: @Sendable (String) -> String

  /// - Parameters:
  ///   - question: Its zone and its promises; its times are not looked at.
  ///   - isPast: Whether there is more in the files than happened up to the moment.
  public init(
    _ store: Store, at moment: Instant, isPast: Bool, _ question: Question, lab: String?,
    command: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.store = store
    self.question = question
    self.moment = moment
    self.isPast = isPast
    self.lab = lab
    self.command = command
  }

  /// What the report says of these metrics.
  func watched(_ metrics: [Metric]) -> Watched {
    Watched(store, of: metrics, at: moment.seconds, isPast: isPast, question)
  }

  /// A moment on the lab's clock.
  func minute(_ seconds: Int) -> String { question.zone.minute(seconds) }

  var asOf: String { minute(moment.seconds) }
}
