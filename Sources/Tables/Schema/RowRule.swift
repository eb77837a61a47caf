/// Something that holds between the cells of one row, as data: it can be checked on columns, shown
/// in the documentation, and declared without a row type.
public struct RowRule: Sendable {
  public enum Condition: Sendable {
    /// `column` is filled exactly when `other` holds one of `words`.
    case filledExactlyWhen(column: Int, other: Int, words: [String])
    /// `column` is filled at least when `other` holds one of `words`.
    case filledWhen(column: Int, other: Int, words: [String])
    /// `column` is empty unless `other` holds one of `words`.
    case filledOnlyWhen(column: Int, other: Int, words: [String])
    /// `column` is empty where `other` holds one of `words`. What stands there is a secret, and not
    /// told.
    case emptyWhen(column: Int, other: Int, words: [String])
    /// `column` is empty where `other` is.
    case filledOnlyWith(column: Int, other: Int)
    /// All of the columns are filled, or none.
    case filledTogether([Int])
    /// Exactly one of the columns is filled.
    case oneFilled([Int])
    /// `later` is not before `earlier`, or is after it when `strictly`. Empty cells are not compared.
    case ordered(earlier: Int, later: Int, strictly: Bool)
    /// The number in `column` lies within these bounds. An empty cell does.
    case within(column: Int, NumberBounds)
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
    if case .ordered(_, let later, _) = condition { later } else { columns[0] }
  }

  /// The columns whose cells are told where it is broken.
  var toldColumns: [Int] {
    if case .emptyWhen(_, let other, _) = condition { [other] } else { columns }
  }

  /// All columns that it looks at.
  var columns: [Int] {
    switch condition {
    case .filledExactlyWhen(let column, let other, _), .filledWhen(let column, let other, _),
      .filledOnlyWhen(let column, let other, _), .emptyWhen(let column, let other, _),
      .filledOnlyWith(let column, let other),
      .different(let column, let other):
      [column, other]
    case .ordered(let earlier, let later, _): [earlier, later]
    case .within(let column, _): [column]
    case .filledTogether(let columns), .oneFilled(let columns): columns
    }
  }
}
