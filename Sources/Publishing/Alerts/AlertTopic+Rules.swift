internal import Analytics
internal import CSVText
internal import Lab
internal import Tables
internal import Wording

extension AlertTopic {
  /// What breaks the lab's own rules of data quality.
  static let rules = AlertTopic(
    "rules", "Tell of what breaks the lab's own rules of data quality.",
    threshold: """
      There is an alert when a rule of rules.csv of severity error or warning has a finding, as \
      'plainlab check' has it, and when a rule cannot be applied.
      """, of: ["rules"]
  ) { topic, question in
    var list = try Check(question.store, scope: .quality, asOf: question.moment).list
    // A rule that is none is broken by nothing.
    let own = Set(question.store.files(of: DataRule.schema.table).map(\.path))
    let faults = try Check(
      question.store, only: own, scope: CheckScope(only: [.schemaError]), asOf: question.moment)
    list.append(faults.list)
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
    let kinds = faults.list.isEmpty ? "rule" : "rule,schema-error"
    alert.commands = [question.command("plainlab check --only \(kinds)")]
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
