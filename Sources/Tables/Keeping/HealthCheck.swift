/// One question about the health of a lab, and how it is answered of a subject.
///
/// Checks are declared in lists; a new one is one more element.
public struct HealthCheck<Subject: Sendable>: Sendable {
  public let name: String
  private let examine: @Sendable (Subject) throws -> Health

  public init(_ name: String, _ examine: @escaping @Sendable (Subject) throws -> Health) {
    self.name = name
    self.examine = examine
  }

  /// What is found. That the question cannot be answered is an error, too.
  public func health(of subject: Subject) -> Health {
    do {
      return try examine(subject)
    } catch {
      return .error("\(error)", "")
    }
  }
}

/// What a check found.
public struct Health: Hashable, Sendable {
  public enum State: String, CaseIterable, Comparable, Sendable {
    case ok, warning, error

    public static func < (left: Self, right: Self) -> Bool {
      func weight(_ state: Self) -> Int { state == .ok ? 0 : state == .warning ? 1 : 2 }
      return weight(left) < weight(right)
    }
  }

  public let state: State
  /// How it is, without a capital or a full stop.
  public let sentence: String
  /// What to do, as whole sentences; empty when there is nothing to do.
  public let remedy: String

  public static func ok(_ sentence: String) -> Health {
    Health(state: .ok, sentence: sentence, remedy: "")
  }
  public static func warning(_ sentence: String, _ remedy: String) -> Health {
    Health(state: .warning, sentence: sentence, remedy: remedy)
  }
  public static func error(_ sentence: String, _ remedy: String) -> Health {
    Health(state: .error, sentence: sentence, remedy: remedy)
  }
}
