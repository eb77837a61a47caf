internal import JSONText

/// The bounds of a number as Table Schema names them.
extension NumberBounds {
  var json: [JSON.Member] {
    [
      atLeast.map { .init("minimum", .int($0)) }, atMost.map { .init("maximum", .int($0)) },
      greaterThan.map { .init("exclusiveMinimum", .int($0)) },
      lessThan.map { .init("exclusiveMaximum", .int($0)) },
    ].compactMap(\.self)
  }

  /// The bounds said of a rule; what is no whole number is none.
  init(_ rule: JSON) {
    self.init(
      atLeast: rule["minimum"]?.int, atMost: rule["maximum"]?.int,
      greaterThan: rule["exclusiveMinimum"]?.int, lessThan: rule["exclusiveMaximum"]?.int)
  }

  /// The bounds as constraints that every program knows: what is excluded counts as within, since
  /// `exclusiveMinimum` came with version 2, and Frictionless 5.18 refuses a descriptor that has it.
  var knownToAll: NumberBounds {
    NumberBounds(atLeast: atLeast ?? greaterThan, atMost: atMost ?? lessThan)
  }
}
