import History
import Tables
import TestSupport

extension LabVersions {
  /// Versions of the small lab from the texts of their files.
  init(base: [String: String], ours: [String: String], theirs: [String: String]) throws {
    func store(_ files: [String: String]) throws -> Store {
      try Store(MemoryFolder(files), catalog: SmallLab.catalog)
    }
    try self.init(base: store(base), ours: store(ours), theirs: store(theirs))
  }
}

extension LabMerge {
  /// The texts of the files that theirs changed.
  var texts: [String: String] {
    Dictionary(
      uniqueKeysWithValues: files.compactMap { file in
        file.merged.map { (file.path, String(decoding: $0, as: UTF8.self)) }
      })
  }
}
