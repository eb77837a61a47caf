import Foundation
import Testing

@testable import Tables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writers, and an instrument that adds lines to the same file as if they were not there.
@Suite("Writers and an instrument's log at once")
struct RaceTests {
  private static let writers = 2
  private static let changes = 40
  private static let lines = 400

  @Test("Every line of the instrument and every row that was answered is there once, whole")
  func race() async throws {
    let folder = try DataFolder([
      "shelves.csv": "id,code,room\n", "books.csv": "id,shelf_id,title,year\n",
    ])
    let made = try await withThrowingTaskGroup(of: [String].self) { group in
      group.addTask {
        try Self.log(to: folder)
        return []
      }
      for writer in 0..<Self.writers {
        group.addTask { try Self.write(to: folder, "w\(writer)") }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let records = plainRecords(folder.text("shelves.csv") ?? "").dropFirst()
    #expect(records.allSatisfy { $0.cells.count == 3 })
    let codes = records.map { $0.cells[1] }
    #expect(codes.filter { $0.hasPrefix("log ") } == (1...Self.lines).map { "log \($0)" })
    // A change of two tables is whole: its book stands on its shelf.
    let written = codes.filter { !$0.hasPrefix("log ") }
    #expect(written.count == made.count && Set(written) == Set(made))
    let shelves = Set(records.filter { !$0.cells[1].hasPrefix("log ") }.map { $0.cells[0] })
    let books = plainRecords(folder.text("books.csv") ?? "").dropFirst()
    #expect(books.count == made.count && Set(books.map { $0.cells[1] }) == shelves)
    #expect(made.count > 0)
    let store = try Store(folder.folder, catalog: library)
    #expect(try Check(store).list.findings.map(\.shortly) == [])
    #expect(
      Set(folder.names(in: ".plainlab")).isSubset(of: [
        ".gitignore", "generation", "lock", "recent",
      ]))
  }

  /// Adds a shelf and a book on it; returns the codes of those that were answered.
  private static func write(to folder: DataFolder, _ name: String) throws -> [String] {
    let store = try Store(folder.folder, catalog: library)
    var made: [String] = []
    for number in 1...changes {
      do {
        try store.write("add") { change in
          let key = try change.newKey(of: Shelf.self)
          try change.insert(Shelf(id: key, code: "\(name) \(number)", room: nil))
          try change.insert(Book(id: change.newKey(), shelf: key, title: "T", year: nil))
        }
        made.append("\(name) \(number)")
      } catch is Overtaken {
        continue
      }
    }
    return made
  }

  private static func log(to folder: DataFolder) throws {
    let file = unsafe open(folder.path("shelves.csv"), O_WRONLY | O_APPEND)
    #expect(file >= 0)
    defer { close(file) }
    for number in 1...lines {
      let line = Array("-\(number),log \(number),\n".utf8)
      let count = unsafe line.withUnsafeBytes { unsafe Self.put(file, $0) }
      #expect(count == line.count)
      usleep(UInt32(number % 7) * 700)
    }
  }

  private static func put(_ file: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    unsafe systemWrite(file, bytes.baseAddress, bytes.count)
  }
}

// The name `write` means the suite's own function inside it.
private func systemWrite(_ file: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(file, bytes, count)
}
