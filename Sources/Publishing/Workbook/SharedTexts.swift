/// The texts that cells of a workbook share: a cell then holds a number, which programs read
/// faster.
///
/// Only the first 65,536 texts are shared, so that a million names do not need memory; later ones
/// stand in their cells. In a table of specimens LibreOffice opens a workbook with shared words in
/// two thirds of the time, openpyxl in three fifths; the file is as large.
struct SharedTexts {
  private static let limit = 1 << 16
  /// A longer one is hardly there twice.
  private static let longest = 64

  private var numbers: [[UInt8]: Int] = [:]
  private var texts: [SheetText] = []

  /// The number of a text; `nil` of one that is not shared.
  mutating func number(of text: SheetText) -> Int? {
    guard text.bytes.count <= Self.longest else { return nil }
    if let number = numbers[text.bytes] { return number }
    guard texts.count < Self.limit else { return nil }
    numbers[text.bytes] = texts.count
    texts.append(text)
    return texts.count - 1
  }

  /// The part of the workbook that holds them.
  var part: [UInt8] {
    var bytes = Array(#"\#(xmlDeclaration)<sst xmlns="\#(spreadsheetNamespace)">"#.utf8)
    for text in texts {
      bytes += "<si>".utf8
      text.write(to: &bytes)
      bytes += "</si>".utf8
    }
    return bytes + "</sst>".utf8
  }
}

extension SheetText {
  func write(to bytes: inout [UInt8]) {
    bytes += (needsSpaces ? #"<t xml:space="preserve">"# : "<t>").utf8
    bytes += self.bytes
    bytes += "</t>".utf8
  }
}
