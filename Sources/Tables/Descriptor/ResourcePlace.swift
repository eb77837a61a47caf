internal import JSONText
internal import Wording

/// The name of a resource, when it can be that of a table and of its file.
struct ResourceName {
  let text: String

  init?(_ node: DescriptorNode, number: Int, _ faults: inout DescriptorFaults) {
    guard node.json.members != nil else {
      faults.add(at: node, "resource \(number) is not an object")
      return nil
    }
    guard let name = faults.text("name", of: node) else {
      if node["name"] == nil { faults.add(at: node, "resource \(number) has no name") }
      return nil
    }
    let isHarmless = name.unicodeScalars.allSatisfy { visible(String($0)) == String($0) }
    guard let path = RelativePath(name), !path.text.contains("/"), !name.hasPrefix("."), isHarmless,
      name.utf8.count <= 200
    else {
      faults.add(
        at: node["name"] ?? node, "'\(abbreviated(name))' cannot be the name of a file",
        hint: "A table's name is that of its file without .csv: letters, digits, - and _ are best.")
      return nil
    }
    text = name
  }
}

/// Where a resource says that its rows are.
struct ResourcePath {
  /// Whether rows of the table can be there.
  let isUsable: Bool

  /// Whether a resource is meant as a table at all: by its type, its v1 profile, or its schema.
  static func isTable(_ node: DescriptorNode) -> Bool {
    if let type = node["type"]?.json.string { return type == "table" }
    return node["profile"]?.json.string == "tabular-data-resource" || node["schema"] != nil
      || node["format"]?.json.string == "csv"
  }

  init(_ node: DescriptorNode, table: String, _ faults: inout DescriptorFaults) {
    var usable = true
    func other(_ what: String) {
      faults.add(
        .note, at: node, table: table, "'\(table)' is \(what), and is not read",
        hint: "A table is a file of comma-separated values in UTF-8.")
      usable = false
    }
    if let format = faults.text("format", of: node), format.lowercased() != "csv" {
      other("of the format '\(abbreviated(format))'")
    } else if let encoding = faults.text("encoding", of: node),
      !["utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii"].contains(encoding.lowercased())
    {
      other("in the encoding '\(abbreviated(encoding))'")
    } else if let dialect = node["dialect"], let mark = dialect["delimiter"]?.json.string,
      mark != ","
    {
      other("separated by '\(abbreviated(mark))'")
    } else if node["path"] == nil, node["data"] != nil {
      other("in the descriptor itself")
    }
    guard usable else {
      isUsable = false
      return
    }
    guard let paths = faults.texts("path", of: node), !paths.isEmpty else {
      if node["path"] == nil || node["path"]?.json.array?.isEmpty == true {
        faults.add(at: node, table: table, "'\(table)' has no path", hint: "It is \(table).csv.")
      }
      isUsable = false
      return
    }
    for path in paths where path != table + ".csv" && !Self.isPart(path, of: table) {
      let hint = "The rows of '\(table)' are in \(table).csv, or in files of the folder \(table)."
      let message =
        path.contains("://")
        ? "is on the web, which Plainlab never reads"
        : RelativePath(path) == nil
          ? "is not inside the data folder" : "is not where its rows are looked for"
      faults.add(
        at: node["path"] ?? node, table: table, "the path '\(abbreviated(path))' \(message)",
        hint: hint)
      usable = false
    }
    isUsable = usable
  }

  private static func isPart(_ path: String, of table: String) -> Bool {
    guard path.hasPrefix(table + "/"), path.hasSuffix(".csv") else { return false }
    let part = path.dropFirst(table.count + 1)
    return !part.contains("/") && !part.hasPrefix(".") && RelativePath(path) != nil
  }
}
