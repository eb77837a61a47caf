import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The cells of a workbook, as an XML parser reads them.
struct SheetReader {
  /// A cell: `s` of a shared text, `inlineStr`, `b`, or empty of a number; its style; what it holds.
  struct Cell: Equatable, CustomStringConvertible {
    let type: String
    let style: Int
    let text: String
    var description: String { "\(type):\(style):\(text)" }
  }

  let zip: ZIPReader
  private let shared: [String]

  init(_ bytes: [UInt8]) throws {
    zip = try ZIPReader(bytes)
    shared = try Elements(zip, "xl/sharedStrings.xml").all.filter { $0.name == "t" }.map(\.text)
    for name in zip.names { _ = try Elements(zip, name) }
  }

  /// The names of the sheets, in their order.
  var names: [String] {
    get throws { try elements("xl/workbook.xml", "sheet").compactMap { $0.attributes["name"] } }
  }

  func elements(_ part: String, _ name: String) throws -> [Elements.Element] {
    try Elements(zip, part).all.filter { $0.name == name }
  }

  /// The cells of a sheet by their names.
  func cells(ofSheet number: Int) throws -> [String: Cell] {
    var cells: [String: Cell] = [:]
    let elements = try Elements(zip, "xl/worksheets/sheet\(number).xml").all
    #expect(!elements.contains { $0.name == "f" }, "no formula")
    var inner = ""
    for element in elements {
      switch element.name {
      case "v", "t": inner = element.text
      case "c":
        let name = try #require(element.attributes["r"])
        let type = element.attributes["t"] ?? ""
        #expect(cells[name] == nil, "\(name) is there once")
        cells[name] = Cell(
          type: type, style: element.attributes["s"].flatMap { Int($0) } ?? -1,
          text: type == "s" ? shared[Int(inner) ?? -1] : inner)
      default: break
      }
    }
    return cells
  }
}

/// The elements of a part in the order in which they end, which throws where the part is no XML.
final class Elements: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    var text = ""
  }

  private(set) var all: [Element] = []
  private var open: [Element] = []

  init(_ zip: ZIPReader, _ part: String) throws {
    super.init()
    let parser = XMLParser(data: Data(try #require(zip.files[part])))
    parser.delegate = self
    try #require(parser.parse(), "\(part) is XML")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(Element(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    open[open.count - 1].text += string
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    all.append(open.removeLast())
  }
}
