/// How Power BI reads the rows of a table from its file, or its folder of parts: an expression in
/// M.
struct Partition {
  /// The parameter that holds the folder of the files.
  static let folderName = "DataFolder"

  private let table: String
  private let columns: [StarColumn]
  private let hasParts: Bool

  init(_ table: String, _ columns: [StarColumn], hasParts: Bool = false) {
    self.table = table
    self.columns = columns
    self.hasParts = hasParts
  }

  /// Line by line. Separators of paths are those of Windows, where alone Power BI Desktop runs.
  var lines: [String] {
    (hasParts ? partLines : ["let", "    Rows = \(rows("File.Contents(\(path(".csv")))")),"]) + [
      // An empty cell is a value that is not there, also of text.
      "    Filled = Table.ReplaceValue(Rows, \"\", null, Replacer.ReplaceValue, \(names)),",
      "    Typed = Table.TransformColumnTypes(Filled, {\(types)}, \"en-US\")",
      "in",
      "    Typed",
    ]
  }

  private var partLines: [String] {
    [
      "let",
      "    Files = Table.SelectRows(Folder.Files(\(path(""))), each [Extension] = \".csv\"),",
      "    Sorted = Table.Sort(Files, {\"Name\"}),",
      "    Rows = Table.Combine(List.Transform(Sorted[Content], each \(rows("_"))), \(names)),",
    ]
  }

  private func path(_ end: String) -> String {
    "\(Self.folderName) & \(Self.literal("\\" + table + end))"
  }

  /// The rows of a file with these contents, all cells text.
  private func rows(_ contents: String) -> String {
    "Table.PromoteHeaders(Csv.Document(\(contents), [Delimiter = \",\", Columns = \(columns.count), "
      + "Encoding = 65001, QuoteStyle = QuoteStyle.Csv]), [PromoteAllScalars = true])"
  }

  private var names: String {
    "{" + columns.map { Self.literal($0.name) }.joined(separator: ", ") + "}"
  }

  private var types: String {
    columns.map { "{\(Self.literal($0.name)), \($0.type.name)}" }.joined(separator: ", ")
  }

  /// A text as it stands in M, in which a quote is doubled and `#(` begins an escape.
  static func literal(_ text: String) -> String {
    var result = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\"": result += "\"\""
      case "#": result += "#(#)"
      case "\t": result += "#(tab)"
      case "\n": result += "#(lf)"
      case "\r": result += "#(cr)"
      default: result.unicodeScalars.append(character)
      }
    }
    return result + "\""
  }
}

extension StarType {
  /// The type's name in M.
  fileprivate var name: String {
    switch self {
    case .whole: "Int64.Type"
    case .decimal: "type number"
    case .text: "type text"
    case .boolean: "type logical"
    case .date: "type date"
    case .timestamp: "type datetime"
    }
  }
}
