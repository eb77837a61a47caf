import Analytics
import JSONText
import Testing

@testable import Publishing

@Suite("Adaptive Cards")
struct AdaptiveCardTests {
  private func alert(
    items: [Alert.Item] = [.init("S1 late", "S1: TSH on A1, 5 h of 4 h promised")],
    headline: String = "1 open specimen is older than promised: 1 TSH"
  ) -> Alert {
    var alert = Alert(
      "alert.sla", about: "specimens", .breach, headline, asOf: "2026-11-20 17:49 UTC")
    alert.lab = "Lab"
    alert.since = "2026-11-20 16:49 UTC"
    alert.facts = [.init("late", "1"), .init("in time, %", "88.6, before 91.1")]
    alert.points = ["1 open specimen is at risk"]
    alert.items = items
    alert.commands = ["plainlab metrics sla --list"]
    return alert
  }

  private func json(_ alert: Alert) throws -> JSON {
    try JSON(parsing: AdaptiveCard().message(of: alert).text)
  }

  @Test("A card says what is wrong, since when, the figures, the worst and what to do")
  func whole() {
    let text = AdaptiveCard().message(of: alert()).text
    #expect(
      text == #"{"type":"message","attachments":[{"contentType":"#
        + #""application/vnd.microsoft.card.adaptive","contentUrl":null,"content":{"$schema":"#
        + #""http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","#
        + #""version":"1.4","msteams":{"width":"Full"},"body":[{"type":"Container","#
        + #""style":"attention","bleed":true,"items":[{"type":"RichTextBlock","inlines":[{"#
        + #""type":"TextRun","text":"1 open specimen is older than promised: 1 TSH","#
        + #""weight":"Bolder","size":"Medium"}]},{"type":"RichTextBlock","spacing":"Small","#
        + #""inlines":[{"type":"TextRun","text":"Lab, as of 2026-11-20 17:49 UTC, since "#
        + #"2026-11-20 16:49 UTC","isSubtle":true}]}]},{"type":"FactSet","facts":[{"title":"late","#
        + #""value":"1"},{"title":"in time, %","value":"88.6, before 91.1"}]},{"#
        + #""type":"RichTextBlock","inlines":[{"type":"TextRun","#
        + #""text":"1 open specimen is at risk"}]},{"type":"RichTextBlock","inlines":[{"#
        + #""type":"TextRun","text":"The worst first","weight":"Bolder"}]},{"#
        + #""type":"RichTextBlock","id":"S1 late","spacing":"Small","inlines":[{"#
        + #""type":"TextRun","text":"S1: TSH on A1, 5 h of 4 h promised"}]},{"#
        + #""type":"RichTextBlock","inlines":[{"type":"TextRun","text":"What shows all of it","#
        + #""weight":"Bolder"}]},{"type":"RichTextBlock","spacing":"Small","inlines":[{"#
        + #""type":"TextRun","text":"plainlab metrics sla --list","fontType":"Monospace"}]}]}}]}"#)
  }

  @Test("Every element is one of version 1.4, with properties that it has there")
  func schema() throws {
    for alert in [alert(), alert(items: []), alert(items: hostileItems)] {
      #expect(CardSchema.faults(in: try json(alert)) == [])
    }
    // The judge itself can say no.
    #expect(CardSchema.faults(in: ["type": "message", "attachments": []]) == ["no one attachment"])
  }

  private var hostileItems: [Alert.Item] {
    (0..<5000).map { i in
      .init(
        "\"</script>\u{202E}\(i)", "[x](http://a) <at>All</at> {{DATE(2026,SHORT)}} *_`\u{0}\(i)")
    }
  }

  @Test("However much there is to tell, it is below 28 KB; how many are left out is said")
  func size() throws {
    let long = String(repeating: "\"\u{1F9EA}\\\u{202E}", count: 5000)
    var worst = alert(items: (0..<5000).map { .init("\($0)\(long)", long) }, headline: long)
    worst.lab = long
    worst.points = Array(repeating: long, count: 50)
    worst.commands = Array(repeating: long, count: 50)
    for alert in [alert(items: hostileItems), worst] {
      for layout: any AlertLayout in [AdaptiveCard(), PlainAlert()] {
        let message = layout.message(of: alert)
        #expect(message.text.utf8.count < AlertMessage.limit)
        _ = try JSON(parsing: message.text)
      }
    }
    let few = AdaptiveCard().message(of: alert(items: hostileItems))
    #expect(few.text.contains("and 4,980 more"))
    #expect(PlainAlert().message(of: alert(items: hostileItems)).text.contains(#""left_out":4980"#))
  }

  @Test("Text of the lab's files is nothing but text")
  func hostile() throws {
    var odd = alert(items: [.init("a", "[x](http://a)\u{1B}[31m {{DATE(2026-11-20)}}")])
    odd.facts = [.init("*late*", "<at>All</at> [1](http://a) _x_ \u{202E}{{TIME(0)}}")]
    let text = AdaptiveCard().message(of: odd).text
    // Runs know no Markdown; controls are shown by their names.
    #expect(
      text.contains(#""text":"[x](http://a)\\u{1B}[31m {"# + "\u{2060}" + #"{DATE(2026-11-20)}}""#))
    #expect(text.contains(#""title":"\\*late\\*""#))
    #expect(text.contains(#"\\<at\\>All\\</at\\> \\[1\\]\\(http://a\\) \\_x\\_"#))
    #expect(!text.contains("{{"))
    #expect(!text.contains("entities"))
  }

  @Test("What was told is what was named, and how many there were, in either layout")
  func told() throws {
    let layouts: [any AlertLayout] = [AdaptiveCard(), PlainAlert()]
    func late(_ range: Range<Int>) -> Alert { alert(items: range.map { .init("S\($0)", "late") }) }
    for layout in layouts {
      func isTold(_ new: Range<Int>, after ranges: Range<Int>...) throws -> Bool {
        try layout.message(of: late(new)).saysNothingNew(
          after: ranges.map { try JSON(parsing: layout.message(of: late($0)).text) })
      }
      #expect(try isTold(0..<3, after: 0..<3))
      #expect(try isTold(0..<2, after: 0..<3))
      #expect(try !isTold(0..<3, after: 0..<2))
      #expect(try isTold(0..<3, after: 0..<2, 1..<3) == false, "three were never told of at once")
      #expect(try isTold(0..<59, after: 0..<59))
      // The same are named, and there is one more.
      #expect(try !isTold(0..<60, after: 0..<59))
      #expect(try isTold(0..<58, after: 0..<59))
      #expect(try !isTold(0..<1))
    }
    let odd = try JSON(
      parsing: #"{"id":"left_out:-5","x":[{"id":"left_out:99999999999999999999"}]}"#)
    #expect(!AdaptiveCard().message(of: late(0..<1)).saysNothingNew(after: [odd]))
  }

  @Test("Two items about the same are two elements with one id between them")
  func ids() throws {
    let message = AdaptiveCard().message(
      of: alert(items: [.init("S1", "one"), .init("S1", "two"), .init("S2", "three")]))
    #expect(message.subjects == ["S1", "S2"])
    #expect(message.text.ranges(of: #""id":"S1""#).count == 1)
    #expect(PlainAlert().message(of: alert(items: [.init("S1", "one")])).subjects == ["S1"])
  }
}

/// What an Adaptive Card of version 1.4 may be made of, of the parts that we use: the tables of
/// https://adaptivecards.io/explorer, and the envelope that Teams documents.
private enum CardSchema {
  private static let common: Set<String> = ["type", "id", "spacing", "separator", "isVisible"]
  private static let properties: [String: Set<String>] = [
    "Container": ["items", "style", "bleed", "verticalContentAlignment", "minHeight"],
    "RichTextBlock": ["inlines", "horizontalAlignment"],
    "FactSet": ["facts"],
    "TextRun": ["text", "color", "fontType", "isSubtle", "italic", "size", "weight"],
  ]
  private static let words: [String: Set<String>] = [
    "style": ["default", "emphasis", "good", "attention", "warning", "accent"],
    "spacing": ["default", "none", "small", "medium", "large", "extralarge", "padding"],
    "size": ["default", "small", "medium", "large", "extralarge"],
    "weight": ["default", "lighter", "bolder"],
    "fontType": ["default", "monospace"],
  ]

  static func faults(in message: JSON) -> [String] {
    guard message["type"]?.string == "message", let all = message["attachments"]?.array,
      all.count == 1
    else { return ["no one attachment"] }
    guard all[0]["contentType"]?.string == "application/vnd.microsoft.card.adaptive",
      let card = all[0]["content"], card["type"]?.string == "AdaptiveCard",
      card["version"]?.string == "1.4", let body = card["body"]?.array, !body.isEmpty
    else { return ["no card of version 1.4"] }
    var ids: Set<String> = []
    return body.flatMap { faults(of: $0, &ids) }
  }

  private static func faults(of element: JSON, _ ids: inout Set<String>) -> [String] {
    guard let type = element["type"]?.string, let known = properties[type] else {
      return ["an unknown element: \(element)"]
    }
    var faults: [String] = []
    for member in element.members ?? [] {
      if !known.contains(member.name), !common.contains(member.name) {
        faults.append("\(type) has no \(member.name)")
      }
      if let words = words[member.name], !words.contains(member.value.string?.lowercased() ?? "") {
        faults.append("\(member.name) is not \(member.value)")
      }
    }
    if let id = element["id"]?.string, !ids.insert(id).inserted { faults.append("\(id) twice") }
    if type == "FactSet" {
      for fact in element["facts"]?.array ?? []
      where fact.members?.map(\.name) != ["title", "value"] { faults.append("a fact: \(fact)") }
    }
    for child in (element["items"]?.array ?? []) + (element["inlines"]?.array ?? []) {
      faults += self.faults(of: child, &ids)
    }
    return faults
  }
}
