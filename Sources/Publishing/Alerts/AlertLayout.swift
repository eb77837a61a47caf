public import JSONText

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
        return AlertMessage(json, as: text)
      }
      count -= 1
    }
  }
}
