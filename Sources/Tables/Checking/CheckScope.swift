/// What a check is asked for: all, findings of some kinds, or what breaks the lab's own rules.
///
/// What no finding that was asked for depends on is not looked at.
public struct CheckScope: Sendable {
  private enum Asked {
    case all
    case kinds(Set<FindingCode>)
    case quality
  }

  private let asked: Asked

  /// Everything.
  public static let all = CheckScope(asked: .all)
  /// What breaks the lab's own rules of data quality, and nothing else.
  public static let quality = CheckScope(asked: .quality)

  private init(asked: Asked) { self.asked = asked }

  /// Findings of these kinds; all of them, where none is named.
  public init(only kinds: Set<FindingCode>) { asked = kinds.isEmpty ? .all : .kinds(kinds) }

  private static let keyKinds: Set<FindingCode> = [
    .primaryKey, .uniqueError, .foreignKey, .lookalike,
  ]

  /// Whether findings of a kind are told.
  ///
  /// - Parameter isQuality: Whether it is one of the lab's own rules that says so.
  func tells(_ kind: FindingCode, isQuality: Bool = false) -> Bool {
    switch asked {
    case .all: true
    case .kinds(let kinds): kinds.contains(kind)
    case .quality: isQuality
    }
  }

  /// Whether only keys and references are asked for, so that no other column matters.
  var isAboutKeys: Bool {
    if case .kinds(let kinds) = asked { kinds.isSubset(of: Self.keyKinds) } else { false }
  }
}
