import CSVText
import Lab
import Tables

/// A lab whose files stand in a test, by their paths; a folder of a table's name holds its parts.
struct PartedLab: FileTree {
  private var files: [String: String] = [:]

  var name: String { "data" }

  /// A table as parts of about equal length, each with the header.
  mutating func add(_ table: String, _ text: String, parts: Int) {
    let lines = text.split(separator: "\n")
    let rows = Array(lines.dropFirst())
    for part in 0..<parts {
      let own = rows[rows.count * part / parts..<rows.count * (part + 1) / parts]
      files["\(table)/\(part + 1).csv"] = ([lines[0]] + own).joined(separator: "\n") + "\n"
    }
  }

  func names(in folder: String) -> [String] {
    let prefix = folder.isEmpty ? "" : folder + "/"
    let below = files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
    return Set(below.map { String($0.prefix { $0 != "/" }) }).sorted()
  }

  func open(_ path: String) throws -> any ByteSource {
    guard let text = files[path] else { throw FileError(title(of: path), 2) }
    return MemorySource(text)
  }

  /// A store that reads blocks of that size: several threads share a file of more than one block.
  func store(blockSize: Int) throws -> Store {
    try Store(self, catalog: LabCatalog.catalog, options: .init(blockSize: blockSize))
  }

  /// The tables of a synthetic lab, by their names.
  static func tables(_ options: SyntheticLab.Options) throws -> [String: String] {
    var texts: [String: String] = [:]
    for table in SyntheticLab(options).tables {
      var bytes: [UInt8] = []
      try table.write { bytes += $0 }
      texts[table.schema.name] = String(decoding: bytes, as: UTF8.self)
    }
    return texts
  }
}

extension String {
  /// The same table with its rows in another order, which is always the same; some rows twice, and some
  /// cells harmed.
  func disordered() -> String {
    let lines = split(separator: "\n").map(String.init)
    var rows = Array(lines.dropFirst())
    for i in stride(from: 3, to: rows.count, by: 97) { rows.append(rows[i]) }
    for i in stride(from: 5, to: rows.count, by: 71) {
      var cells = rows[i].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      cells[i % cells.count] = i % 2 == 0 ? "" : "x"
      rows[i] = cells.joined(separator: ",")
    }
    let order = rows.indices.sorted { ($0 * 7919 % rows.count, $0) < ($1 * 7919 % rows.count, $1) }
    return ([lines[0]] + order.map { rows[$0] }).joined(separator: "\n") + "\n"
  }
}
