import Tables
import TestSupport
import Testing

/// A small library: a table of shelves, books that stand on them, and loans of books.
struct Shelf: TableRow {
  let id: Key<Shelf>
  var code: String
  var room: String?

  static let schema = Schema(
    "shelves", "Where books stand.", Shelf.init,
    Column("id", \.id, .primaryKey),
    Column("code", \.code, .unique),
    Column("room", \.room))
}

struct Book: TableRow {
  let id: Key<Book>
  var shelf: Key<Shelf>
  var title: String
  var year: Int?

  static let schema = Schema(
    "books", "A book on a shelf.", Book.init,
    Column("id", \.id, .primaryKey),
    Column("shelf_id", \.shelf, .references(Shelf.self, onDelete: .restrict)),
    Column("title", \.title),
    Column("year", \.year),
    rules: [.number(\.year, atLeast: 1450, "no book was printed before 1450")])
}

struct Loan: TableRow {
  let id: Key<Loan>
  var book: Key<Book>
  var lentAt: Instant
  var reader: String?
  var tags: [String]

  static let schema = Schema(
    "loans", "A book that somebody took.", Loan.init,
    Column("id", \.id, .primaryKey),
    Column("book_id", \.book, .references(Book.self, onDelete: .cascade)),
    Column("lent_at", \.lentAt),
    Column("reader", \.reader, .references(Reader.self, column: "code", onDelete: .warn)),
    Column("shelves", \.tags, .references(Shelf.self, column: "code", onDelete: .restrict)))
}

struct Reader: TableRow {
  let code: Code<Reader>
  var name: String

  static let schema = Schema(
    "readers", "Who borrows books.", Reader.init,
    Column("code", \.code, .primaryKey), Column("name", \.name))
}

let library = Catalog([
  Shelf.schema.table, Book.schema.table, Loan.schema.table, Reader.schema.table,
])

/// What a change would make of the files of a folder in memory: those that it touches.
func changed(
  _ files: [String: String], _ catalog: Catalog = library,
  _ body: (inout Change) throws -> Void
) throws -> [String: String] {
  let store = try Store(MemoryFolder(files), catalog: catalog)
  let written = try store.preview("test", body)
  var new: [String: String] = [:]
  for patch in written.patches {
    var bytes: [UInt8] = []
    for piece in patch.pieces {
      switch piece {
      case .kept(let range):
        bytes += Array((files[patch.path] ?? "").utf8)[range]
      case .new(let new): bytes += new
      case .copied: Issue.record("a change of rows copies no file")
      }
    }
    // The diff is made of the same splices and must not fail.
    let lines = try patch.diff()
    #expect(lines.count > 2)
    new[patch.path] = String(decoding: bytes, as: UTF8.self)
  }
  return new
}

/// The messages with which a change is refused; none when it is not.
func refusals(
  _ files: [String: String], _ catalog: Catalog = library,
  _ body: (inout Change) throws -> Void
) throws -> [String] {
  do {
    _ = try changed(files, catalog, body)
    return []
  } catch let refused as RefusedChange {
    return refused.findings.map(\.message)
  }
}
