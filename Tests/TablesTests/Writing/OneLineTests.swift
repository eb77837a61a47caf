import TestSupport
import Testing

@testable import Tables

/// A file of books as some program or person may have written it.
///
/// Where `§` stands, the title of book 2 is.
struct OddFile: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var mark = ""
  var lineEnd = "\n"
  let header: String
  let records: [String]
  /// The title of book 2 in the file, and how "Nausea" stands in its place.
  var title = (old: "Emma", new: "Nausea")
  /// The record of book 4, "Ulysses" on shelf 2.
  let added: String
  var endsLastLine = true
  /// Blank lines and rows at the end.
  var rest = ""

  func text(title: String? = nil, without record: Int? = nil, adding: Bool = false) -> String {
    var lines = [header] + records.map { $0.replacing("§", with: title ?? self.title.old) }
    if let record { lines.remove(at: record + 1) }
    let isLastGone = record == records.count - 1
    if adding { lines.append(added) }
    return mark + lines.joined(separator: lineEnd)
      + (endsLastLine || adding || isLastGone ? lineEnd : "") + rest
  }

  static let all = [
    OddFile(
      testDescription: "as we write it", header: "id,shelf_id,title,year",
      records: ["1,1,A,1900", "2,1,§,1815", "3,2,C,"], added: "4,2,Ulysses,"),
    OddFile(
      testDescription: "from Excel: mark and CR LF", mark: "\u{FEFF}", lineEnd: "\r\n",
      header: "id,shelf_id,title,year", records: ["1,1,A,1900", "2,1,§,1815", "3,2,C,"],
      added: "4,2,Ulysses,"),
    OddFile(
      testDescription: "shuffled, with columns of others",
      header: "seen by,title,year,id,shelf_id,no",
      records: [",A,1900,1,1,x", "me,§,1815,2,1,", "\"you, too\",C,,3,2,"],
      added: ",Ulysses,,4,2,"),
    OddFile(
      testDescription: "all quoted, with mark and CR LF, without a last line end", mark: "\u{FEFF}",
      lineEnd: "\r\n", header: #""id","shelf_id","title","year""#,
      records: [#""1","1","A","1900""#, #""2","1",§,"1815""#, #""3","2","C","""#],
      title: (#""Emma""#, #""Nausea""#), added: #""4","2","Ulysses","#, endsLastLine: false),
    OddFile(
      testDescription: "needless and doubled quotes", header: #"id,"shelf_id",title,"year""#,
      records: [#"1,"1","say ""A""",1900"#, #""2",1,§,"1815""#, #"3,"2",C,"""#],
      title: (#""""E"", ""mm"" a""#, #""Nausea""#), added: "4,2,Ulysses,"),
    OddFile(
      testDescription: "line breaks inside quotes, of the other kind", lineEnd: "\r\n",
      header: "id,shelf_id,title,year",
      records: ["1,1,\"A\nB\r\nC\",1900", "2,1,§,1815", "3,2,\"\n\",\"\""],
      title: ("\"Em\n\n2,1,ma\"", "\"Nausea\""), added: "4,2,Ulysses,"),
    OddFile(
      testDescription: "a last record that ends in a line break inside quotes",
      header: "title,id,shelf_id", records: ["A,1,1", "§,2,1", "\"C\n,\n\",3,2"],
      added: "Ulysses,4,2", endsLastLine: false),
    OddFile(
      testDescription: "blank lines at the end", header: "id,shelf_id,title,year",
      records: ["1,1,A,1900", "2,1,§,1815", "3,2,C,"], added: "4,2,Ulysses,", rest: "\n\n"),
    OddFile(
      testDescription: "blank rows and lines at the end, quoted", lineEnd: "\r\n",
      header: "id,shelf_id,title,year", records: ["1,1,A,1900", "2,1,§,1815", "3,2,C,"],
      added: "4,2,Ulysses,", rest: ",,,\r\n\"\",,\"\",\r\n\r\n"),
    OddFile(
      testDescription: "blank rows without a last line end", header: "id,shelf_id,title,year",
      records: ["1,1,A,1900", "2,1,§,1815", "3,2,C,"], added: "4,2,Ulysses,", rest: ",,,\n,,,"),
    OddFile(
      testDescription: "without a column that may be empty", header: "id,title,shelf_id",
      records: ["1,A,1", "2,§,1", "3,C,2"], added: "4,Ulysses,2", endsLastLine: false),
  ]
}

@Suite("One changed row is one changed line")
struct OneLineTests {
  private let shelves = "id,code,room\n1,A,hall\n2,B,\n"

  /// The books after a change of them, and how many lines the diff takes out and puts in.
  private func books(
    _ file: OddFile, _ body: (inout Change) throws -> Void
  ) throws -> (text: String, out: Int, in: Int) {
    let files = ["shelves.csv": shelves, "books.csv": file.text()]
    let new = try changed(files, library, body)
    #expect(Set(new.keys) == ["books.csv"])
    let written = try Store(MemoryFolder(files), catalog: library).preview("test", body)
    let diff = try #require(try written.patches.first?.diff().dropFirst(2))
    return (
      new["books.csv"] ?? "", diff.count { $0.hasPrefix("-") }, diff.count { $0.hasPrefix("+") }
    )
  }

  private func lines(_ texts: String...) -> [Int] { texts.map { $0.count { $0.isNewline } + 1 } }

  @Test("A changed cell", arguments: OddFile.all)
  func update(file: OddFile) throws {
    let new = try books(file) { try $0.update(["2"], in: Book.schema.table, [(2, "Nausea")]) }
    #expect(Array(new.text.utf8) == Array(file.text(title: file.title.new).utf8))
    #expect([new.out, new.in] == lines(file.title.old, file.title.new))
  }

  @Test("A new row", arguments: OddFile.all)
  func insert(file: OddFile) throws {
    let new = try books(file) {
      try $0.insert(["", "2", "Ulysses", ""], into: Book.schema.table)
    }
    #expect(Array(new.text.utf8) == Array(file.text(adding: true).utf8))
    #expect(new.in - new.out == 1 && new.out <= 1)
  }

  @Test("A deleted row, be it the first, one between, or the last", arguments: OddFile.all, 0..<3)
  func delete(file: OddFile, record: Int) throws {
    let new = try books(file) { try $0.delete([String(record + 1)], from: Book.schema.table) }
    #expect(Array(new.text.utf8) == Array(file.text(without: record).utf8))
    #expect(new.in == 0)
  }

  @Test("The last row deleted and a new one added; all rows deleted", arguments: OddFile.all)
  func last(file: OddFile) throws {
    let swapped = try books(file) {
      try $0.insert(["4", "2", "Ulysses", ""], into: Book.schema.table)
      try $0.delete(["3"], from: Book.schema.table)
    }
    #expect(Array(swapped.text.utf8) == Array(file.text(without: 2, adding: true).utf8))
    let none = try books(file) { change in
      for id in 1...3 { try change.delete([String(id)], from: Book.schema.table) }
    }
    #expect(none.text == file.mark + file.header + file.lineEnd + file.rest)
  }

  @Test("The same row changed and put back is no change", arguments: OddFile.all)
  func back(file: OddFile) throws {
    let files = ["shelves.csv": shelves, "books.csv": file.text()]
    let new = try changed(files) { change in
      let old = try #require(try change.row(Key<Book>(2)))
      try change.update(["2"], in: Book.schema.table, [(2, "Nausea")])
      try change.update(old)
    }
    #expect(new.isEmpty)
  }

  @Test("Rows are read as they are, whatever stands behind them", arguments: OddFile.all)
  func reading(file: OddFile) throws {
    let files = ["shelves.csv": shelves, "books.csv": file.text()]
    _ = try changed(files) { change in
      #expect(try change.rows(of: Book.self).map(\.id.id) == [1, 2, 3])
      #expect(try change.rows(where: \Book.shelf, is: Key(1)).map(\.id.id) == [1, 2])
      try change.update(["2"], in: Book.schema.table, [(2, "Nausea")])
    }
  }

  @Test("A column is added to every record, and to no blank line", arguments: ["", "\n", ",,\n\n"])
  func newColumn(rest: String) throws {
    let old = "id,title,shelf_id\n1,A,1\n2,B,1\n"
    let new = try changed(["shelves.csv": shelves, "books.csv": old + rest]) { change in
      try change.update(["2"], in: Book.schema.table, [(3, "1815")])
    }
    let text = try #require(new["books.csv"])
    #expect(text.hasPrefix("id,title,shelf_id,year\n1,A,1,\n2,B,1,1815\n"))
    // Blank stays blank, and can be read.
    let files = ["shelves.csv": shelves, "books.csv": text]
    let findings = try Check(Store(MemoryFolder(files), catalog: library)).list.findings
    #expect(findings.filter { $0.severity == .error }.map(\.shortly) == [])
    #expect(text.count { $0 == "\n" } == (old + rest).count { $0 == "\n" })
  }

  @Test("Characters that only look equal are other bytes, in cells and in keys")
  func normalForms() throws {
    let (composed, decomposed) = ("Z\u{FC}", "Zu\u{308}")
    let files = ["shelves.csv": "id,code,room\n1,\(composed),\(composed)\n"]
    let cell = try changed(files) {
      try $0.update(["1"], in: Shelf.schema.table, [(2, decomposed)])
    }
    #expect(
      cell["shelves.csv"].map { Array($0.utf8) }
        == Array("id,code,room\n1,\(composed),\(decomposed)\n".utf8))
    let key = try changed(files) { change in
      try change.insert(["", decomposed, ""], into: Shelf.schema.table)
      try change.insert(["", "C", ""], into: Shelf.schema.table)
    }
    #expect(
      key["shelves.csv"].map { Array($0.utf8) }
        == Array("id,code,room\n1,\(composed),\(composed)\n2,\(decomposed),\n3,C,\n".utf8))
  }
}

@Suite("One changed row in a table of parts")
struct OneLineOfPartsTests {
  private static let head = "id,book_id,lent_at,reader,shelves"
  private static let files = [
    "shelves.csv": "id,code,room\n1,A,hall\n2,B,\n",
    "books.csv": "id,shelf_id,title,year\n1,1,Emma,\n2,1,Persuasion,\n",
    "loans/2026-01.csv": "\u{FEFF}" + head + "\r\n1,1,2026-01-05T00:00:00Z,,\r\n"
      + "2,1,2026-01-06T00:00:00Z,\"Ann\",A;B",
    "loans/2026-02.csv": "note,lent_at,id,book_id,shelves\n\"x\ny\",2026-02-05T00:00:00Z,3,1,\n\n",
    "loans/2026-04.csv": head + "\n4,2,2026-04-05T00:00:00Z,,\n",
  ]
  private let loans = Loan.schema.table

  private func change(
    _ body: (inout Change) throws -> Void
  ) throws -> [String: String] {
    try changed(Self.files, library, body)
  }

  private func old(_ path: String) -> String { Self.files[path] ?? "" }

  @Test("Only the part in which it stands is touched")
  func update() throws {
    let new = try change { try $0.update(["2"], in: loans, [(3, "Bob")]) }
    #expect(
      new == ["loans/2026-01.csv": old("loans/2026-01.csv").replacing("Ann", with: "Bob")])
  }

  @Test("A row goes to its own month, in that part's manner")
  func insert() throws {
    let new = try change { change in
      try change.insert(["", "1", "2026-02-28T23:59:59Z", "", "B"], into: loans)
      try change.insert(["", "1", "2026-01-31T00:00:00Z", "", ""], into: loans)
    }
    #expect(
      new == [
        "loans/2026-01.csv": old("loans/2026-01.csv") + "\r\n6,1,2026-01-31T00:00:00Z,,\r\n",
        "loans/2026-02.csv": old("loans/2026-02.csv").dropLast()
          + ",2026-02-28T23:59:59Z,5,1,B\n\n",
      ])
  }

  @Test("A key of one part is not given again in another")
  func keys() throws {
    #expect(
      try refusals(Self.files) { change in
        try change.insert(["1", "1", "2026-04-28T00:00:00Z", "", ""], into: loans)
      } == ["id '1' is already there"])
  }

  @Test("A cascade takes rows from every part")
  func cascade() throws {
    let new = try change { try $0.delete(["1"], from: Book.schema.table) }
    #expect(
      new == [
        "books.csv": old("books.csv").replacing("1,1,Emma,\n", with: ""),
        "loans/2026-01.csv": "\u{FEFF}\(Self.head)\r\n",
        "loans/2026-02.csv": "note,lent_at,id,book_id,shelves\n\n",
      ])
  }
}

/// A table of one column, where an empty cell would be a blank line.
private struct Word: TableRow {
  let word: Code<Word>

  static let schema = Schema(
    "words", "A word.", Word.init, Column("word", \.word, .primaryKey))
}

@Suite("A table of one column")
struct OneColumnTests {
  private let catalog = Catalog([Word.schema.table])

  @Test(
    "A row is a line",
    arguments: [
      ("word\nb\n", "word\nb\na\n"), ("word\r\nb", "word\r\nb\r\na\r\n"), ("word", "word\na\n"),
      ("word\n", "word\na\n"),
      ("\u{FEFF}\"word\"\n\"b\"\n\n", "\u{FEFF}\"word\"\n\"b\"\n\"a\"\n\n"),
      ("word\nb\n\"\"\n", "word\nb\na\n\"\"\n"),
    ])
  func insert(old: String, new: String) throws {
    #expect(
      try changed(["words.csv": old], catalog) { try $0.insert(["a"], into: Word.schema.table) }
        == [
          "words.csv": new
        ])
  }

  @Test("A key that looks like a blank row, a mark or a comment can be written and read")
  func odd() throws {
    let words = [",", "\"", "\n", "\r\n", " ", "\u{FEFF}", "#", "-", "a;b", "a/b"]
    for word in words {
      let new: [String: String]
      do {
        new = try changed(["words.csv": "word\nb\n"], catalog) { change in
          try change.insert([word], into: Word.schema.table)
        }
      } catch is RefusedChange {
        continue
      }
      let text = try #require(new["words.csv"])
      #expect(plainRecords(text).map(\.cells) == [["word"], ["b"], [word]])
      #expect(
        try changed(["words.csv": text], catalog) { change in
          try change.delete([word], from: Word.schema.table)
        } == ["words.csv": "word\nb\n"])
    }
  }
}
