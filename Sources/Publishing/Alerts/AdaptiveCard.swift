internal import Analytics
public import JSONText
internal import Wording

/// An alert as an Adaptive Card of version 1.4 in the envelope that a workflow of Microsoft Teams
/// takes.
///
/// What comes from the lab's files stands in runs of text, which know no Markdown; facts do, and are
/// escaped. A mention needs an entity that says whom it means, and there is never one.
public struct AdaptiveCard: AlertLayout {
  public init() {}

  public func json(_ alert: Alert, items: Int) -> JSON {
    [
      "type": "message",
      "attachments": [
        [
          "contentType": "application/vnd.microsoft.card.adaptive",
          "contentUrl": nil,
          "content": [
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard",
            "version": "1.4",
            "msteams": ["width": "Full"],
            "body": .array(body(alert, items)),
          ],
        ]
      ],
    ]
  }

  private func body(_ alert: Alert, _ items: Int) -> [JSON] {
    var body = [head(alert)]
    if !alert.facts.isEmpty { body.append(facts(alert)) }
    body += alert.points.prefix(AlertMessage.mostPoints).map { block(Alert.text($0)) }
    if items > 0 { body.append(heading("The worst first")) }
    var ids: Set<String> = []
    for item in alert.items.prefix(items) {
      // Two elements of one card never have the same id.
      let id = Alert.text(item.id)
      body.append(
        block(Alert.text(item.text), id: ids.insert(id).inserted ? id : nil, spacing: "Small"))
    }
    let leftOut = alert.leftOut(items)
    if leftOut > 0 {
      body.append(
        block(
          "and \(grouped(leftOut)) more", ["isSubtle": true], id: AlertMessage.leftOutID(leftOut),
          spacing: "Small"))
    }
    if !alert.commands.isEmpty { body.append(heading("What shows all of it")) }
    body += alert.commands.prefix(AlertMessage.mostPoints).map { command in
      block(Alert.text(command), ["fontType": "Monospace"], spacing: "Small")
    }
    return body
  }

  /// What is wrong, where, and when; red where it is broken, yellow where it will be.
  private func head(_ alert: Alert) -> JSON {
    let isBroken = alert.weight < .risk
    let lab = alert.lab.map { Alert.text($0) + ", as of " } ?? "As of "
    let since = alert.since.map { ", since \(Alert.text($0))" } ?? ""
    return [
      "type": "Container", "style": isBroken ? "attention" : "warning", "bleed": true,
      "items": [
        block(Alert.text(alert.headline), ["weight": "Bolder", "size": "Medium"]),
        block(lab + Alert.text(alert.asOf) + since, ["isSubtle": true], spacing: "Small"),
      ],
    ]
  }

  private func facts(_ alert: Alert) -> JSON {
    let facts = alert.facts.map { fact -> JSON in
      [
        "title": .string(Self.escaped(Alert.text(fact.name))),
        "value": .string(Self.escaped(Alert.text(fact.value))),
      ]
    }
    return ["type": "FactSet", "facts": .array(facts)]
  }

  private func heading(_ text: String) -> JSON { block(text, ["weight": "Bolder"]) }

  /// A paragraph of text that is nothing else.
  private func block(
    _ text: String, _ style: KeyValuePairs<String, JSON> = [:], id: String? = nil,
    spacing: String? = nil
  ) -> JSON {
    let run = [JSON.Member("type", "TextRun"), .init("text", .string(Self.unformatted(text)))]
    var members = [JSON.Member("type", "RichTextBlock")]
    if let id { members.append(.init("id", .string(id))) }
    if let spacing { members.append(.init("spacing", .string(spacing))) }
    members.append(
      .init("inlines", [.object(run + style.map { JSON.Member($0.key, $0.value) })]))
    return .object(members)
  }

  /// Text in which no client finds a `{{DATE(…)}}` to put something in the place of.
  private static func unformatted(_ text: String) -> String {
    text.replacing("{{", with: "{\u{2060}{")
  }

  /// Text that is no Markdown. What Markdown gives a meaning is preceded by a backslash.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in unformatted(text) {
      if #"\`*_[]()<>#~|"#.contains(character) { escaped += #"\"# }
      escaped.append(character)
    }
    return escaped
  }
}
