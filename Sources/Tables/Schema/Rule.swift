/// A rule of a row type, written with its properties.
///
///     .filled(\.endTime, exactlyWhen: \.status, in: [.completed, .cancelled],
///       "a run has an end time once it is completed or cancelled, and only then")
///
/// Most are about the cells of one row; `unique` is about two rows, `states` about one row before
/// and after.
public struct Rule<Row>: Sendable {
  /// What a rule is once the columns of its properties are known.
  enum Meaning: Sendable {
    case row(RowRule)
    case unique([Int])
    case states(StateMachine)

    var row: RowRule? { if case .row(let rule) = self { rule } else { nil } }
    var unique: [Int]? { if case .unique(let columns) = self { columns } else { nil } }
    var states: StateMachine? { if case .states(let machine) = self { machine } else { nil } }
  }

  public typealias Property = PartialKeyPath<Row> & Sendable

  /// Finds out, from the column of each property, what the rule means.
  let resolve: @Sendable (_ column: (PartialKeyPath<Row>) -> Int, [ColumnSchema]) -> Meaning

  private init(
    _ code: FindingCode, _ message: String,
    _ condition: @escaping @Sendable ((PartialKeyPath<Row>) -> Int) -> RowRule.Condition
  ) {
    resolve = { column, _ in
      .row(RowRule(condition: condition(column), code: code, message: message))
    }
  }
}

// MARK: What is filled

extension Rule {
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

  /// The cell may be filled in these states; in others it is empty.
  public static func filled<State: Vocabulary>(
    _ property: any Property, onlyWhen state: any KeyPath<Row, State> & Sendable,
    in states: [State], _ message: String
  ) -> Self {
    Self(.state, message) { column in
      .filledOnlyWhen(
        column: column(property), other: column(state), words: states.map(\.rawValue))
    }
  }

  /// The cell is empty where the other holds one of these words: what would stand there is a secret,
  /// which no finding tells.
  public static func empty(
    _ property: any Property, when other: any Property, isOneOf words: [String], _ message: String
  ) -> Self {
    Self(.rule, message) { column in
      .emptyWhen(column: column(property), other: column(other), words: words)
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

  /// The cell says something about the other, and is empty where that is.
  public static func filled(
    _ property: any Property, onlyWith other: any Property, _ message: String
  ) -> Self {
    Self(.rule, message) { column in
      .filledOnlyWith(column: column(property), other: column(other))
    }
  }

  /// All of the cells are filled, or none.
  public static func filledTogether(_ properties: [any Property], _ message: String) -> Self {
    Self(.rule, message) { column in .filledTogether(properties.map { column($0) }) }
  }

  /// Exactly one of the cells is filled.
  public static func oneFilled(_ properties: [any Property], _ message: String) -> Self {
    Self(.rule, message) { column in .oneFilled(properties.map { column($0) }) }
  }
}

// MARK: What is compared

extension Rule {
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
    _ property: any Property, atLeast lowest: Int? = nil, greaterThan below: Int? = nil,
    atMost highest: Int? = nil, _ message: String
  ) -> Self {
    let bounds = NumberBounds(atLeast: lowest, atMost: highest, greaterThan: below)
    return Self(.rule, message) { column in .within(column: column(property), bounds) }
  }

  /// The two cells hold different values.
  public static func different(
    _ property: any Property, _ other: any Property, _ message: String
  ) -> Self {
    Self(.rule, message) { column in .different(column: column(property), other: column(other)) }
  }
}

// MARK: Beyond one row

extension Rule {
  private init(
    _ meaning: @escaping @Sendable ((PartialKeyPath<Row>) -> Int, [ColumnSchema]) -> Meaning
  ) {
    resolve = meaning
  }

  /// No two rows hold the same in all of these cells. Rows where one of them is empty are not
  /// compared. One column alone is unique by its trait.
  public static func unique(_ properties: any Property...) -> Self {
    Self { column, _ in .unique(properties.map { column($0) }) }
  }

  /// The cell is a state; each leads to those that stand behind it, one that is not named to none.
  ///
  ///     .states(
  ///       \.status, from: [.inProgress],
  ///       [.inProgress: [.completed, .cancelled]])
  ///
  /// - Parameter initial: The states in which the life of a row begins.
  public static func states<State: Vocabulary>(
    _ property: any KeyPath<Row, State> & Sendable, from initial: [State],
    _ successors: [State: [State]]
  ) -> Self {
    let initial = initial.map(\.rawValue)
    let successors = Dictionary(
      uniqueKeysWithValues: successors.map { ($0.rawValue, $1.map(\.rawValue)) })
    return Self { column, columns in
      .states(StateMachine(column(property), of: columns, from: initial, successors))
    }
  }
}
