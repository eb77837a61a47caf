import Foundation
import Publishing
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A picture as a program sees it that reads its XML.
final class DrawnPicture: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    var text = ""
  }

  private(set) var elements: [Element] = []
  private var open: [Int] = []

  /// - Throws: Where it is no XML.
  init(_ markup: Markup) throws {
    super.init()
    let parser = XMLParser(data: Data(markup.text.utf8))
    parser.delegate = self
    try #require(parser.parse(), "\(String(describing: parser.parserError)): \(markup.text)")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if let last = open.last { elements[last].text += text }
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// Holds it against what every picture must be; the problems that were found.
  var faults: [String] {
    var faults: [String] = []
    let known: Set = ["svg", "title", "desc", "style", "rect", "line", "path", "text"]
    for element in elements {
      if !known.contains(element.name) { faults.append("a \(element.name)") }
      for (name, value) in element.attributes {
        if name.hasPrefix("on") || name.contains("href") { faults.append("an attribute \(name)") }
        let isWord = ["class", "aria-labelledby", "id", "role", "xmlns"].contains(name)
        if !isWord, value.contains("nan") || value.contains("inf") {
          faults.append("\(name)=\(value)")
        }
      }
    }
    let root = elements.first?.attributes ?? [:]
    let ids = (root["aria-labelledby"] ?? "").split(separator: " ").map(String.init)
    if ids.isEmpty || !ids.allSatisfy({ id in elements.contains { $0.attributes["id"] == id } }) {
      faults.append("no name")
    }
    if root["role"] != "img" || all("desc").first?.text.isEmpty ?? true {
      faults.append("no description")
    }
    return faults + misplaced
  }

  /// Texts that are not on the paper, and names that run into each other.
  private var misplaced: [String] {
    var faults: [String] = []
    let height = number("height", of: elements[0])
    var boxes: [(text: String, x: ClosedRange<Double>, y: ClosedRange<Double>)] = []
    for text in all("text") {
      let look = text.attributes["class"] ?? ""
      let size =
        look.contains("title") ? 15.0 : look.contains("small") || look.contains("alarmed") ? 11 : 13
      let width = textWidth(text.text, size: size) * 0.97
      let x = number("x", of: text)
      let y = number("y", of: text)
      let start =
        switch text.attributes["text-anchor"] {
        case "middle": x - width / 2
        case "end": x - width
        default: x
        }
      if start < -1 || start + width > 481 || y < size / 2 || y > height {
        faults.append("'\(text.text)' is not on the paper")
      }
      guard !text.text.isEmpty, !look.contains("alarmed") else { continue }
      boxes.append((text.text, start...start + width, y - size * 0.65...y))
    }
    for (place, box) in boxes.enumerated() {
      for other in boxes[..<place] where box.x.overlaps(other.x) && box.y.overlaps(other.y) {
        faults.append("'\(other.text)' and '\(box.text)' overlap")
      }
    }
    return faults
  }

  private func number(_ name: String, of element: Element) -> Double {
    element.attributes[name].flatMap { Double($0) } ?? .nan
  }
}
