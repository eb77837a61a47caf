import Lab
import Tables
import TestSupport

extension MemoryFolder {
  /// A lab whose tables stand in a test, by their names: `["specimens": "id,…\n1,…\n"]`.
  static func store(_ tables: [String: String]) throws -> Store {
    try Store(MemoryFolder(tables: tables), catalog: LabCatalog.catalog)
  }
}
