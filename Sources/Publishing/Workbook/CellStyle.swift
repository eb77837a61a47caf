/// How a cell of a worksheet is shown.
enum CellStyle: Equatable {
  case general
  case header
  /// Shown as it is, and not taken for a number or a formula when a person edits it.
  case text
  /// The same, on as many lines as it needs.
  case wrappedText
  case date
  case time
  case instant
  /// With so many decimals, from 0 to 15.
  case decimals(Int)

  /// Its place in the list of styles.
  var number: Int {
    switch self {
    case .general: 0
    case .header: 1
    case .text: 2
    case .wrappedText: 3
    case .date: 4
    case .time: 5
    case .instant: 6
    case .decimals(let count): 7 + count
    }
  }

  private static let all: [CellStyle] =
    [.general, .header, .text, .wrappedText, .date, .time, .instant]
    + (0...15).map { .decimals($0) }

  /// The format's number, and what it says where it is none that every program knows.
  private var format: (number: Int, code: String?) {
    switch self {
    case .general: (0, nil)
    case .header, .text, .wrappedText: (49, nil)
    case .date: (164, "yyyy\\-mm\\-dd")
    case .time: (165, "hh:mm")
    case .instant: (166, "yyyy\\-mm\\-dd\\ hh:mm:ss")
    case .decimals(let count):
      (167 + count, count == 0 ? "0" : "0." + String(repeating: "0", count: count))
    }
  }

  /// The part of the workbook that lists the styles.
  static var part: String {
    let formats = all.compactMap { style in
      style.format.code.map { #"<numFmt numFmtId="\#(style.format.number)" formatCode="\#($0)"/>"# }
    }
    let styles = all.map { style in
      let font = style == .header ? 1 : 0
      let start =
        #"<xf numFmtId="\#(style.format.number)" fontId="\#(font)" fillId="0" "#
        + #"borderId="0" xfId="0" applyNumberFormat="1" applyFont="1""#
      return style == .wrappedText
        ? start + #" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>"#
        : start + "/>"
    }
    let font = #"<sz val="11"/><name val="Calibri"/><family val="2"/>"#
    return """
      \(xmlDeclaration)<styleSheet xmlns="\(spreadsheetNamespace)"><numFmts \
      count="\(formats.count)">\(formats.joined())</numFmts><fonts count="2"><font>\(font)</font>\
      <font><b/>\(font)</font></fonts><fills count="2"><fill><patternFill patternType="none"/>\
      </fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>\
      <left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1">\
      <xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
      <cellXfs count="\(styles.count)">\(styles.joined())</cellXfs><cellStyles count="1">\
      <cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
      """
  }
}
