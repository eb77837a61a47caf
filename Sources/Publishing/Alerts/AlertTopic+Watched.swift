internal import Analytics
internal import Wording

extension AlertTopic {
  /// Machines that fail more often than chance would have it.
  static let errors = AlertTopic(
    "errors", "Tell of machines that stand out with errors, and of a rate that rose.",
    threshold: """
      There is an alert when a machine has five errors at least and a rate above the upper 99.8 % \
      limit of the funnel around that of all, in the last 7 days, as 'plainlab metrics errors' has \
      it; and when the rate of all rose over that of the 28 days before, beyond the 99.8 % interval of \
      their difference.
      """, of: ["specimens"]
  ) { topic, question in
    topic.alert(
      of: [.errors], about: "specimens", weights: [.untrusted, .outOfControl, .change], question
    ) { "\($0) machines fail more often than chance would have it" }
  }

  /// Controls that were rejected.
  static let qc = AlertTopic(
    "qc", "Tell of instruments whose last controls were rejected.",
    threshold: """
      There is an alert when the last run of a measurement's controls on an instrument in the last 7 \
      days breaks a Westgard rule of rejection, as 'plainlab qc levey-jennings' has it. An instrument \
      that had no controls since is not told of.
      """, of: ["qc_materials", "qc_results"]
  ) { topic, question in
    topic.alert(of: [.leveyJennings], about: "qc_results", weights: [.untrusted], question) {
      "\($0) measurements are out of control; their results cannot be trusted"
    }
  }

  /// An alert with an item for each thing of these weights that the report would say.
  ///
  /// - Parameter headline: What is wrong, where it is several things.
  private func alert(
    of metrics: [Metric], about table: String, weights: [Attention.Weight],
    _ question: AlertQuestion, headline: (Int) -> String
  ) -> Alert? {
    let watched = question.watched(metrics)
    let attention = watched.attention.filter { weights.contains($0.weight) }
    guard !attention.isEmpty else { return nil }
    let areNamed = attention.count > 1 && attention.allSatisfy { $0.subject != nil }
    var alert = Alert(
      event, about: table, attention, watched.changes, question,
      headline: areNamed ? headline(attention.count) : nil)
    // The figures in a sentence change by the hour; what rose is told once.
    alert.items = attention.map { item in
      .init(item.subject ?? (item.weight == .change ? "change" : item.sentence), item.sentence)
    }
    return alert
  }
}
