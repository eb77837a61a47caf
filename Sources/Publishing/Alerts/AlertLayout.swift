public import JSONText
internal import Wording

/// How an alert looks to a receiver, as JSON. A new one is a type in a file of its own.
public protocol AlertLayout: Sendable {
  /// The alert with so many of its items, and a word on those that are left out.
  ///
  /// What an item is about stands as its member `id`; by these it is known what was told before.
  func json(_ alert: Alert, items: Int) -> JSON
}

extension AlertLayout {
  /// The message that is sent: on one line, below `AlertMessage.limit`. The worst items stay as long
  /// as there is room.
  public func message(of alert: Alert) -> AlertMessage {
    var count = min(alert.items.count, AlertMessage.mostItems)
    while true {
      let json = json(alert, items: count)
      let text = json.compact
      if text.utf8.count < AlertMessage.limit || count == 0 {
        return AlertMessage(text: text, subjects: AlertMessage.subjects(in: json))
      }
      count -= 1
    }
  }
}

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
