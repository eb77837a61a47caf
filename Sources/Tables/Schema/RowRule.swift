/// Something that holds between the cells of one row, as data: it can be checked on columns, shown
/// in the documentation, and declared without a row type.
public struct RowRule: Sendable {
  public enum Condition: Sendable {
    /// `column` is filled exactly when `other` holds one of `words`.
    case filledExactlyWhen(column: Int, other: Int, words: [String])
    /// `column` is filled at least when `other` holds one of `words`.
    case filledWhen(column: Int, other: Int, words: [String])
    /// `later` is not before `earlier`, or is after it when `strictly`. Empty cells are not compared.
    case ordered(earlier: Int, later: Int, strictly: Bool)
    /// The number in `column` lies within these bounds.
    case within(column: Int, lowest: Int?, highest: Int?)
    /// Exactly one of the columns is filled.
    case oneFilled([Int])
    /// The two cells differ.
    case different(column: Int, other: Int)
  }

  public let condition: Condition
  /// The code of its findings: `state`, `order` or `rule`.
  public let code: FindingCode
  /// What a person reads when it fails: the rule itself, as a sentence.
  public let message: String

  /// The column at which a finding stands.
  var place: Int {
    switch condition {
    case .filledExactlyWhen(let column, _, _), .filledWhen(let column, _, _),
      .within(let column, _, _), .different(let column, _):
      column
    case .ordered(_, let later, _): later
    case .oneFilled(let columns): columns[0]
    }
  }

  /// All columns that it looks at.
  var columns: [Int] {
    switch condition {
    case .filledExactlyWhen(let column, let other, _), .filledWhen(let column, let other, _),
      .different(let column, let other):
      [column, other]
    case .ordered(let earlier, let later, _): [earlier, later]
    case .within(let column, _, _): [column]
    case .oneFilled(let columns): columns
    }
  }
}

/// A rule of a row type, written with its properties.
///
///     .filled(\.endTime, exactlyWhen: \.status, in: [.completed, .cancelled],
///       "a run has an end time once it is completed or cancelled, and only then")
public struct Rule<Row>: Sendable {
  let resolve: @Sendable (_ column: (PartialKeyPath<Row>) -> Int) -> RowRule

  private init(
    _ code: FindingCode, _ message: String,
    _ condition: @escaping @Sendable ((PartialKeyPath<Row>) -> Int) -> RowRule.Condition
  ) {
    resolve = { RowRule(condition: condition($0), code: code, message: message) }
  }

  public typealias Property = PartialKeyPath<Row> & Sendable

  /// The cell is filled in these states, and only then.
  public static func filled<State: Vocabulary>(
    _ property: any Property, exactlyWhen state: any KeyPath<Row, State> & Sendable,
    in states: [State], _ message: String
  ) -> Self {
    Self(.state, message) { column in
      .filledExactlyWhen(
        column: column(property), other: column(state), words: states.map(\.rawValue))
    }
  }

  /// The cell is filled in these states; in others it may be.
  public static func filled<State: Vocabulary>(
    _ property: any Property, when state: any KeyPath<Row, State> & Sendable, in states: [State],
    _ message: String
  ) -> Self {
    Self(.state, message) { column in
      .filledWhen(column: column(property), other: column(state), words: states.map(\.rawValue))
    }
  }

  /// The cell is filled exactly when the flag is `true`.
  public static func filled(
    _ property: any Property, exactlyWhen flag: any KeyPath<Row, Bool> & Sendable,
    _ message: String
  ) -> Self {
    Self(.state, message) { column in
      .filledExactlyWhen(column: column(property), other: column(flag), words: ["true"])
    }
  }

  /// `later` is not before `earlier`; both are times, dates or numbers.
  public static func order(
    _ earlier: any Property, notAfter later: any Property, _ message: String
  ) -> Self {
    Self(.order, message) { column in
      .ordered(earlier: column(earlier), later: column(later), strictly: false)
    }
  }

  /// `later` is after `earlier`.
  public static func order(
    _ earlier: any Property, before later: any Property, _ message: String
  ) -> Self {
    Self(.order, message) { column in
      .ordered(earlier: column(earlier), later: column(later), strictly: true)
    }
  }

  /// The number is within these bounds.
  public static func number(
    _ property: any Property, atLeast lowest: Int? = nil, atMost highest: Int? = nil,
    _ message: String
  ) -> Self {
    Self(.rule, message) { column in
      .within(column: column(property), lowest: lowest, highest: highest)
    }
  }

  /// Exactly one of the cells is filled.
  public static func oneFilled(_ properties: [any Property], _ message: String) -> Self {
    Self(.rule, message) { column in .oneFilled(properties.map { column($0) }) }
  }

  /// The two cells hold different values.
  public static func different(
    _ property: any Property, _ other: any Property, _ message: String
  ) -> Self {
    Self(.rule, message) { column in .different(column: column(property), other: column(other)) }
  }
}
