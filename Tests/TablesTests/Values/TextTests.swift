import Testing

@testable import Tables

@Suite("Texts, lists, colours, paths, JSON")
struct TextTests {
  enum Phase: String, Vocabulary {
    case before = "BEFORE"
    case after = "AFTER"
  }

  @Test("A word is one of its vocabulary, letter by letter")
  func words() {
    #expect(Phase(cellText: "AFTER") == .after)
    #expect(Phase(cellText: "after") == nil)
    #expect(Phase(cellText: "AFTER ") == nil)
    #expect(Phase.columnType == .enumeration(["BEFORE", "AFTER"]))
  }

  @Test("A list has one mark between its elements, each checked; empty is no elements")
  func lists() {
    #expect([Int](cellText: "1;2;3") == [1, 2, 3])
    #expect([Int](cellText: "") == [])
    #expect([Int](cellText: "7") == [7])
    #expect([1, 2, 3].cellText == "1;2;3")
    #expect([Int]().cellText == "")
    for text in [";", "1;", ";1", "1;;2", "1; 2", "1,2"] {
      #expect([Int](cellText: text) == nil, "\(text)")
      #expect(!ColumnType.list(.int).accepts(text), "\(text)")
    }
    #expect([RelativePath](cellText: "a/b.jpg;c.jpg")?.map(\.text) == ["a/b.jpg", "c.jpg"])
    #expect([String].mayBeEmpty && !String.mayBeEmpty && Int?.mayBeEmpty)
  }

  @Test("Empty is nothing for what may be empty, and a fault for what may not")
  func optionals() {
    #expect(Int?(cellText: "") == .some(nil))
    #expect(Int?(cellText: "5") == .some(5))
    #expect(Int?(cellText: "x") == nil)
    #expect(Int?.none.cellText == "")
    #expect(Int(cellText: "") == nil)
  }

  @Test("A colour is six digits behind a mark")
  func colours() {
    for text in ["#1F77B4", "#ff7f0e", "#000000"] {
      #expect(HexColor(cellText: text)?.cellText == text)
    }
    for text in ["1F77B4", "#1F77B", "#1F77B45", "#1F77BG", "blue", "", "#1f77bé"] {
      #expect(HexColor(cellText: text) == nil, "\(text)")
    }
  }

  @Test("A path stays in its folder")
  func paths() {
    for text in ["a", "a/b.pdf", "...", "a/.../b", ".hidden", "a..b/c", "ä b/c", "..a", "a/.b"] {
      #expect(RelativePath(text)?.cellText == text, "\(text)")
    }
    let outside = [
      "", ".", "..", "/a", "a/", "a//b", "../a", "a/..", "a/../b", "./a", "a/.", "a\\b", "C:\\a",
      "a\nb", "a\u{0}b", "a\u{7F}",
    ]
    for text in outside {
      #expect(RelativePath(text) == nil, "\(text)")
    }
  }

  @Test("A JSON value is kept as written")
  func json() {
    for text in [#"{"a":1.50,"b":[true,null]}"#, "[]", "12", #""x""#, #"{ "a" : 1 }"#] {
      #expect(JSONCell(cellText: text)?.cellText == text)
    }
    for text in [
      "", "{", "{'a':1}", "{a:1}", "[1,]", "nul", "01", "{\u{201C}a\u{201D}:1}", "[1] 2",
    ] {
      #expect(JSONCell(cellText: text) == nil, "\(text)")
    }
  }

  @Test("The length of a text is counted as people count: a letter with its marks is a few")
  func lengths() {
    let type = ColumnType.text(maxLength: 3)
    #expect(type.accepts("abc") && type.accepts("äöü") && type.accepts("日本語"))
    #expect(!type.accepts("abcd") && !type.accepts("äöüß"))
  }
}
