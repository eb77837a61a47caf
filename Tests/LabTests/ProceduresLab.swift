import Tables
import TestSupport
import Testing

@testable import Lab

/// A lab in memory whose procedures change, one change after the other.
struct ProceduresLab {
  private var folder = MemoryFolder(files: [:])

  init(_ files: [String: String] = [:]) {
    for (name, text) in files { folder.files[name + ".csv"] = Array(text.utf8) }
  }

  var store: Store {
    get throws { try Store(folder, catalog: LabCatalog.catalog) }
  }

  /// The rows of a table as they stand in the file, without the header.
  func lines(_ table: String) -> [String] {
    String(decoding: folder.files[table + ".csv"] ?? [], as: UTF8.self)
      .split(separator: "\n").dropFirst().map { String($0) }
  }

  /// Makes a change, and checks that the lab is sound after it.
  @discardableResult
  mutating func change<Answer>(_ body: (inout Change) throws -> Answer) throws -> Answer {
    let written = try store.preview("test", body)
    for patch in written.patches {
      let old = folder.files[patch.path] ?? []
      folder.files[patch.path] = patch.pieces.reduce(into: []) { bytes, piece in
        switch piece {
        case .kept(let range): bytes += old[range]
        case .new(let new): bytes += new
        case .copied: Issue.record("a change of rows copies no file")
        }
      }
    }
    #expect(try Check(store).list.findings == [])
    return written.answer
  }
}

/// Noon of a day in the year of the tests.
func noon(_ day: Int) -> Instant { Instant(seconds: (20_000 + day) * 86_400 + 43_200) }
