/// What a number must lie between; each end may be open.
///
/// The ends are whole numbers, the number that is compared with them may have decimals.
public struct NumberBounds: Sendable, Hashable {
  public let atLeast: Int?
  public let atMost: Int?
  public let greaterThan: Int?
  public let lessThan: Int?

  public init(
    atLeast: Int? = nil, atMost: Int? = nil, greaterThan: Int? = nil, lessThan: Int? = nil
  ) {
    self.atLeast = atLeast
    self.atMost = atMost
    self.greaterThan = greaterThan
    self.lessThan = lessThan
  }

  /// Whether nothing is demanded.
  var isEmpty: Bool {
    atLeast == nil && atMost == nil && greaterThan == nil && lessThan == nil
  }

  func admit(_ number: CellRank) -> Bool {
    (atLeast.map { .integer($0) <= number } ?? true)
      && (atMost.map { number <= .integer($0) } ?? true)
      && (greaterThan.map { .integer($0) < number } ?? true)
      && (lessThan.map { number < .integer($0) } ?? true)
  }

  /// What holds for a number within the bounds: "at least 1", "from 1 to 7".
  var words: String {
    if let atLeast, let atMost, greaterThan == nil, lessThan == nil {
      return "from \(atLeast) to \(atMost)"
    }
    return [
      atLeast.map { "at least \($0)" }, greaterThan.map { "greater than \($0)" },
      atMost.map { "at most \($0)" }, lessThan.map { "less than \($0)" },
    ].compactMap(\.self).joined(separator: " and ")
  }
}
