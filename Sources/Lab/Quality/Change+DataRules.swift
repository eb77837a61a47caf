public import Tables

/// The lab's own rules of data quality, made and put aside.
extension Change {
  /// Writes a rule down, which holds from then on.
  /// - Throws: `RefusedChange` when a rule that holds says the same.
  public mutating func addRule(_ words: QualityWords, _ check: QualityCheck) throws -> DataRule {
    if let same = try rows(of: DataRule.self).first(where: {
      $0.isActive && $0.words.line == words.line
    }) {
      throw RefusedChange(
        .rule, table: "rules", key: same.id.description, "rule \(same.id) says the same",
        hint: "'plainlab set rules \(same.id) severity=…' changes how much it matters.")
    }
    let rule = DataRule(
      id: try newKey(), table: words.table, column: words.column.isEmpty ? nil : words.column,
      check: check, argument: words.argument.isEmpty ? nil : words.argument,
      severity: words.severity, message: words.message.isEmpty ? nil : words.message,
      isActive: true)
    try insert(rule)
    return rule
  }

  /// Lets a rule hold, or not any more. What it says is kept.
  /// - Throws: `RefusedChange` when there is no such rule.
  public mutating func switchRule(_ key: Key<DataRule>, on isActive: Bool) throws -> DataRule {
    var rule = try dataRule(key)
    rule.isActive = isActive
    try update(rule)
    return rule
  }

  /// Takes a rule out.
  /// - Throws: `RefusedChange` when there is no such rule.
  public mutating func removeRule(_ key: Key<DataRule>) throws -> DataRule {
    let rule = try dataRule(key)
    try delete(rule)
    return rule
  }

  private mutating func dataRule(_ key: Key<DataRule>) throws -> DataRule {
    guard let rule = try row(key) else { throw DataRule.unknown(key) }
    return rule
  }
}

extension DataRule {
  /// What it says, to be understood.
  public var words: QualityWords {
    QualityWords(
      table: table, column: column ?? "", check: check.rawValue, argument: argument ?? "",
      severity: severity, message: message ?? "")
  }

  /// That there is no rule of this number.
  public static func unknown(_ key: Key<DataRule>) -> RefusedChange {
    RefusedChange(
      .primaryKey, table: "rules", key: key.description, "there is no rule \(key)",
      hint: "'plainlab rule list' shows those that are there.")
  }
}
