import Analytics
import Wording

/// Figures by which the lab is steered, each as a card that leads to its page.
struct FigureCards {
  private let figures: Figures
  private let page: PageMarkup

  init(_ figures: Figures, _ page: PageMarkup) {
    self.figures = figures
    self.page = page
  }

  func add(to body: inout Markup) {
    guard !figures.rows.isEmpty else {
      body.element("p", ["class": "empty"], "Nothing happened in these days.")
      return
    }
    body.element("ul", ["class": "cards"]) { list in
      for row in figures.rows {
        list.add(literal: "\n")
        list.element("li") { add(row, to: &$0) }
      }
    }
  }

  private func add(_ row: [Figure], to card: inout Markup) {
    let texts = zip(row, figures.columns).map { $0.text($1.kind, in: page.findings.lab.zone) }
    let name = texts[0]
    let command = page.findings.lab.changes.first { $0.now.name == name }?.command ?? ""
    let link = page.link(toCommand: page.findings.lab.command(command))
    card.element("p", ["class": "name"]) { line in
      if let link {
        line.element("a", ["href": link], name)
      } else {
        line.add(name)
      }
    }
    card.element("p", ["class": "value"], texts[1].isEmpty ? "–" : texts[1])
    card.element("p", ["class": "change"], Self.change(before: texts[2], percent: row[3]))
  }

  /// `before 248, 42 % more`.
  private static func change(before: String, percent: Figure) -> String {
    guard !before.isEmpty else { return "nothing to compare with" }
    guard case .number(let value) = percent else { return "before \(before)" }
    let digits = fixed(abs(value), decimals: 0)
    let word = digits == "0" ? "as much" : value > 0 ? "▲ \(digits) % more" : "▼ \(digits) % less"
    return "before \(before) · \(word)"
  }
}

/// What needs attention, the most pressing first.
struct AttentionList {
  private let figures: Figures
  private let page: PageMarkup

  init(_ figures: Figures, _ page: PageMarkup) {
    self.figures = figures
    self.page = page
  }

  func add(to body: inout Markup) {
    guard !figures.rows.isEmpty else {
      body.element("p", ["class": "empty"], "Nothing.")
      return
    }
    body.element("ol", ["class": "attention"]) { list in
      for item in page.findings.lab.attention {
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
