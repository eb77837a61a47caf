import Testing
import Wording

@Suite("Differences of lines")
struct LineDiffTests {
  @Test("Equal texts differ in nothing")
  func equal() {
    #expect(unifiedDiff(from: "a\nb\n", to: "a\nb\n", title: "f") == [])
    #expect(unifiedDiff(from: "", to: "", title: "f") == [])
  }

  @Test("A change is shown with three lines around it; two that are near share a hunk")
  func hunks() {
    let old = (1...20).map { "\($0)\n" }.joined()
    let new = old.replacing("2\n3\n4\n", with: "2\nx\n4\n").replacing("18\n", with: "")
    #expect(
      unifiedDiff(from: old, to: new, title: "f") == [
        "--- f", "+++ f", "@@ -1,6 +1,6 @@", " 1", " 2", "-3", "+x", " 4", " 5", " 6",
        "@@ -15,6 +15,5 @@", " 15", " 16", " 17", "-18", " 19", " 20",
      ])
  }

  @Test("A missing line feed at the end is a difference")
  func lastLine() {
    #expect(
      unifiedDiff(from: "a", to: "a\n", title: "f") == [
        "--- f", "+++ f", "@@ -1 +1 @@", "-a", #"\ No newline at end of file"#, "+a",
      ])
    #expect(
      unifiedDiff(from: "", to: "a\n", title: "f") == ["--- f", "+++ f", "@@ -0,0 +1 @@", "+a"])
  }

  @Test("Letters that only Unicode composes differently, and control characters, are seen")
  func bytes() {
    #expect(
      unifiedDiff(from: "e\u{301}\n", to: "\u{E9}\u{1B}\r\n", title: "f").dropFirst(3) == [
        "-e\u{301}", #"+é\u{1B}\r"#,
      ])
  }
}
