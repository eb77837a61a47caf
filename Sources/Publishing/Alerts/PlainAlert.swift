public import JSONText

/// An alert as plain JSON, for programs.
public struct PlainAlert: AlertLayout {
  public init() {}

  public func json(_ alert: Alert, items: Int) -> JSON {
    func text(_ text: String?) -> JSON { text.map { .string(Alert.text($0)) } ?? .null }
    let told = alert.items.prefix(items).map { item -> JSON in
      ["id": text(item.id), "text": text(item.text)]
    }
    return [
      "event": text(alert.event),
      "weight": text("\(alert.weight)"),
      "lab": text(alert.lab),
      "as_of": text(alert.asOf),
      "since": text(alert.since),
      "headline": text(alert.headline),
      "points": .array(alert.points.prefix(AlertMessage.mostPoints).map(text)),
      "facts": .object(alert.facts.map { .init($0.name, text($0.value)) }),
      "items": .array(told),
      "left_out": .int(alert.leftOut(items)),
      "commands": .array(alert.commands.prefix(AlertMessage.mostPoints).map(text)),
    ]
  }
}
