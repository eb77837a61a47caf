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
  private let told: Told

  init(_ json: JSON, as text: String) {
    self.text = text
    told = Told(json)
  }

  /// What its items are about.
  var subjects: Set<String> { told.subjects }

  /// Whether messages that were sent before, in whatever layout, say all that this one does.
  ///
  /// Each thing that it names was named, and there are not more of them than one of these said. Which
  /// ones are left out nobody knows: one that came for one that went is not seen among these.
  public func saysNothingNew(after messages: [JSON]) -> Bool {
    let before = messages.map { Told($0) }
    return told.subjects.isSubset(of: before.reduce(into: []) { $0.formUnion($1.subjects) })
      && told.count <= before.map(\.count).max() ?? 0
  }

  /// The element that tells how many items are left out says so in its `id`, too.
  static func leftOutID(_ count: Int) -> String { Told.leftOut + "\(count)" }
}

/// What a message tells of, by the members `id` in it, and `left_out`.
private struct Told: Sendable, Equatable {
  static let leftOut = "left_out:"

  private(set) var subjects: Set<String> = []
  /// How many items there are, those included that are left out.
  private(set) var count = 0

  init(_ json: JSON) { add(json) }

  private mutating func add(_ json: JSON) {
    for element in json.array ?? [] { add(element) }
    for member in json.members ?? [] {
      add(member.value)
      if member.name == "left_out" { count += Self.bounded(member.value.int ?? 0) }
      guard member.name == "id", let id = member.value.string else { continue }
      if id.hasPrefix(Self.leftOut), let number = Int(id.dropFirst(Self.leftOut.count)) {
        count += Self.bounded(number)
      } else {
        subjects.insert(id)
        count += 1
      }
    }
  }

  /// A message may hold anything by now.
  private static func bounded(_ count: Int) -> Int { max(0, min(count, 1 << 40)) }
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
