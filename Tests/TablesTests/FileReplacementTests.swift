import Foundation
import Testing

@testable import CSVText
@testable import Tables

@Suite("A file that is replaced as a whole")
struct FileReplacementTests {
  private struct Stop: Error {}

  private let root = FileManager.default.temporaryDirectory.appending(
    component: "plainlab-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { root.appending(component: name).path }
  private func text(_ name: String) -> String? {
    try? String(contentsOfFile: path(name), encoding: .utf8)
  }
  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: root.path).sorted() }
  }

  @Test("Its bytes come in pieces, and nobody sees them before the last")
  func pieces() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    try replaceFile(at: path("a"), with: Array("old".utf8))
    try replaceFile(at: path("a")) { write in
      for piece in ["one ", "", "two"] {
        try write(Array(piece.utf8))
        #expect(text("a") == "old")
      }
    }
    #expect(text("a") == "one two")
    #expect(try names == ["a"])
  }

  @Test("What is interrupted leaves the old file, and nothing beside it")
  func interrupted() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    try replaceFile(at: path("a"), with: Array("old".utf8))
    for name in ["a", "new"] {
      #expect(throws: Stop.self) {
        try replaceFile(at: path(name)) { write in
          try write(Array(repeating: 65, count: 1 << 20))
          throw Stop()
        }
      }
    }
    #expect(text("a") == "old")
    #expect(try names == ["a"])
  }

  @Test("What processes that were killed left beside it goes after a day, and nothing else")
  func abandoned() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    let old: [FileAttributeKey: Any] = [.modificationDate: Date(timeIntervalSinceNow: -90_000)]
    for name in [
      ".a.1x2.tmp", ".a.3y4.tmp", ".b.5z6.tmp", "a.tmp", ".a.csv", ".a.my.old.tmp", ".a.-1.tmp",
    ] {
      try Data("half".utf8).write(to: root.appending(component: name))
      if name != ".a.3y4.tmp" {
        try FileManager.default.setAttributes(old, ofItemAtPath: path(name))
      }
    }
    try replaceFile(at: path("a"), with: Array("new".utf8))
    #expect(
      try names == [
        ".a.-1.tmp", ".a.3y4.tmp", ".a.csv", ".a.my.old.tmp", ".b.5z6.tmp", "a", "a.tmp",
      ])
  }

  @Test("What the content meets in another file is told of that file")
  func otherFile() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    let other = FileError(path("specimens.csv"), FileError.absence)
    #expect(throws: other) { try replaceFile(at: path("a")) { _ in throw other } }
    let missing = path("no/such/folder")
    #expect(throws: FileError(missing, FileError.absence)) {
      try replaceFile(at: missing) { write in try write([1]) }
    }
    #expect(throws: FileError(root.path, FileError.isAFolder)) {
      try replaceFile(at: root.path, with: [1])
    }
    #expect(try names == [])
  }
}
