import CSVText
import Foundation
import Synchronization
import Testing

@testable import Tables

/// A change of one row of a large table: what it reads, and that it is that row whatever was done to the
/// file since its index was made.
@Suite("One row of a large table", .serialized)
struct LargeTableSearchTests {
  private static let count = 30_000

  private static func text(of ids: some Sequence<Int>, _ lineEnd: String = "\n") -> String {
    var text = "id,code,room" + lineEnd
    for id in ids { text += "\(id),C\(100_000 + id),\"a room, rather long-named\"" + lineEnd }
    return text
  }

  /// Counts what is read and written.
  private final class Counter: FolderWatch {
    let read = Mutex(0)
    let written = Mutex<[Int]>([])

    func didRead(_ range: Range<Int>, of path: String, size: Int) {
      read.withLock { $0 += range.count }
    }

    func writing(
      _ path: String, size: Int, _ work: (_ advance: (Int) throws -> Void) throws -> Void
    ) throws {
      try work { done in written.withLock { $0.append(done) } }
    }
  }

  private let folder: DataFolder
  private let counter = Counter()
  private let store: Store

  init() throws {
    folder = try DataFolder(["shelves.csv": Self.text(of: 1...Self.count)])
    store = try Store.open(folder.folder, catalog: library) { [counter] in
      $0.watched(by: counter)
    }
  }

  private func set(_ id: Int, room: String) throws {
    try store.write("set") { change in
      try change.update([String(id)], in: Shelf.schema.table, [(2, room)])
    }
  }

  private func setByCode(_ code: String, room: String) throws {
    try store.write("set") { change in
      let key = try change.key(ofRowWith: [code], in: [1], of: Shelf.schema.table)
      try change.update(key ?? ["none"], in: Shelf.schema.table, [(2, room)])
    }
  }

  private func line(_ id: Int, room: String) -> String { "\(id),C\(100_000 + id),\(room)" }

  /// The file with one row's room changed.
  private func expect(_ old: String, with id: Int, room: String) {
    let row = line(id, room: "\"a room, rather long-named\"")
    let new = old.replacing("\n\(row)", with: "\n\(line(id, room: "\"\(room)\""))")
    #expect(new != old)
    #expect(folder.text("shelves.csv") == new)
  }

  @Test("Once there is an index, little of the file is read; the first, a middle and the last row")
  func reading() throws {
    try set(5, room: "first")
    for id in [1, 2, 14_999, Self.count - 1, Self.count] {
      let old = try #require(folder.text("shelves.csv"))
      counter.read.withLock { $0 = 0 }
      counter.written.withLock { $0 = [] }
      try set(id, room: "room \(id)")
      expect(old, with: id, room: "room \(id)")
      #expect(counter.read.withLock { $0 } < 300_000, "\(id)")
      let size = folder.text("shelves.csv")?.utf8.count
      #expect(counter.written.withLock { $0.last } == size)
    }
    counter.read.withLock { $0 = 0 }
    try store.write("remove") { try $0.delete(["20000"], from: Shelf.schema.table) }
    #expect(counter.read.withLock { $0 } < 300_000)
    #expect(throws: RefusedChange.self) { try set(20_000, room: "gone") }
    try set(20_001, room: "next")
    #expect(folder.text("shelves.csv")?.contains("\n20001,C120001,\"next\"\n") == true)
  }

  @Test("By a code, the file is read from its end, as long as one row at most can have it")
  func byCode() throws {
    try set(5, room: "first")
    for (id, most) in [(Self.count, 700_000), (Self.count - 10, 700_000), (3, 1_900_000)] {
      for room in ["here", "there"] {
        let old = try #require(folder.text("shelves.csv"))
        counter.read.withLock { $0 = 0 }
        try setByCode("C\(100_000 + id)", room: room)
        #expect(counter.read.withLock { $0 } < most, "\(id)")
        #expect(folder.text("shelves.csv") != old)
        #expect(
          folder.text("shelves.csv")?.contains("\n\(line(id, room: "\"\(room)\""))\n") == true)
      }
    }
    // One that was taken from another row, and one that stands there twice.
    try store.write("take") { change in
      try change.update(["100"], in: Shelf.schema.table, [(1, "free")])
      try change.update(["29000"], in: Shelf.schema.table, [(1, "C100100")])
    }
    try setByCode("C100100", room: "taken")
    #expect(folder.text("shelves.csv")?.contains("\n29000,C100100,\"taken\"\n") == true)
    let text = try #require(folder.text("shelves.csv"))
    try folder.save(text.replacing(",C129900,", with: ",C100200,"), to: "shelves.csv")
    try set(5, room: "again")
    #expect(throws: RefusedChange.self) { try setByCode("C100200", room: "which") }
    #expect(throws: RefusedChange.self) { try setByCode("C129900", room: "gone") }
  }

  @Test(
    "A hand edit that moves rows is seen, be its size and time what they were",
    arguments: HandEdit.allCases)
  func handEdit(edit: HandEdit) throws {
    try set(5, room: "first")
    // The ids of two rows change places, so that a search for one would meet the other.
    for (one, other) in [(100, 200), (300, 29_000)] {
      let text = try #require(folder.text("shelves.csv"))
      let swapped = text.replacing("\n\(one),", with: "\n§").replacing(
        "\n\(other),", with: "\n\(one),"
      ).replacing("\n§", with: "\n\(other),")
      try edit.make(in: folder, "shelves.csv", text, swapped)
      try set(one, room: "set")
      let code = 100_000 + other
      #expect(
        folder.text("shelves.csv")
          == swapped.replacing(
            "\n\(one),C\(code),\"a room, rather long-named\"", with: "\n\(one),C\(code),\"set\""))
    }
  }

  @Test("A cell of several lines, an id out of order and a repeated one end the order")
  func ownChanges() throws {
    try set(5, room: "first")
    // Where a search would look, lines that are none.
    let trap = "x\n" + (20_000..<40_000).map { "\($0),C\(100_000 + $0),trap\n" }.joined()
    try set(10_000, room: trap)
    try set(20_000, room: "mine")
    try setByCode("C120001", room: "too")
    let ending = "\n20000,C120000,\"mine\"\n20001,C120001,\"too\"\n20002,C120002,\"a room, "
    #expect(folder.text("shelves.csv")?.contains(ending) == true)
    #expect(folder.text("shelves.csv")?.contains("10000,C110000,\"\(trap)\"\n10001,") == true)

    try folder.save(Self.text(of: 1...Self.count), to: "shelves.csv")
    try set(5, room: "first")
    try store.write("renumber") { change in
      try change.update(["7"], in: Shelf.schema.table, [(0, "90000")])
      try change.insert(["70000", "new", ""], into: Shelf.schema.table)
    }
    for id in [90_000, 70_000, 6, 8, 29_999] { try set(id, room: "at \(id)") }
    let text = try #require(folder.text("shelves.csv"))
    #expect(text.contains("\n90000,C100007,\"at 90000\"\n8,C100008,\"at 8\"\n"))
    #expect(
      text.contains("\n6,C100006,\"at 6\"\n") && text.contains("\n29999,C129999,\"at 29999\"\n"))
    #expect(text.hasSuffix("\n70000,new,at 70000\n"))
  }

  @Test("A file without an end of its last line, of CR LF, that grows by a row")
  func lineEnds() throws {
    try folder.save(
      "\u{FEFF}" + Self.text(of: (1...Self.count).map { $0 * 3 }, "\r\n").dropLast(),
      to: "shelves.csv")
    let last = Self.count * 3
    try set(last, room: "last")
    #expect(throws: RefusedChange.self) { try set(last - 1, room: "between") }
    try store.write("add") { try $0.insert(["", "new", ""], into: Shelf.schema.table) }
    counter.read.withLock { $0 = 0 }
    try set(last + 1, room: "newer")
    try set(last, room: "set")
    #expect(counter.read.withLock { $0 } < 600_000)
    let ending = "\r\n\(last),C\(100_000 + last),\"set\"\r\n\(last + 1),new,newer\r\n"
    #expect(folder.text("shelves.csv")?.hasSuffix(ending) == true)
  }

  @Test("What is refused names the line of the row")
  func refusal() throws {
    try set(5, room: "first")
    do {
      try store.write("set") { change in
        try change.update(["20000"], in: Shelf.schema.table, [(1, "C100003")])
      }
      Issue.record("two rows have one code")
    } catch let refused as RefusedChange {
      let finding = try #require(refused.findings.first)
      #expect(finding.place?.line == 20_001)
      #expect(finding.hint.contains("line 4."))
    }
  }

  @Test("An index that is wrong about the order changes no other row")
  func wrongIndex() throws {
    var ids = Array(1...Self.count)
    ids.swapAt(100, 20_000)
    ids.swapAt(7, 15_000)
    try folder.save(Self.text(of: ids), to: "shelves.csv")
    try set(5, room: "first")
    for id in [100, 101, 102, 19_999, 20_000, 20_001, 8, 15_000, 22_222, 1, Self.count] {
      let now = try Store.open(folder.folder, catalog: library)
      let hand = try TableAtHand(Shelf.schema.table, in: now)
      let (file, origin) = try #require(try KeyIndexFile.file(for: hand, in: now))
      let right = try KeyIndex(reading: hand, now.options)
      #expect(!right.isInOrder)
      let wrong = KeyIndex(
        keys: right.keys, highestID: right.highestID, isInOrder: true, hashes: right.hashes,
        ranges: right.ranges, recent: right.recent)
      try file.write(wrong, origin)
      let old = try #require(folder.text("shelves.csv"))
      do {
        try set(id, room: "room \(id)")
        expect(old, with: id, room: "room \(id)")
      } catch is RefusedChange {
        #expect(folder.text("shelves.csv") == old)
      }
    }
  }

  @Test("Rows in parts of a table, of which one begins with lower ids than the one before")
  func parts() throws {
    try FileManager.default.removeItem(atPath: folder.path("shelves.csv"))
    let parts = ["a": 20_001...Self.count, "b": 1...20_000, "c": 40_001...41_000]
    for (name, ids) in parts { try folder.write(Self.text(of: ids), to: "shelves/\(name).csv") }
    try set(5, room: "first")
    counter.read.withLock { $0 = 0 }
    for (id, part) in [(1, "b"), (20_001, "a"), (Self.count, "a"), (40_500, "c")] {
      try set(id, room: "in \(part)")
      #expect(
        folder.text("shelves/\(part).csv")?.contains("\n\(line(id, room: "\"in \(part)\""))\n")
          == true)
    }
    #expect(counter.read.withLock { $0 } < 4 * 700_000)
    #expect(throws: RefusedChange.self) { try set(35_000, room: "nowhere") }
  }

  @Test("An id that stands in two parts is refused, as when the table is read")
  func twice() throws {
    try folder.write(Self.text(of: 29_000...29_010), to: "shelves/more.csv")
    try set(5, room: "first")
    #expect(throws: RefusedChange.self) { try set(29_005, room: "which") }
    try set(28_999, room: "one")
  }
}
