import CSVText
import Lab
import Tables

/// A lab whose tables stand in a test, by their names: `["specimens": "id,…\n1,…\n"]`. Columns that
/// nothing looks at may be left out.
struct TextLab: FileTree {
  let tables: [String: String]

  var name: String { "data" }
  func names(in folder: String) -> [String] {
    folder.isEmpty ? tables.keys.map { $0 + ".csv" }.sorted() : []
  }

  func open(_ path: String) throws -> any ByteSource {
    guard let text = tables[String(path.dropLast(4))] else { throw FileError(title(of: path), 2) }
    return MemorySource(text)
  }

  static func store(_ tables: [String: String]) throws -> Store {
    try Store(TextLab(tables: tables), catalog: LabCatalog.catalog)
  }
}
