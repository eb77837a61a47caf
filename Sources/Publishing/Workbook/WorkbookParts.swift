let xmlDeclaration = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
let spreadsheetNamespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

/// The parts of a workbook that say how the others belong together (ECMA-376, parts 1 and 2).
struct WorkbookParts {
  /// A worksheet: its name, and all its cells, as `$A$1:$K$101`.
  struct Sheet {
    let name: String
    let range: String
  }

  let sheets: [Sheet]

  private static let relationships =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let packages = "http://schemas.openxmlformats.org/package/2006"

  static func sheetPath(_ number: Int) -> String { "xl/worksheets/sheet\(number).xml" }

  /// Which part is the workbook.
  static let root = """
    \(xmlDeclaration)<Relationships xmlns="\(packages)/relationships"><Relationship Id="rId1" \
    Type="\(relationships)/officeDocument" Target="xl/workbook.xml"/></Relationships>
    """

  var contentTypes: String {
    let type = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    func override(_ path: String, _ kind: String) -> String {
      #"<Override PartName="/\#(path)" ContentType="\#(type)\#(kind)+xml"/>"#
    }
    let parts =
      sheets.indices.map { override(Self.sheetPath($0 + 1), "worksheet") }
      + [
        override("xl/workbook.xml", "sheet.main"), override("xl/styles.xml", "styles"),
        override("xl/sharedStrings.xml", "sharedStrings"),
      ]
    return """
      \(xmlDeclaration)<Types xmlns="\(Self.packages)/content-types"><Default Extension="rels" \
      ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      \(parts.joined())</Types>
      """
  }

  /// The sheets in their order, and the cells that each of them filters and prints on every page.
  var workbook: String {
    let list = sheets.enumerated().map { place, sheet in
      #"<sheet name="\#(escaped(sheet.name))" sheetId="\#(place + 1)" r:id="rId\#(place + 1)"/>"#
    }
    let names = sheets.enumerated().map { place, sheet in
      let title = "'" + escaped(sheet.name.replacing("'", with: "''")) + "'!"
      return """
        <definedName name="_xlnm._FilterDatabase" localSheetId="\(place)" hidden="1">\
        \(title)\(sheet.range)</definedName><definedName name="_xlnm.Print_Titles" \
        localSheetId="\(place)">\(title)$1:$1</definedName>
        """
    }
    return """
      \(xmlDeclaration)<workbook xmlns="\(spreadsheetNamespace)" \
      xmlns:r="\(Self.relationships)"><bookViews><workbookView/></bookViews>\
      <sheets>\(list.joined())</sheets><definedNames>\(names.joined())</definedNames></workbook>
      """
  }

  /// Where the parts are that the workbook names.
  var workbookRelationships: String {
    func relationship(_ number: Int, _ kind: String, _ path: String) -> String {
      #"<Relationship Id="rId\#(number)" Type="\#(Self.relationships)/\#(kind)" "#
        + #"Target="\#(path.dropFirst(3))"/>"#
    }
    let count = sheets.count
    let parts =
      sheets.indices.map { relationship($0 + 1, "worksheet", Self.sheetPath($0 + 1)) }
      + [
        relationship(count + 1, "styles", "xl/styles.xml"),
        relationship(count + 2, "sharedStrings", "xl/sharedStrings.xml"),
      ]
    return """
      \(xmlDeclaration)<Relationships xmlns="\(Self.packages)/relationships">\
      \(parts.joined())</Relationships>
      """
  }

  private func escaped(_ text: String) -> String {
    String(decoding: SheetText.escaped(text), as: UTF8.self)
  }
}
