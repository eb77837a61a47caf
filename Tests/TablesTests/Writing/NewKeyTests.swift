import Testing

@testable import Tables

@Suite("The id of a new row")
struct NewKeyTests {
  private let shelves = Shelf.schema.table

  private func ids(
    _ text: String, _ body: (inout Change) throws -> Void
  ) throws -> [String] {
    let new = try changed(["shelves.csv": "id,code,room\n" + text], library, body)
    return plainRecords(new["shelves.csv"] ?? "").dropFirst().map { $0.cells[0] }
  }

  @Test("It is one more than the highest, of the files and of what the change itself inserts")
  func highest() throws {
    #expect(
      try ids("7,A,\n3,B,\n") { try $0.insert(["", "C", ""], into: shelves) } == ["7", "3", "8"])
    #expect(try ids("-7,A,\n") { try $0.insert(["", "C", ""], into: shelves) } == ["-7", "1"])
    #expect(
      try ids("1,A,\n") { change in
        for (id, code) in [("", "B"), ("3", "C"), ("", "D"), ("9", "E"), ("", "F")] {
          try change.insert([id, code, ""], into: shelves)
        }
      } == ["1", "2", "3", "4", "9", "10"])
  }

  @Test("An id that a changed row has now is not given again, nor one that a deleted row had")
  func moved() throws {
    #expect(
      try ids("1,A,\n2,B,\n") { change in
        try change.update(["1"], in: shelves, [(0, "5")])
        try change.insert(["", "C", ""], into: shelves)
      } == ["5", "2", "6"])
    #expect(
      try ids("1,A,\n2,B,\n") { change in
        try change.delete(["2"], from: shelves)
        try change.insert(["", "C", ""], into: shelves)
      } == ["1", "3"])
  }

  @Test("A gap is filled by hand only")
  func gap() throws {
    #expect(
      try ids("1,A,\n4,B,\n") { change in
        try change.insert(["2", "C", ""], into: shelves)
        try change.insert(["", "D", ""], into: shelves)
      } == ["1", "4", "2", "5"])
  }

  @Test("Where there is no higher number, the row is refused, and the next one too")
  func last() throws {
    let text = "\(Int.max),A,\n"
    for _ in 0..<2 {
      #expect(throws: RefusedChange.self) {
        try ids(text) { try $0.insert(["", "B", ""], into: shelves) }
      }
    }
    #expect(throws: RefusedChange.self) {
      try ids("\(Int.max - 1),A,\n") { change in
        try change.insert(["", "B", ""], into: shelves)
        try change.insert(["", "C", ""], into: shelves)
      }
    }
    #expect(try ids(text) { try $0.insert(["5", "B", ""], into: shelves) }.last == "5")
  }
}
