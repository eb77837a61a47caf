internal import Wording

/// The XML of one worksheet, row after row: a header that stays in sight and filters, and columns
/// as wide as their first rows ask for.
struct SheetPart {
  /// What Excel has room for.
  static let mostRows = 1_048_576
  static let mostColumns = 16_384

  private let columns: [PublishedColumn]
  private let textStyle: CellStyle
  private let letters: [[UInt8]]
  private var widths: [Int]
  /// Rows so far, the header included.
  private(set) var rows = 0
  /// Rows that wait for the widths, which stand before them.
  private var bytes: [UInt8] = []
  private var hasHead = false

  /// How many rows decide the widths.
  private static let sample = 200
  /// In characters: room for the button of the filter, and no column that fills the screen.
  private static let widthRange = 6...60
  private static let margin = 3
  /// How many bytes are worth handing out.
  private static let block = 1 << 15

  init(_ columns: [PublishedColumn], _ textStyle: CellStyle, _ texts: inout SharedTexts) {
    self.columns = columns
    self.textStyle = textStyle
    letters = columns.indices.map { Array(Self.letters(of: $0).utf8) }
    widths = columns.map { max(displayWidth($0.name), $0.kind.width) }
    addRow { sheet in
      for (column, place) in zip(columns, columns.indices) {
        sheet.addText(SheetText(column.name), place, .header, &texts)
      }
    }
  }

  /// Adds a row, and returns the columns of cells that were too long and were cut.
  mutating func add(_ cells: [String?], _ texts: inout SharedTexts) -> [Int] {
    var cut: [Int] = []
    addRow(lines: textStyle == .wrappedText ? Self.lines(of: cells) : 1) { sheet in
      for (place, cell) in cells.enumerated() {
        guard let cell, !cell.isEmpty else { continue }
        if sheet.add(cell, place, &texts) { cut.append(place) }
      }
    }
    return cut
  }

  /// The name of a cell of the newest row, as `B7`.
  func name(ofColumn place: Int) -> String { Self.letters(of: place) + String(rows) }

  /// All its cells, as `$A$1:$K$101`.
  var range: String { "$A$1:$\(Self.letters(of: columns.count - 1))$\(rows)" }

  /// What can be written already and is worth it, which is then forgotten.
  mutating func drained() -> [UInt8]? {
    guard rows > Self.sample, bytes.count >= Self.block else { return nil }
    defer { bytes.removeAll(keepingCapacity: true) }
    return takeHead() + bytes
  }

  /// The rest.
  mutating func finished() -> [UInt8] {
    let range = range.replacing("$", with: "")
    bytes +=
      """
      </sheetData><autoFilter ref="\(range)"/><pageMargins left="0.5" right="0.5" top="0.6" \
      bottom="0.6" header="0.3" footer="0.3"/><pageSetup orientation="landscape" fitToWidth="1" \
      fitToHeight="0"/><ignoredErrors><ignoredError sqref="\(range)" numberStoredAsText="1"/>\
      </ignoredErrors></worksheet>
      """.utf8
    return takeHead() + bytes
  }

  /// What stands before the rows, once.
  private mutating func takeHead() -> [UInt8] {
    guard !hasHead else { return [] }
    hasHead = true
    let columns = widths.enumerated().map { place, width in
      let range = Self.widthRange
      let width = min(max(width + Self.margin, range.lowerBound), range.upperBound)
      return
        #"<col min="\#(place + 1)" max="\#(place + 1)" width="\#(width)" customWidth="1"/>"#
    }
    let head = """
      \(xmlDeclaration)<worksheet xmlns="\(spreadsheetNamespace)"><sheetPr><pageSetUpPr \
      fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" \
      topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>\
      </sheetView></sheetViews><cols>\(columns.joined())</cols><sheetData>
      """
    return Array(head.utf8)
  }
}

extension SheetPart {
  private mutating func addRow(lines: Int = 1, _ body: (inout SheetPart) -> Void) {
    rows += 1
    bytes += "<row r=\"".utf8
    bytes += String(rows).utf8
    if lines > 1 { bytes += "\" ht=\"\(min(15 * lines, 409))\" customHeight=\"1".utf8 }
    bytes += "\">".utf8
    body(&self)
    bytes += "</row>".utf8
  }

  /// How many lines a row of wrapped texts needs, as LibreOffice does not ask them.
  private static func lines(of cells: [String?]) -> Int {
    // Words leave a part of a line empty.
    let room = widthRange.upperBound - 6
    return cells.reduce(1) { max($0, (displayWidth($1 ?? "") + room - 1) / room) }
  }

  /// Adds a cell; whether it was too long and was cut.
  private mutating func add(_ text: String, _ place: Int, _ texts: inout SharedTexts) -> Bool {
    if rows <= Self.sample { widths[place] = max(widths[place], displayWidth(text)) }
    let cell = SheetCell(text, columns[place].kind)
    switch cell {
    case .text(let text):
      let text = SheetText(text)
      addText(text, place, textStyle, &texts)
      return text.isCut
    case .flag(let flag):
      begin(place, .general)
      addValue(flag ? "1" : "0", type: #" t="b""#)
    case .number(let digits, let decimals):
      begin(place, decimals.map { .decimals($0) } ?? .general)
      addValue(digits)
    case .date(let serial): addDay(serial, place, .date)
    case .time(let serial): addDay(serial, place, .time)
    case .instant(let serial): addDay(serial, place, .instant)
    }
    return false
  }

  private mutating func addDay(_ serial: String, _ place: Int, _ style: CellStyle) {
    begin(place, style)
    addValue(serial)
  }

  private mutating func addText(
    _ text: SheetText, _ place: Int, _ style: CellStyle, _ texts: inout SharedTexts
  ) {
    begin(place, style)
    if let number = texts.number(of: text) {
      addValue(String(number), type: #" t="s""#)
    } else {
      bytes += #" t="inlineStr"><is>"#.utf8
      text.write(to: &bytes)
      bytes += "</is></c>".utf8
    }
  }

  private mutating func begin(_ place: Int, _ style: CellStyle) {
    bytes += #"<c r=""#.utf8
    bytes += letters[place]
    bytes += String(rows).utf8
    bytes += #"" s=""#.utf8
    bytes += String(style.number).utf8
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func addValue(_ value: String, type: String = "") {
    bytes += type.utf8
    bytes += "><v>".utf8
    bytes += value.utf8
    bytes += "</v></c>".utf8
  }

  /// `A` to `Z`, `AA` and on.
  static func letters(of place: Int) -> String {
    var (letters, rest) = ("", place + 1)
    while rest > 0 {
      let letter = Unicode.Scalar(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      letters = String(letter) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}

extension PublishedColumn.Kind {
  /// Room that its cells need as they are shown, in characters.
  fileprivate var width: Int { if case .instant = self { 19 } else { 0 } }
}
