import Tables
import Testing

private let shelves = "id,code,room\n1,A,hall\n2,B,\n"
private let books =
  "id,shelf_id,title,year\n1,1,Emma,1815\n2,1,\"Moby, Dick\",1851\n3,2,Ulysses,1922\n"

@Suite("A change of rows becomes a change of lines")
struct ChangeTests {
  @Test("A new row is added at the end, with the next id")
  func insert() throws {
    let files = try changed(["shelves.csv": shelves]) { change in
      let key = try change.newKey(of: Shelf.self)
      try change.insert(Shelf(id: key, code: "C", room: "attic, left"))
    }
    #expect(files == ["shelves.csv": shelves + "3,C,\"attic, left\"\n"])
  }

  @Test("A table without a file gets one")
  func newFile() throws {
    let files = try changed([:]) { change in
      try change.insert(Shelf(id: change.newKey(), code: "C", room: nil))
    }
    #expect(files == ["shelves.csv": "id,code,room\n1,C,\n"])
  }

  @Test("A changed cell changes nothing but its own bytes")
  func update() throws {
    let files = ["shelves.csv": shelves, "books.csv": books]
    let new = try changed(files) { change in
      var book = try #require(try change.row(Key<Book>(2)))
      #expect(book.title == "Moby, Dick")
      book.year = 1852
      try change.update(book)
    }
    #expect(new == ["books.csv": books.replacing("1851", with: "1852")])
  }

  @Test("Line ends, quotes, a byte order mark, other columns and their order stay")
  func style() throws {
    let odd =
      "\u{FEFF}\"note\",\"title\",\"id\",\"shelf_id\"\r\n\"\",\"Emma\",\"1\",\"1\"\r\n\"x\r\ny\",\"b\",\"2\",\"1\""
    let new = try changed(["shelves.csv": shelves, "books.csv": odd]) { change in
      var book = try #require(try change.row(Key<Book>(1)))
      book.title = "A \"B\""
      try change.update(book)
      try change.insert(Book(id: change.newKey(), shelf: Key(2), title: "c", year: nil))
    }
    #expect(
      new["books.csv"]
        == odd.replacing("\"Emma\"", with: "\"A \"\"B\"\"\"") + "\r\n,\"c\",\"3\",\"2\"\r\n")
  }

  @Test("A value for a column that the file lacks adds the column")
  func newColumn() throws {
    let files = ["shelves.csv": "id,code\n1,A\n2,B"]
    let new = try changed(files) { change in
      var shelf = try #require(try change.row(Key<Shelf>(2)))
      shelf.room = "hall"
      try change.update(shelf)
      try change.insert(Shelf(id: change.newKey(), code: "C", room: "attic"))
    }
    #expect(new["shelves.csv"] == "id,code,room\n1,A,\n2,B,hall\n3,C,attic\n")
  }

  @Test("A deleted row takes its line with it, and the rows that cascade")
  func delete() throws {
    let loans =
      "id,book_id,lent_at,reader,shelves\n1,2,2026-01-01T00:00:00Z,,\n2,1,2026-01-02T00:00:00Z,,A;B\n"
    let files = ["shelves.csv": shelves, "books.csv": books, "loans.csv": loans]
    let new = try changed(files) { change in
      try change.delete(try #require(try change.row(Key<Book>(2))))
    }
    #expect(new["books.csv"] == books.replacing("2,1,\"Moby, Dick\",1851\n", with: ""))
    #expect(
      new["loans.csv"] == loans.replacing("1,2,2026-01-01T00:00:00Z,,\n", with: ""))
    #expect(
      try refusals(files) { try $0.delete(["1"], from: Shelf.schema.table) } == [
        "2 rows of books refer to id '1', which would be gone",
        "1 row of loans refers to code 'A', which would be gone",
      ])
  }

  @Test("Rows that are read inside a change are those of the new state")
  func reading() throws {
    _ = try changed(["shelves.csv": shelves, "books.csv": books]) { change in
      var book = try #require(try change.row(Key<Book>(1)))
      book.shelf = Key(2)
      try change.update(book)
      try change.insert(Book(id: change.newKey(), shelf: Key(2), title: "New", year: nil))
      try change.delete(["3"], from: Book.schema.table)
      #expect(try change.rows(where: \Book.shelf, is: Key(2)).map(\.id.id) == [1, 4])
      #expect(try change.rows(of: Book.self).map(\.id.id) == [1, 2, 4])
      #expect(try change.row(Key<Book>(3)) == nil)
      try change.insert(Book(id: change.newKey(), shelf: Key(1), title: "Newer", year: nil))
    }
  }

  @Test("What the new state would break is refused, with the row")
  func refused() throws {
    let files = ["shelves.csv": shelves, "books.csv": books]
    func insert(_ cells: String...) throws -> [String] {
      try refusals(files) { try $0.insert(cells, into: Book.schema.table) }
    }
    #expect(try insert("", "9", "x", "") == ["there is no id '9' in shelves"])
    #expect(try insert("2", "1", "x", "") == ["id '2' is already there"])
    #expect(try insert("", "1", "", "") == ["title is empty"])
    #expect(try insert("", "1", "x", "1300") == ["no book was printed before 1450"])
    #expect(try insert("", "1", "x", "MCM").count == 1)
    #expect(
      try refusals(files) { change in
        try change.insert(Shelf(id: change.newKey(), code: "C", room: nil))
        try change.insert(Shelf(id: change.newKey(), code: "C", room: nil))
      } == ["code 'C' is already there"])
    #expect(
      try refusals(files) { try $0.delete(["9"], from: Book.schema.table) } == [
        "there is no row '9' in books"
      ])
  }

  @Test("A fault that a row had before is no reason to refuse a change of another cell")
  func oldFaults() throws {
    let files = ["shelves.csv": shelves, "books.csv": "id,shelf_id,title,year\n1,9,Emma,1300\n"]
    #expect(
      try refusals(files) { try $0.update(["1"], in: Book.schema.table, [(2, "Emma B")]) } == [])
    #expect(
      try refusals(files) { try $0.update(["1"], in: Book.schema.table, [(1, "8")]) } == [
        "there is no id '8' in shelves"
      ])
  }

  @Test("A row goes to the part of its month; a new month is a new part")
  func parts() throws {
    let head = "id,book_id,lent_at,reader,shelves\n"
    let files = [
      "shelves.csv": shelves, "books.csv": books,
      "loans/2026-01.csv": head + "1,1,2026-01-05T00:00:00Z,,\n",
      "loans/2026-02.csv": head + "2,1,2026-02-05T00:00:00Z,,\n",
    ]
    let new = try changed(files) { change in
      for time in ["2026-01-31T00:00:00Z", "2026-03-01T00:00:00Z"] {
        try change.insert(["", "3", time, "", ""], into: Loan.schema.table)
      }
    }
    #expect(
      new["loans/2026-01.csv"]
        == files["loans/2026-01.csv"].map { $0 + "3,3,2026-01-31T00:00:00Z,,\n" })
    #expect(new["loans/2026-03.csv"] == head + "4,3,2026-03-01T00:00:00Z,,\n")
    #expect(new.count == 2)
  }

  @Test("New rows go before the blank lines and rows at the end of a file")
  func blankEnd() throws {
    let new = try changed(["shelves.csv": shelves + ",,\n\n"]) { change in
      try change.insert(Shelf(id: change.newKey(), code: "C", room: nil))
    }
    #expect(new["shelves.csv"] == shelves + "3,C,\n,,\n\n")
  }
}
