import CommandLineKit
import Lab
import Tables
import Wording

/// The lab's own rules of data quality.
enum RuleCommand {
  static let command = Command(
    "rule", "Make rules of the lab's own, which check applies.",
    discussion: """
      A rule is TABLE.COLUMN CHECK ARGUMENT, such as specimens.specimen_id pattern L[0-9]{8}; those \
      about a row or a table name no column. It is a row of rules.csv, where it may also be written by \
      hand. From then on 'plainlab check' finds what breaks it, and a change of a row that would \
      break a rule of severity error is refused. Empty cells break no rule but required.

      These are the checks:


      """ + QualityCheck.allCases.map(\.help).joined(separator: "\n\n"),
    subcommands: [list, tryOut, add, on, off, remove])

  private static let list = Command(
    "list", "List the rules, and what each asks.",
    examples: [Example("plainlab rule list", "all rules, those that are off too")],
    Flags.at,
    Option("format", default: OutputFormat.table, "How rows are written"),
    run: { context, revision, format in
      let store = try context.store(at: revision)
      let rules = try store.rows(of: DataRule.self)
      try context.rows([.number("id"), "rule", "severity", "state", "says"], as: format) { rows in
        for rule in rules {
          let (state, says) = rule.standing(in: store)
          try rows.add(
            .int(rule.id.id), .text(rule.words.line), .text(rule.severity.rawValue), .text(state),
            .text(says))
        }
      }
      if rules.isEmpty { context.note("No rules. 'plainlab rule add' makes one.") }
    })

  private static let rule = Arguments(
    "rule", atLeast: 1, placeholder: "RULE", "The rule, as TABLE.COLUMN CHECK ARGUMENT")

  private static let tryOut = Command(
    "try", "Show what a rule would find, before it is kept.",
    discussion: """
      Nothing is written. Findings are those that 'plainlab check' would have for the rule; the exit \
      status is 1 when there is any. A rule that is kept, on or off, is tried by its id.
      """,
    examples: [
      Example(
        "plainlab rule try 'specimens.specimen_id pattern L[0-9]{8}'", "labels of another form"),
      Example(
        "plainlab rule try 'specimens compare processed_at >= received_at'",
        "times the wrong way round"),
      Example("plainlab rule try 4", "what rule 4 finds, even if it is off"),
    ],
    Arguments("rule", atLeast: 1, placeholder: "RULE", "The rule, or the id of one"),
    FindingOptions.asOf, FindingOptions.format, FindingOptions.limit,
    status: { context, words, asOf, format, limit in
      guard limit >= 0 else { throw UsageError("--limit is a number of findings, not \(limit).") }
      let (tree, check) = try context.readingLab(at: nil) { store in
        let moment = try context.instant(asOf) ?? context.now
        return (store.tree, try Check(store, trying: rule(words, in: store), asOf: moment))
      }
      try context.print(check.list, as: format, limit: limit, in: [tree])
      if check.list.isEmpty {
        context.note("Nothing breaks the rule in \(counted(check.records, "row")).")
      }
      if check.untold > 0 {
        let faults = counted(check.untold, "error")
        context.note(
          "\(faults) of another kind: 'plainlab check' names \(check.untold == 1 ? "it" : "each").")
      }
      return check.list.isEmpty ? .success : .findings
    })

  private static let add = Command(
    "add", "Keep a rule, and say how many findings it has now.",
    examples: [
      Example(
        "plainlab rule add specimens.specimen_id length 9 --message 'labels have nine characters'",
        "an error with a sentence of one's own"),
      Example(
        "plainlab rule add 'specimens.received_at freshness 24h' --severity warning",
        "a warning when nothing comes in"),
    ],
    rule, Option("severity", default: Severity.error, "How much it matters"),
    Option("message", as: String.self, "What the person reads when it is broken"),
    Flags.writing,
    run: { context, typed, severity, message, mode in
      let folder = try context.dataFolder()
      let (rule, check) = try context.reading(folder) { store in
        let rule = try usable {
          try QualityRule(
            QualityWords(
              typed.joined(separator: " "), severity: severity.value, message: message ?? ""),
            in: store.catalog)
        }
        return (rule, try Check(store, trying: rule, asOf: context.now))
      }
      let added = try context.write("add rule", as: mode) { change in
        try change.addRule(rule.words, rule.check)
      }
      let count = Severity.counts.reduce(0) { $0 + check.list.count(of: $1) }
      let found = count == 0 ? "finds nothing now" : "has \(counted(count, "finding")) now"
      if mode.isDryRun {
        context.note("It \(found).")
      } else {
        try context.print("Added rule \(added.id): \(visible(rule.message)). It \(found).")
      }
      if count > 0, !mode.isDryRun {
        context.note("'plainlab rule try \(added.id)' shows \(count == 1 ? "it" : "them").")
      }
    })

  private static let id = Argument("id", as: Int.self, "Its id, as rule list shows it")

  private static let on = Command(
    "on", "Let a rule hold again.",
    examples: [Example("plainlab rule on 4", "apply rule 4 from now on")], id, Flags.writing,
    run: { context, id, mode in try switchRule(id, on: true, context, mode) })

  private static let off = Command(
    "off", "Let a rule not hold for now; what it says is kept.",
    examples: [Example("plainlab rule off 3", "do not apply rule 3")], id, Flags.writing,
    run: { context, id, mode in try switchRule(id, on: false, context, mode) })

  private static func switchRule(
    _ id: Int, on isActive: Bool, _ context: Context, _ mode: WritingMode
  ) throws {
    let word = isActive ? "on" : "off"
    let written = try context.written("rule \(word) \(id)", as: mode) { change in
      try change.switchRule(Key(id), on: isActive)
    }
    if mode.isDryRun { return }
    let line = visible(written.answer.words.line)
    try context.print(
      written.tables.isEmpty
        ? "Rule \(id) is \(word) already; nothing was changed."
        : "Rule \(id) is \(word): \(line)")
  }

  private static let remove = Command(
    "remove", "Take a rule out.",
    examples: [Example("plainlab rule remove 4 --dry-run", "show the row that would go")], id,
    Flags.writing,
    run: { context, id, mode in
      let rule = try context.write("remove rule \(id)", as: mode) { change in
        try change.removeRule(Key(id))
      }
      if !mode.isDryRun { try context.print("Removed rule \(id): \(visible(rule.words.line))") }
    })
}

extension RuleCommand {
  /// The rule that was typed, or the one of an id.
  private static func rule(_ typed: [String], in store: Store) throws -> QualityRule {
    guard typed.count == 1, let id = Int(typed[0]) else {
      return try usable {
        try QualityRule(QualityWords(typed.joined(separator: " ")), in: store.catalog)
      }
    }
    guard let rule = try store.rows(of: DataRule.self).first(where: { $0.id.id == id }) else {
      throw DataRule.unknown(Key(id))
    }
    return try usable { try QualityRule(rule.words, in: store.catalog, name: "Rule \(id)") }
  }

  /// What a person typed and cannot mean, in their own language.
  private static func usable(_ rule: () throws -> QualityRule) throws -> QualityRule {
    do {
      return try rule()
    } catch let fault as QualityFault {
      let sentence = fault.message.prefix(1).uppercased() + fault.message.dropFirst()
      throw UsageError("\(sentence). \(fault.hint)")
    }
  }

  /// How much a rule matters, on the command line.
  private enum Severity: String, CaseIterable, ParameterValue {
    case error, warning, info

    var value: QualitySeverity {
      switch self {
      case .error: .error
      case .warning: .warning
      case .info: .info
      }
    }

    static let counts: [Tables.Severity] = [.error, .warning, .note]
  }
}

extension DataRule {
  /// Whether it is applied, and what it asks.
  fileprivate func standing(in store: Store) -> (state: String, says: String) {
    do {
      let rule = try QualityRule(words, in: store.catalog)
      return (isActive ? "on" : "off", rule.message)
    } catch {
      return (isActive ? "faulty" : "off", "\(error)")
    }
  }
}

extension QualityCheck {
  /// A paragraph of help.
  fileprivate var help: String {
    let form = form.map { " \($0)" } ?? ""
    let examples = examples.isEmpty ? "" : " As in \(examples.joined(separator: " or "))."
    return "\(rawValue)\(form): \(meaning)\(examples)"
  }
}
