/// What stands in a page, read by a parser that forgives nothing: each element ends where it
/// should, no attribute is there twice, and no text holds a sign that begins something.
struct ReadMarkup {
  private(set) var faults: [String] = []
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  /// The texts of elements, with their entities as they are written.
  private(set) var texts: [String] = []
  private var open: [String] = []

  init(_ text: String) {
    var rest = text[...]
    if rest.hasPrefix("<!DOCTYPE html>") { rest = rest.dropFirst("<!DOCTYPE html>".count) }
    while let start = rest.firstIndex(of: "<") {
      add(text: rest[..<start])
      guard let end = rest[start...].firstIndex(of: ">") else {
        faults.append("a tag does not end")
        return
      }
      readTag(rest[rest.index(after: start)..<end])
      rest = rest[rest.index(after: end)...]
      // What a script or a style holds is no markup.
      if let raw = open.last, raw == "script" || raw == "style" {
        guard let closing = rest.firstRange(of: "</\(raw)>") else {
          faults.append("a \(raw) does not end")
          return
        }
        rest = rest[closing.lowerBound...]
      }
    }
    add(text: rest)
    if !open.isEmpty { faults.append("not closed: \(open)") }
  }

  func values(of attribute: String) -> [String] {
    elements.compactMap { $0.attributes[attribute] }
  }

  private mutating func add(text: Substring) {
    if text.contains(">") { faults.append("a sign in a text: \(text)") }
    if text.contains(where: { !$0.isWhitespace }) { texts.append(String(text)) }
  }

  private mutating func readTag(_ tag: Substring) {
    if tag.hasPrefix("/") {
      let name = String(tag.dropFirst())
      if open.popLast() != name { faults.append("</\(name)> ends something else") }
      return
    }
    let isEmpty = tag.hasSuffix("/")
    var rest = isEmpty ? tag.dropLast() : tag
    let name = String(rest.prefix { $0 != " " })
    rest = rest.dropFirst(name.count)
    var attributes: [String: String] = [:]
    while let start = rest.firstIndex(where: { $0 != " " && $0 != "\n" }) {
      rest = rest[start...]
      let key = String(rest.prefix { $0 != "=" })
      rest = rest.dropFirst(key.count)
      guard rest.hasPrefix("=\""), let end = rest.dropFirst(2).firstIndex(of: "\"") else {
        faults.append("an attribute without quotes in <\(tag)>")
        return
      }
      if attributes[key] != nil { faults.append("\(key) twice in <\(tag)>") }
      attributes[key] = String(rest[rest.index(rest.startIndex, offsetBy: 2)..<end])
      rest = rest[rest.index(after: end)...]
    }
    elements.append((name, attributes))
    if !isEmpty { open.append(name) }
  }
}
