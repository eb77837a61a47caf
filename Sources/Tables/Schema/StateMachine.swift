internal import Wording

/// The states that a row goes through, as data: the words of a column, and where each leads.
///
/// A file shows what state a row is in and not how it came there, so that a check of files cannot
/// use this; who changes a row asks it.
public struct StateMachine: Sendable, Hashable {
  /// The column whose cells are states, by its place in the table.
  public let column: Int
  /// That column's name, as sentences have it.
  public let name: String
  /// All states, in the order of the column's words.
  public let states: [String]
  /// The states in which the life of a row begins. A row that comes from elsewhere, as by an
  /// import, may be further already.
  public let initial: [String]
  private let next: [String: [String]]

  /// - Parameters:
  ///   - columns: The columns of the table; the one at `column` has an enumeration.
  ///   - next: The states that each leads to, the usual way first; one that is not here is final.
  init(
    _ column: Int, of columns: [ColumnSchema], from initial: [String], _ next: [String: [String]]
  ) {
    self.column = column
    name = columns[column].name
    states = if case .enumeration(let words) = columns[column].type { words } else { [] }
    self.initial = initial
    self.next = next.filter { !$0.value.isEmpty }
  }

  /// The states that a state leads to, the usual way first; none for a final one.
  public func successors(of state: String) -> [String] { next[state] ?? [] }

  /// Whether a row may go from one state to another. Staying is allowed.
  ///
  /// A cell that holds no state, being empty or misspelt, may be mended with any.
  public func allows(from old: String, to new: String) -> Bool {
    if old == new { return true }
    guard states.contains(new) else { return false }
    return successors(of: old).contains(new) || !states.contains(old)
  }

  /// Whether there is a way from one state to another, over any number of others.
  public func reaches(from old: String, to new: String) -> Bool {
    var seen: Set<String> = [old]
    var left = [old]
    while let state = left.popLast() {
      if allows(from: state, to: new) { return true }
      left += successors(of: state).filter { seen.insert($0).inserted }
    }
    return false
  }

  /// What to tell a person who wanted to go from one state to another, and where it does go;
  /// `nil` when it is allowed.
  public func refusal(from old: String, to new: String) -> (message: String, hint: String)? {
    if allows(from: old, to: new) { return nil }
    let (from, to) = (abbreviated(old), abbreviated(new))
    guard states.contains(new) else {
      let words = states.map { abbreviated($0) }
      return ("\(shownName) has no state '\(to)'", "It is \(words.joinedForReading("or")).")
    }
    let next = successors(of: old).map { abbreviated($0) }
    return (
      "\(shownName) cannot go from \(from) to \(to)",
      next.isEmpty
        ? "\(from) is final." : "From \(from) it goes to \(next.joinedForReading("or"))."
    )
  }

  private var shownName: String { abbreviated(name) }
}
