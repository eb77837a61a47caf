internal import Analytics
internal import CSVText
internal import Tables
internal import Wording

extension AlertTopic {
  /// What breaks the lab's own rules of data quality.
  static let rules = AlertTopic(
    "rules", "Tell of what breaks the lab's own rules of data quality.",
    threshold: """
      There is an alert when a rule of rules.csv of severity error or warning has a finding, as \
      'plainlab check' has it.
      """
  ) { topic, question in
    let list = try Check(question.store, scope: .quality, asOf: question.moment).list
    let severities: [Severity] = [.error, .warning]
    let counts = severities.map { ($0, list.count(of: $0)) }.filter { $0.1 > 0 }
    guard let worst = counts.first?.0 else { return nil }
    var alert = Alert(
      topic.event, about: "rules", worst == .error ? .untrusted : .hint,
      "The lab's own rules find "
        + counts.map { counted($1, $0.rawValue) }.joinedForReading(),
      asOf: question.asOf)
    alert.lab = question.lab
    alert.facts = counts.map { .init($0.rawValue + "s", grouped($1)) }
    alert.items = severities.flatMap { severity in
      list.findings.filter { $0.severity == severity }.map { Alert.Item($0) }
    }
    alert.commands = [question.command("plainlab check --only rule")]
    return alert
  }
}

extension Alert.Item {
  /// A finding. The line in which it stands moves; the row does not.
  fileprivate init(_ finding: Finding) {
    let row = finding.key.map { " \($0)" } ?? ""
    let field = finding.field.map { ".\($0)" } ?? ""
    let line = finding.place.map { ":\($0.line)" } ?? ""
    self.init(
      "\(finding.table ?? finding.file)\(row)\(field): \(finding.message)",
      "\(finding.file)\(line)\(row): \(finding.message)")
  }
}
