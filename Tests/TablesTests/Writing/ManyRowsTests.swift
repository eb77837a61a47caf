import Testing

@testable import Tables

@Suite("A change of many rows")
struct ManyRowsTests {
  private let shelves = "id,code,room\n1,A,\n"

  @Test("Each row with a reference to nothing is told of by itself")
  func references() throws {
    let found = try refusals(["shelves.csv": shelves]) { change in
      for _ in 0..<1500 { try change.insert(["", "9", "x", ""], into: Book.schema.table) }
    }
    #expect(found == Array(repeating: "there is no id '9' in shelves", count: 1500))
  }

  @Test("References that were broken before are no reason to refuse a change of other cells")
  func oldFaults() throws {
    let rows = (1...2500).map { "\($0),9,x,\n" }.joined()
    let files = ["shelves.csv": shelves, "books.csv": "id,shelf_id,title,year\n" + rows]
    let found = try refusals(files) { change in
      for id in stride(from: 1, through: 2500, by: 2) {
        try change.update(["\(id)"], in: Book.schema.table, [(2, "y")])
      }
    }
    #expect(found == [])
  }

  @Test("Inserted rows that go with deleted ones are the right ones")
  func cascade() throws {
    let files = [
      "shelves.csv": shelves, "books.csv": "id,shelf_id,title,year\n1,1,a,\n2,1,b,\n3,1,c,\n",
    ]
    let new = try changed(files) { change in
      for book in 1...3 {
        try change.insert(
          ["", "\(book)", "2026-01-01T00:00:00Z", "", ""], into: Loan.schema.table)
      }
      try change.delete(["1"], from: Book.schema.table)
      try change.delete(["2"], from: Book.schema.table)
    }
    #expect(
      new["loans.csv"] == "id,book_id,lent_at,reader,shelves\n3,3,2026-01-01T00:00:00Z,,\n")
  }
}
