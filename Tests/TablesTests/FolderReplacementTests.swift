import CSVText
import Foundation
import Testing

@testable import Tables

@Suite("A folder of output that is replaced as a whole")
struct FolderReplacementTests {
  private let root = FileManager.default.temporaryDirectory.appending(
    component: "plainlab-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  private func replacement(_ files: [(String, String)]) -> FolderReplacement {
    FolderReplacement(
      root.appending(component: "out").path, title: "out/",
      files: files.map { .init($0.0, $0.1) })
  }

  private func texts() throws -> [String: String] {
    let out = root.appending(component: "out")
    var texts: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: out.path) {
      texts[name] = try? String(contentsOf: out.appending(path: name), encoding: .utf8)
    }
    texts[FolderReplacement.listName] = nil
    return texts
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: root.path).sorted() }
  }

  @Test("What was written before goes, folders and all; nothing else is left beside it")
  func replaced() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    try replacement([("a.txt", "1"), ("b/c/d.txt", "2"), ("b/e.txt", "")]).make()
    #expect(try texts() == ["a.txt": "1", "b/c/d.txt": "2", "b/e.txt": ""])
    try replacement([("a.txt", "3"), ("f/g.txt", "4")]).make()
    #expect(try texts() == ["a.txt": "3", "f/g.txt": "4"])
    #expect(try names == ["out"])
  }

  @Test("Files that grow by turns, more than are open at once, have all their bytes")
  func growing() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    let out = replacement([])
    try out.fill { filling in
      for round in 0..<3 {
        for number in 0..<40 { try filling.append(Array("\(round).".utf8), to: "f/\(number)") }
      }
      try filling.append([], to: "empty")
    }
    var texts = try texts()
    #expect(texts.removeValue(forKey: "empty") == "")
    #expect(texts.count == 40 && Set(texts.values) == ["0.1.2."])
    // The list knows them: they may be replaced.
    try replacement([("a.txt", "1")]).make()
    #expect(try self.texts() == ["a.txt": "1"])
  }

  @Test("What the writing throws leaves all as it was, and says its own file")
  func thrown() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    try replacement([("a.txt", "1")]).make()
    let error = #expect(throws: FileError.self) {
      try replacement([]).fill { filling in
        try filling.append([1], to: "b.txt")
        throw FileError("data/specimens.csv", 5)
      }
    }
    #expect(error?.path == "data/specimens.csv")
    let taken = #expect(throws: FileError.self) {
      try replacement([]).fill { filling in
        try filling.append([1], to: "b")
        try filling.append([1], to: "b/c")
      }
    }
    #expect(taken?.path.hasPrefix("out/b") == true)
    #expect(try texts() == ["a.txt": "1"])
    #expect(try names == ["out"])
  }

  @Test("Whether a folder is current is known of its files and of what else is there")
  func current() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    let out = replacement([("a.txt", "1"), ("b/c.txt", "2")])
    #expect(try !out.isCurrent())
    try out.make()
    #expect(try out.isCurrent())
    #expect(try !replacement([("a.txt", "1")]).isCurrent())
    #expect(try !replacement([("a.txt", "1"), ("b/c.txt", "3")]).isCurrent())
    try FileManager.default.removeItem(at: root.appending(path: "out/b/c.txt"))
    #expect(try !out.isCurrent())
    try "mine".write(
      to: root.appending(path: "out/mine.txt"), atomically: false, encoding: .utf8)
    #expect(throws: FilesInTheWay.self) { try out.isCurrent() }
  }

  @Test("What a person put there, changed or linked is in the way, and all stays as it was")
  func inTheWay() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    let out = root.appending(component: "out")
    try replacement([("a.txt", "1"), ("b/c.txt", "2")]).make()
    for damage in [
      {
        try "mine".write(to: out.appending(path: "b/mine.txt"), atomically: false, encoding: .utf8)
      },
      { try "changed".write(to: out.appending(path: "a.txt"), atomically: false, encoding: .utf8) },
      {
        try FileManager.default.createSymbolicLink(
          atPath: out.appending(path: "a.txt").path, withDestinationPath: "b/c.txt")
      },
    ] {
      try damage()
      let before = try texts()
      #expect(throws: FilesInTheWay.self) { try replacement([("a.txt", "9")]).make() }
      #expect(try texts() == before)
      try? FileManager.default.removeItem(at: out.appending(path: "b/mine.txt"))
      try? FileManager.default.removeItem(at: out.appending(path: "a.txt"))
    }
    // What is missing is in nobody's way.
    try replacement([("a.txt", "9")]).make()
    #expect(try texts() == ["a.txt": "9"])
    #expect(try names == ["out"])
  }

  @Test("A folder that was not written by it is only replaced when it is empty")
  func foreign() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    let out = root.appending(component: "out")
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    try replacement([("a.txt", "1")]).make()
    try FileManager.default.removeItem(at: out.appending(path: FolderReplacement.listName))
    #expect(throws: FilesInTheWay.self) { try replacement([("a.txt", "1")]).make() }
  }

  @Test("An interruption leaves what was there")
  func interrupted() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    struct Stop: Error {}
    try replacement([("a.txt", "1")]).make()
    var pieces = 0
    #expect(throws: Stop.self) {
      try replacement([("a.txt", "2"), ("b/c.txt", "3")]).make {
        pieces += 1
        if pieces == 2 { throw Stop() }
      }
    }
    #expect(try texts() == ["a.txt": "1"])
    #expect(try names == ["out"])
  }

  @Test("The digest is that of the bytes, wherever they are cut")
  func digest() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0) }
    for count in [0, 1, 7, 8, 9, 63, 1000] {
      let whole = ByteDigest(Array(bytes.prefix(count))).value
      for step in [1, 3, 8, 13, 64] {
        var pieces = ByteDigest()
        for start in stride(from: 0, to: count, by: step) {
          pieces.add(Array(bytes[start..<min(start + step, count)]))
        }
        #expect(pieces.value == whole)
      }
    }
    // A byte more, less or other makes another one.
    let all = (0..<64).map { at -> UInt64 in
      var changed = Array(bytes.prefix(64))
      changed[at] ^= 0x80
      return ByteDigest(changed).value
    }
    #expect(Set(all + [ByteDigest(Array(bytes.prefix(64))).value]).count == 65)
    #expect(ByteDigest([0]).value != ByteDigest([0, 0]).value)
  }
}
