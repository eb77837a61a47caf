import Analytics
import Wording

/// Figures by which the lab is steered, each as a card that leads to its page.
struct FigureCards {
  private let page: PageMarkup

  init(_ page: PageMarkup) { self.page = page }

  func add(to body: inout Markup) {
    let changes = page.findings.lab.changes.filter(\.isDefined)
    guard !changes.isEmpty else {
      body.element("p", ["class": "empty"], "Nothing happened in these days.")
      return
    }
    body.element("ul", ["class": "cards"]) { list in
      for change in changes {
        list.add(literal: "\n")
        list.element("li") { add(change, to: &$0) }
      }
    }
  }

  private func add(_ change: Watched.Change, to card: inout Markup) {
    let command = page.findings.lab.command(change.command)
    card.element("p", ["class": "name"]) { line in
      if let link = page.link(toCommand: command) {
        line.element("a", ["href": link], change.now.name)
      } else {
        line.add(change.now.name)
      }
    }
    card.element("p", ["class": "value"], change.now.digits ?? "–")
    card.element("p", ["class": "change"], change.words)
  }
}

extension Headline {
  /// The value as people read it.
  fileprivate var digits: String? { value.map { fixed($0, decimals: decimals) } }
}

extension Watched.Change {
  /// Whether there is anything to tell.
  var isDefined: Bool { now.value != nil || before?.value != nil }

  /// From before to now, in percent; `nil` where there was nothing before.
  var percent: Double? {
    guard let now = now.value, let before = before?.value, before != 0 else { return nil }
    return (now / before - 1) * 100
  }

  /// `before 248 · ▲ 42 % more`.
  fileprivate var words: String {
    guard let was = before?.digits else { return "nothing to compare with" }
    guard let percent, percent.isFinite else { return "before \(was)" }
    let digits = fixed(abs(percent), decimals: 0)
    if digits == "0" { return "before \(was) · the same" }
    let word = percent > 0 ? "▲ \(digits) % more" : "▼ \(digits) % less"
    return "before \(was) · \(word)"
  }
}

/// What needs attention, the most pressing first.
struct AttentionList {
  private let page: PageMarkup

  init(_ page: PageMarkup) { self.page = page }

  func add(to body: inout Markup) {
    let items = page.findings.lab.attention
    guard !items.isEmpty else {
      body.element("p", ["class": "empty"], "Nothing.")
      return
    }
    body.element("ol", ["class": "attention"]) { list in
      for item in items {
        list.add(literal: "\n")
        list.element("li") { add(item, to: &$0) }
      }
    }
  }

  private func add(_ item: Attention, to line: inout Markup) {
    line.element("span", ["class": "weight weight-\(item.weight.rawValue)"], item.weight.word)
    line.add(literal: " ")
    line.element("span", ["class": "what"], item.sentence)
    line.add(literal: " ")
    if let link = page.link(toCommand: item.command) {
      line.element("a", ["href": link, "aria-label": "Show the rows: \(item.sentence)"], "Show")
    }
    line.element("code", [:], item.command)
  }
}

extension Attention.Weight {
  /// As people call it.
  fileprivate var word: String {
    switch self {
    case .untrusted: "Not to be trusted"
    case .breach: "Promise broken"
    case .outOfControl: "Out of control"
    case .risk: "At risk"
    case .change: "Changed"
    case .hint: "Hint"
    }
  }
}
