import CommandLineKit
import Lab
import Tables

/// The options of commands that write down what somebody did.
enum Person {
  static let option = Option(
    "user", placeholder: "CODE", environment: "PLAINLAB_USER",
    "Who does it, by the code in users")
  static let at = Option("at", as: NotedTime.self, "When it happened; now by default")
}

extension Change {
  /// The person of the code that was given, if one was.
  mutating func person(_ code: String?, actingAt time: Instant) throws -> Key<User>? {
    try code.map { try person(Code($0), actingAt: time) }
  }
}
