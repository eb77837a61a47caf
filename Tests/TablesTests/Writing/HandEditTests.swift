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

/// How another process may save a file.
enum HandEdit: String, CaseIterable, Sendable {
  /// Beside it, then renamed, as most editors do.
  case renamed
  /// In place: cut to nothing, then written.
  case rewritten
  /// In place, with the time of before, to the nanosecond of the old time if the system lets it.
  case backdated

  /// Replaces some bytes by as many others.
  func make(in folder: DataFolder, _ file: String, _ old: String, _ new: String) throws {
    let text = try #require(folder.text(file)).replacing(old, with: new)
    let path = folder.path(file)
    var status = stat()
    #expect(unsafe stat(path, &status) == 0)
    switch self {
    case .renamed: try folder.save(text, to: file)
    case .rewritten: try folder.write(text, to: file)
    case .backdated:
      try folder.write(text, to: file)
      #if canImport(Darwin)
        var times = [status.st_atimespec, status.st_mtimespec]
      #else
        var times = [status.st_atim, status.st_mtim]
      #endif
      #expect(unsafe utimensat(AT_FDCWD, path, &times, 0) == 0)
    }
  }
}

@Suite("A hand edit between reading and writing")
struct HandEditTests {
  private let shelves = "id,code,room\n1,A,hall\n2,B,\n"
  private let books = "id,shelf_id,title,year\n1,1,Emma,1815\n2,1,Persuasion,1817\n"

  private func library() throws -> (folder: DataFolder, store: Store) {
    let folder = try DataFolder(["shelves.csv": shelves, "books.csv": books])
    return (folder, try Store(folder.folder, catalog: TablesTests.library))
  }

  /// Adds a row and changes another, with an edit after the first reading only.
  private func write(_ store: Store, _ edit: () throws -> Void) throws -> Int {
    var readings = 0
    try store.write("test") { change in
      readings += 1
      try change.insert(["", "1", "Ulysses", ""], into: Book.schema.table)
      try change.update(["1"], in: Book.schema.table, [(3, "1816")])
      _ = try change.row(Key<Shelf>(1))
      if readings == 1 { try edit() }
    }
    return readings
  }

  @Test("Of the same size: the change is made on top of it", arguments: HandEdit.allCases)
  func sameSize(edit: HandEdit) throws {
    let (folder, store) = try library()
    let readings = try write(store) {
      try edit.make(in: folder, "books.csv", "Persuasion", "PERSUASION")
    }
    #expect(readings == 2)
    #expect(
      folder.text("books.csv")
        == "id,shelf_id,title,year\n1,1,Emma,1816\n2,1,PERSUASION,1817\n3,1,Ulysses,\n")
    #expect(folder.names() == [".plainlab", "books.csv", "shelves.csv"])
  }

  @Test("Of the cell that is changed: the change wins, the rest of the edit stays")
  func sameCell() throws {
    let (folder, store) = try library()
    _ = try write(store) {
      try folder.save(books.replacing("Emma,1815", with: "EMMA,1800"), to: "books.csv")
    }
    #expect(folder.text("books.csv")?.contains("1,1,EMMA,1816\n") == true)
  }

  @Test("A row that was appended keeps its id, and the new one gets the next")
  func appended() throws {
    let (folder, store) = try library()
    _ = try write(store) {
      let handle = try FileHandle(forUpdating: URL(fileURLWithPath: folder.path("books.csv")))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("3,2,Dubliners,1914\n".utf8))
      try handle.close()
    }
    #expect(
      folder.text("books.csv") == books.replacing("1815", with: "1816")
        + "3,2,Dubliners,1914\n4,1,Ulysses,\n")
  }

  @Test("A row that an old buffer brings back, or takes away, is as the buffer has it")
  func oldBuffer() throws {
    let (folder, store) = try library()
    try store.write("remove") { try $0.delete(["2"], from: Book.schema.table) }
    _ = try write(store) { try folder.save(books, to: "books.csv") }
    #expect(
      folder.text("books.csv") == books.replacing("1815", with: "1816") + "3,1,Ulysses,\n")
  }

  @Test("Of a file that was only read: what the change relied on is looked at again")
  func onlyRead() throws {
    let (folder, store) = try library()
    #expect(throws: RefusedChange.self) {
      _ = try write(store) { try folder.save("id,code,room\n2,B,\n", to: "shelves.csv") }
    }
    #expect(folder.text("books.csv") == books)
    #expect(folder.text("shelves.csv") == "id,code,room\n2,B,\n")
  }

  @Test("That leaves a fault in the file: refused, with both as they are")
  func faulty() throws {
    let (folder, store) = try library()
    for fault in ["id,shelf_id,title,year\n1,1,\"Emma,1815\n", "", "id;shelf_id;title\n", "\u{0}"] {
      #expect(throws: (any Error).self) {
        _ = try write(store) { try folder.write(fault, to: "books.csv") }
      }
      #expect(folder.text("books.csv") == fault)
      try folder.write(books, to: "books.csv")
    }
  }

  @Test("Again and again: nothing is written, and the last edit stands")
  func endless() throws {
    let (folder, store) = try library()
    var edits = 0
    #expect(throws: Overtaken.self) {
      try store.write("test") { change in
        try change.update(["1"], in: Book.schema.table, [(3, "1816")])
        edits += 1
        try folder.write(books + "\(10 + edits),1,Edit \(edits),\n", to: "books.csv")
      }
    }
    #expect(folder.text("books.csv") == books + "\(10 + edits),1,Edit \(edits),\n")
    try store.write("test") { try $0.update(["1"], in: Book.schema.table, [(3, "1816")]) }
    #expect(Set(folder.names(in: ".plainlab")) == [".gitignore", "generation", "lock", "recent"])
  }

  @Test("The file is deleted: what the change needs is not there any more")
  func deleted() throws {
    let (folder, store) = try library()
    var readings = 0
    #expect(throws: RefusedChange.self) {
      try store.write("test") { change in
        readings += 1
        try change.update(["1"], in: Book.schema.table, [(3, "1816")])
        if readings == 1 {
          try FileManager.default.removeItem(atPath: folder.path("books.csv"))
        }
      }
    }
    #expect(folder.names() == [".plainlab", "shelves.csv"])
    #expect(folder.text("shelves.csv") == shelves)
  }

  @Test("The file becomes a folder of parts: the row goes there; a folder of that name: refused")
  func becomesFolder() throws {
    let (folder, store) = try library()
    _ = try write(store) {
      try FileManager.default.removeItem(atPath: folder.path("books.csv"))
      try folder.write(books, to: "books/1.csv")
    }
    #expect(
      folder.text("books/1.csv") == books.replacing("1815", with: "1816") + "3,1,Ulysses,\n")

    let (other, otherStore) = try library()
    #expect(throws: (any Error).self) {
      _ = try write(otherStore) {
        try FileManager.default.removeItem(atPath: other.path("books.csv"))
        try FileManager.default.createDirectory(
          atPath: other.path("books.csv"), withIntermediateDirectories: false)
      }
    }
    #expect(other.names() == [".plainlab", "books.csv", "shelves.csv"])
    #expect(other.names(in: "books.csv").isEmpty)
  }

  @Test("The file becomes a link: what it leads to is changed, and the link stays")
  func becomesLink() throws {
    let (folder, store) = try library()
    let elsewhere = try DataFolder(["theirs.csv": books.replacing("Emma", with: "Elsewhere")])
    let readings = try write(store) {
      try FileManager.default.removeItem(atPath: folder.path("books.csv"))
      try FileManager.default.createSymbolicLink(
        atPath: folder.path("books.csv"), withDestinationPath: elsewhere.path("theirs.csv"))
    }
    #expect(readings == 2)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("books.csv"))
        == elsewhere.path("theirs.csv"))
    #expect(
      elsewhere.text("theirs.csv") == "id,shelf_id,title,year\n1,1,Elsewhere,1816\n"
        + "2,1,Persuasion,1817\n3,1,Ulysses,\n")
    #expect(elsewhere.names() == ["theirs.csv"])
  }

  /// The clock that stamps files ticks every few milliseconds: within one tick an edit of the same
  /// size leaves no trace in a file's times.
  @Test("In the very moment after a change, of the same size, again and again")
  func sameTick() throws {
    let (folder, store) = try library()
    for i in 0..<20 {
      let old = i.isMultiple(of: 2) ? "Persuasion" : "PERSUASION"
      let new = i.isMultiple(of: 2) ? "PERSUASION" : "Persuasion"
      try store.write("other") { try $0.update(["1"], in: Book.schema.table, [(3, "\(1500 + i)")]) }
      var readings = 0
      try store.write("test") { change in
        readings += 1
        try change.update(["1"], in: Book.schema.table, [(3, "\(1600 + i)")])
        if readings == 1 { try HandEdit.rewritten.make(in: folder, "books.csv", old, new) }
      }
      let text = folder.text("books.csv")
      try #require(
        text == "id,shelf_id,title,year\n1,1,Emma,\(1600 + i)\n2,1,\(new),1817\n", "round \(i)")
    }
  }
}
