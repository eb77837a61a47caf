import Foundation
import Testing

@testable import Tables

/// Of a large table an index of its keys is kept: it saves a reading, and must never be believed when
/// the file is another.
@Suite("Keys of a large table", .serialized)
struct LargeTableTests {
  private static let count = 30_000

  private func library() throws -> (folder: DataFolder, store: Store) {
    var text = "id,code,room\n"
    for id in 1...Self.count { text += "\(id),C\(100_000 + id),\"a room, rather long-named\"\n" }
    let folder = try DataFolder(["shelves.csv": text])
    return (folder, try Store(folder.folder, catalog: TablesTests.library))
  }

  /// Adds a shelf and returns its id, or `nil` when that is refused.
  private func add(_ code: String, _ store: Store) throws -> Int? {
    do {
      return try store.write("add") { change in
        let key = try change.newKey(of: Shelf.self)
        try change.insert(Shelf(id: key, code: code, room: nil))
        return key.id
      }.answer
    } catch is RefusedChange {
      return nil
    }
  }

  @Test("Hand edits of every kind are seen, be the file's size and time what they were")
  func handEdits() throws {
    let (folder, store) = try library()
    let next = Self.count + 1
    #expect(try add("new", store) == next)
    #expect(folder.names(in: ".plainlab/index") == ["shelves"])
    #expect(try add("new", store) == nil)
    #expect(try add("C\(100_000 + 7)", store) == nil)

    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path("shelves.csv")))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("90000,by hand,\n".utf8))
    try handle.close()
    #expect(try add("by hand", store) == nil)
    #expect(try add("newer", store) == 90_001)

    for (edit, code) in zip(HandEdit.allCases, ["D000007", "D000008", "D000009"]) {
      let old = code.replacing("D0", with: "C1")
      try edit.make(in: folder, "shelves.csv", old, code)
      #expect(try add(code, store) == nil, "\(edit)")
      let id = try #require(try add(old, store), "\(edit)")
      #expect(id > 90_001)
    }
  }

  @Test("A row that is gone leaves its code free, and its id is given to one row at most")
  func gone() throws {
    let (folder, store) = try library()
    let first = try #require(try add("x", store))
    try store.write("rename") { change in
      var shelf = try #require(try change.row(Key<Shelf>(5)))
      shelf.code = "y"
      try change.update(shelf)
      try change.delete([String(first)], from: Shelf.schema.table)
    }
    #expect(try add("y", store) == nil)
    let ids = [try add("x", store), try add("C100005", store)].compactMap { $0 }
    #expect(ids.count == 2 && ids[0] != ids[1] && ids[0] > Self.count)
    let lines = folder.text("shelves.csv")?.split(separator: "\n") ?? []
    #expect(lines.suffix(2) == ["\(ids[0]),x,", "\(ids[1]),C100005,"])
    #expect(lines.count == Self.count + 3)
  }

  @Test("A broken index is no index")
  func broken() throws {
    let (folder, store) = try library()
    var next = Self.count + 1
    #expect(try add("new \(next)", store) == next)
    let path = folder.path(".plainlab/index/shelves")
    let sound = try #require(FileManager.default.contents(atPath: path))
    let damages: [(String) throws -> Void] = [
      { try sound.prefix(sound.count / 2).write(to: URL(fileURLWithPath: $0)) },
      { try sound.prefix(4096).write(to: URL(fileURLWithPath: $0)) },
      {
        try Data("plainlab index 1, 99999999999999999999\n".utf8).write(
          to: URL(fileURLWithPath: $0))
      },
      { try Data("plainlab index 1, -5\n{}".utf8).write(to: URL(fileURLWithPath: $0)) },
      { try Data().write(to: URL(fileURLWithPath: $0)) },
      { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: false) },
    ]
    for (number, damage) in damages.enumerated() {
      try? FileManager.default.removeItem(atPath: path)
      try damage(path)
      #expect(try add("C100001", store) == nil, "\(number)")
      #expect(try add("new \(next)", store) == nil, "\(number)")
      next += 1
      #expect(try add("new \(next)", store) == next, "\(number)")
    }
  }
}
