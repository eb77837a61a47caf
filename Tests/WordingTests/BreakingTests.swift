import Testing
import Wording

@Suite("Breaking cells")
struct BreakingTests {
  @Test("A line ends at a space, else after a mark, else anywhere")
  func places() {
    #expect(broken("one two three", toWidth: 8) == ["one two", "three"])
    #expect(broken("one two", toWidth: 3) == ["one", "two"])
    #expect(broken("a,b;c/d-e_f", toWidth: 4) == ["a,b;", "c/d-", "e_f"])
    #expect(broken("abcdefgh", toWidth: 3) == ["abc", "def", "gh"])
    #expect(broken("fits", toWidth: 4) == ["fits"])
    #expect(broken("", toWidth: 4) == [""])
  }

  @Test("Only the spaces at the end of a line go")
  func spaces() {
    #expect(broken("  a  b    c", toWidth: 6) == ["  a  b", "c"])
    #expect(broken("     ab", toWidth: 3) == ["   ", "ab"])
  }

  @Test("Characters stay whole, however narrow the column")
  func characters() {
    #expect(broken("検体ab", toWidth: 3) == ["検", "体a", "b"])
    #expect(broken("検体", toWidth: 1) == ["検", "体"])
    #expect(broken("e\u{301}e\u{301}e", toWidth: 2) == ["e\u{301}e\u{301}", "e"])
  }
}
