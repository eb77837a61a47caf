internal import JSONText
public import Tables

/// A project of Power BI Desktop on the star's files: the model, and a report with one empty page
/// for a person to go on with.
///
/// `Lab.pbip` opens it. Formats are those of Microsoft's schemas
/// (developer.microsoft.com/json-schemas/fabric). The same folder gives the same bytes.
public struct PowerBIProject: Sendable {
  /// A folder of the project, which is written as a whole.
  public struct Part: Sendable {
    public let name: String
    public let files: [FolderCreation.NewFile]
  }

  private let folder: String

  /// - Parameter folder: The folder of the CSV files as the computer sees it that runs Power BI.
  public init(dataFolder folder: String) {
    var folder = folder[...]
    while let last = folder.last, folder.count > 1, last == "/" || last == "\\" {
      folder.removeLast()
    }
    self.folder = String(folder)
  }

  private static let root = "https://developer.microsoft.com/json-schemas/fabric/"
  private static let page = "overview"

  /// What opens the project, and what git should not keep of it. They are the same for every lab.
  public static let files: [(name: String, text: String)] = [
    (
      "Lab.pbip",
      file(
        "pbip/pbipProperties/1.0.0",
        [
          .init("version", "1.0"), .init("artifacts", [["report": ["path": "Lab.Report"]]]),
          .init("settings", ["enableAutoRecovery": true]),
        ])
    ),
    (".gitignore", "**/.pbi/localSettings.json\n**/.pbi/cache.abf\n"),
  ]

  public var parts: [Part] { [model, Self.report] }

  private var model: Part {
    Part(
      name: "Lab.SemanticModel",
      files: [
        .init(
          "definition.pbism",
          // Of version 1.0 is a model that stands in model.bim.
          Self.file(
            "item/semanticModel/definitionProperties/1.0.0",
            [.init("version", "1.0"), .init("settings", [:])])),
        .init("model.bim", TabularModel(folder: folder).text),
      ])
  }

  private static let report = Part(
    name: "Lab.Report",
    files: [
      .init(
        "definition.pbir",
        file(
          "item/report/definitionProperties/2.0.0",
          [
            .init("version", "4.0"),
            .init("datasetReference", ["byPath": ["path": "../Lab.SemanticModel"]]),
          ])),
      .init(
        "definition/version.json",
        file("item/report/definition/versionMetadata/1.0.0", [.init("version", "1.0.0")])),
      .init(
        "definition/report.json",
        file(
          "item/report/definition/report/1.0.0",
          [.init("layoutOptimization", "None"), .init("themeCollection", [:])])),
      .init(
        "definition/pages/pages.json",
        file(
          "item/report/definition/pagesMetadata/1.0.0",
          [.init("pageOrder", [.string(page)]), .init("activePageName", .string(page))])),
      .init(
        "definition/pages/\(page)/page.json",
        file(
          "item/report/definition/page/1.0.0",
          [
            .init("name", .string(page)), .init("displayName", "Overview"),
            .init("displayOption", "FitToPage"), .init("height", 720), .init("width", 1280),
          ])),
    ])

  /// A file of the project, with the schema that it keeps to.
  private static func file(_ schema: String, _ members: [JSON.Member]) -> String {
    let schema = JSON.Member("$schema", .string(root + schema + "/schema.json"))
    return JSON.object([schema] + members).pretty
  }
}
