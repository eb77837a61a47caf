public import JSONText
internal import Wording

/// An alert as it is sent.
public struct AlertMessage: Sendable, Equatable {
  /// Microsoft Teams takes no message of 28 KB; whether they are of 1000 bytes is not said.
  public static let limit = 28_000
  /// More than that nobody reads.
  static let mostItems = 20
  /// The longest that a text of an alert is made, in characters.
  static let longestText = 300
  /// How many sentences and commands are told besides the first.
  static let mostPoints = 4

  /// JSON on one line.
  public let text: String
  /// What its items are about.
  public let subjects: Set<String>

  /// What the items of a message are about that was sent before, whatever its layout: the members `id`
  /// in it.
  public static func subjects(in json: JSON) -> Set<String> {
    switch json {
    case .array(let elements):
      return elements.reduce(into: []) { $0.formUnion(subjects(in: $1)) }
    case .object(let members):
      return members.reduce(into: []) { found, member in
        if member.name == "id", let id = member.value.string { found.insert(id) }
        found.formUnion(subjects(in: member.value))
      }
    default: return []
    }
  }
}

extension Alert {
  /// The texts of the alert as a receiver may have them: controls made visible, and none longer than
  /// one of them should be.
  static func text(_ text: String) -> String {
    let shown = visible(text).unicodeScalars
    guard shown.count > AlertMessage.longestText else { return String(shown) }
    var cut = String.UnicodeScalarView()
    cut.append(contentsOf: shown.prefix(AlertMessage.longestText - 1))
    return String(cut) + "…"
  }

  /// How many items are left out where so many are told.
  func leftOut(_ told: Int) -> Int { items.count - told }
}
