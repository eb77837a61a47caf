import History
import Tables
import TestSupport
import Testing

@Suite("Three versions of a file made one")
struct TableMergeTests {
  private static let base = "id,name,note\n1,urgent,\n2,late,x\n3,new,\n"

  @Test("What only one side touched is taken, cell by cell and row by row")
  func oneSide() throws {
    let merge = try merged(
      Self.base,
      ours: "id,name,note\n1,URGENT,\n2,late,x\n3,new,\n4,ours,\n",
      theirs: "id,name,note\n1,urgent,at once\n3,new,\n5,theirs,\n")
    #expect(merge.text == "id,name,note\n1,URGENT,at once\n3,new,\n4,ours,\n5,theirs,\n")
    #expect(merge.conflicts.isEmpty)
    #expect(Set(merge.touched) == ["1", "2", "5"])
  }

  @Test("Neighbour rows, each changed by one side, are no conflict")
  func neighbours() throws {
    let merge = try merged(
      Self.base, ours: Self.base.replacing("1,urgent,", with: "1,urgent,a"),
      theirs: Self.base.replacing("2,late,x", with: "2,late,b"))
    #expect(merge.text == "id,name,note\n1,urgent,a\n2,late,b\n3,new,\n")
    #expect(merge.conflicts.isEmpty)
  }

  @Test("The same cell with two values is left as whole rows between markers, and named")
  func sameCell() throws {
    let merge = try merged(
      Self.base, ours: Self.base.replacing("2,late,x", with: "2,tardy,x"),
      theirs: Self.base.replacing("2,late,x", with: "2,delayed,y"))
    #expect(
      merge.text == """
        id,name,note
        1,urgent,
        <<<<<<< ours: row 2, name
        2,tardy,y
        ||||||| base
        2,late,x
        =======
        2,delayed,y
        >>>>>>> theirs: row 2, name
        3,new,

        """)
    #expect(
      merge.conflicts.map(\.sentence)
        == ["row 2: name was 'late', ours is 'tardy', theirs is 'delayed'"])
    let store = try Store(MemoryFolder(["labels.csv": merge.text]), catalog: SmallLab.catalog)
    #expect(try Check(store).list.findings.map(\.code) == [.conflictMarker])
  }

  @Test("Both with the same value is no conflict")
  func sameValue() throws {
    let both = Self.base.replacing("2,late,x", with: "2,tardy,x")
    let merge = try merged(Self.base, ours: both, theirs: both + "4,more,\n")
    #expect(merge.text == both + "4,more,\n" && merge.conflicts.isEmpty)
  }

  @Test("A row that one side deleted and the other changed is a conflict, either way")
  func deletion() throws {
    let without = "id,name,note\n1,urgent,\n3,new,\n"
    let changed = Self.base.replacing("2,late,x", with: "2,late,y")
    let first = try merged(Self.base, ours: without, theirs: changed)
    #expect(
      first.text == """
        id,name,note
        1,urgent,
        <<<<<<< ours: row 2, deleted
        ||||||| base
        2,late,x
        =======
        2,late,y
        >>>>>>> theirs: row 2, changed
        3,new,

        """)
    #expect(first.conflicts.map(\.kind) == [.deletion])
    let second = try merged(Self.base, ours: changed, theirs: without)
    #expect(second.text.contains("<<<<<<< ours: row 2, changed\n2,late,y\n||||||| base\n"))
    #expect(second.text.contains("=======\n>>>>>>> theirs: row 2, deleted\n"))
    // Without a change there is no question.
    #expect(try merged(Self.base, ours: without, theirs: Self.base).text == without)
    #expect(try merged(Self.base, ours: Self.base, theirs: without).text == without)
  }

  @Test("An added column merges with edits and added rows of the other side, whoever added it")
  func addedColumn() throws {
    let wide = "id,name,rank,note\n1,urgent,9,\n2,late,,x\n3,new,1,\n"
    let edited = "id,name,note\n1,urgent,z\n2,late,x\n3,new,\n4,more,\n"
    let expected = "id,name,rank,note\n1,urgent,9,z\n2,late,,x\n3,new,1,\n4,more,,\n"
    for (ours, theirs) in [(wide, edited), (edited, wide)] {
      let merge = try merged(Self.base, ours: ours, theirs: theirs)
      #expect(merge.text == expected && merge.conflicts.isEmpty)
    }
    let both = try merged(
      Self.base, ours: wide, theirs: "id,name,note,color\n1,urgent,,red\n2,late,x,\n3,new,,\n")
    #expect(
      both.text == "id,name,rank,note,color\n1,urgent,9,,red\n2,late,,x,\n3,new,1,,\n")
  }

  @Test("A column that one side took away is gone, unless the other wrote into it")
  func removedColumn() throws {
    let narrow = "id,name\n1,urgent\n2,late\n3,new\n"
    #expect(
      try merged(Self.base, ours: Self.base + "4,d,\n", theirs: narrow).text == narrow + "4,d\n")
    #expect(
      try merged(Self.base, ours: narrow, theirs: Self.base + "4,d,\n").text == narrow + "4,d\n")
    let filled = Self.base.replacing("1,urgent,", with: "1,urgent,!")
    for (ours, theirs) in [(filled, narrow), (narrow, filled)] {
      let merge = try merged(Self.base, ours: ours, theirs: theirs)
      #expect(merge.conflicts.map(\.kind) == [.column])
      #expect(merge.text == filled)
    }
  }

  @Test("A side that sorted its rows keeps their order, with the other's edits and rows")
  func sorted() throws {
    let sorted = "id,name,note\n2,late,x\n3,new,\n1,urgent,\n"
    let edited = "id,name,note\n1,urgent,\n2,late,y\n3,new,\n4,more,\n"
    let expected = "id,name,note\n2,late,y\n3,new,\n1,urgent,\n4,more,\n"
    for (ours, theirs) in [(sorted, edited), (edited, sorted)] {
      let merge = try merged(Self.base, ours: ours, theirs: theirs)
      #expect(merge.text == expected && merge.conflicts.isEmpty)
    }
  }

  @Test("A row that theirs put between others stands behind its neighbour")
  func inserted() throws {
    let merge = try merged(
      Self.base, ours: Self.base + "9,last,\n",
      theirs: "id,name,note\n7,first,\n1,urgent,\n8,second,\n2,late,x\n3,new,\n10,end,\n")
    #expect(
      merge.text
        == "id,name,note\n7,first,\n1,urgent,\n8,second,\n2,late,x\n3,new,\n9,last,\n10,end,\n")
  }

  @Test("Line ends, quotes, a byte order mark and a missing last line end stay as they are")
  func bytes() throws {
    let ours = "\u{FEFF}id,name,note\r\n1,\"urgent\",\r\n2,late,x\n3,\"n,e\nw\",\"\""
    let base = "id,name,note\n1,urgent,\n2,late,x\n3,\"n,e\nw\",\n"
    let same = try merged(base, ours: ours, theirs: base.replacing("2,late,x", with: "2,late,y"))
    #expect(same.text == ours.replacing("late,x", with: "late,y"))
    let added = try merged(base, ours: ours, theirs: base + "4,\"a\"\"b\",\n")
    #expect(added.text == ours + "\r\n4,\"a\"\"b\",\r\n")
    let changed = try merged(
      base, ours: ours, theirs: base.replacing("1,urgent,", with: "1,urgent,\"a,b\""))
    #expect(changed.text == ours.replacing("\"urgent\",", with: "\"urgent\",\"a,b\""))
  }

  @Test("A row of the same key that both added is one, or a conflict of what differs")
  func bothAdded() throws {
    let merge = try merged(
      Self.base, ours: Self.base + "4,a,same\n5,b,\n", theirs: Self.base + "4,a,same\n5,c,\n")
    #expect(
      merge.text.hasPrefix(Self.base + "4,a,same\n<<<<<<< ours: row 5, name\n5,b,\n=======\n"))
    #expect(merge.conflicts.map(\.kind) == [.added])
  }

  @Test(
    "What cannot be read to its last byte is refused on any side",
    arguments: [
      "id,name,note\n1,urgent\n", "id,name,note\n1,\"urgent,\n", "name,note\nurgent,\n",
      "id,name,note\n1,a,\n1,b,\n", "id,name,note\n,a,\n", "id,name,name\n1,a,\n",
      "id,name,note\n<<<<<<< ours\n1,a,\n=======\n1,b,\n>>>>>>> theirs\n",
      "id,name,note\n1,a,\n\n2,b,\n", "id;name;note\n1;a;\n",
    ])
  func refused(text: String) {
    for (base, ours, theirs) in [
      (text, Self.base, Self.base), (Self.base, text, Self.base), (Self.base, Self.base, text),
    ] {
      #expect(throws: UnreadableText.self) { try merged(base, ours: ours, theirs: theirs) }
    }
  }

  @Test("Of a time of the last change, the later is right")
  func latest() throws {
    let base = "id,name,note\n1,a,2026-11-20T08:00:00Z\n"
    let merge = try TableMerge(
      SmallLab.labels, base: Array(base.utf8),
      ours: Array(base.replacing("1,a,2026-11-20T08", with: "1,b,2026-11-20T10").utf8),
      theirs: Array(base.replacing("T08", with: "T09").utf8), latest: ["note"])
    #expect(String(decoding: merge.bytes, as: UTF8.self).hasSuffix("1,b,2026-11-20T10:00:00Z\n"))
    #expect(merge.conflicts.isEmpty)
  }

  @Test("A table without a key is merged by whole rows, as often as each stands there")
  func keyless() throws {
    let table = TableSchema(
      name: "log", about: "A line.", columns: [ColumnSchema(name: "line", type: .text())])
    let merge = try TableMerge(
      table, base: Array("line\na\na\nb\n".utf8), ours: Array("line\na\nb\nc\n".utf8),
      theirs: Array("line\na\na\nb\nd\nd\n".utf8))
    #expect(String(decoding: merge.bytes, as: UTF8.self) == "line\na\nb\nc\nd\nd\n")
  }

  private func merged(
    _ base: String, ours: String, theirs: String
  ) throws -> (text: String, conflicts: [MergeConflict], touched: [String]) {
    let merge = try TableMerge(
      SmallLab.labels, base: Array(base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8))
    return (String(decoding: merge.bytes, as: UTF8.self), merge.conflicts, merge.touched)
  }
}
