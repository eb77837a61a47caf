import CommandLineKit
import Foundation
import Testing

@testable import plainlab

/// What `check` shows of a file on a terminal: the line, and marks below what the finding is about.
@Suite("Excerpts of plainlab check")
struct CheckExcerptTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What is shown of the only finding, without its sentence and hint.
  private func excerpt(_ text: String, width: Int = 80) throws -> String {
    try folder.write(text, to: "data/labels.csv")
    let run = folder.plainlab("check", isTerminal: true, width: width)
    return run.out.split(separator: "\n").filter { $0.contains(" | ") }.joined(separator: "\n")
  }

  @Test("The cell is underlined where it stands")
  func cell() throws {
    #expect(
      try excerpt("id,name,color\n1,daily,red\n2,rush,#112233\n") == """
          2 | 1,daily,red
            |         ^^^
        """)
  }

  @Test("A wide character takes two columns, a combining mark none")
  func wide() throws {
    #expect(
      try excerpt("id,name,color\n1,日本e\u{301},red\n") == """
          2 | 1,日本e\u{301},red
            |         ^^^
        """)
  }

  @Test("Tabs and control characters are shown as escapes, and the marks stand behind them")
  func escapes() throws {
    #expect(
      try excerpt("id,name,color\n1,a\t\u{1B}[31m\u{202E}b,red\n") == #"""
          2 | 1,a\t\u{1B}[31m\u{202E}b,red
            |                          ^^^
        """#)
  }

  @Test("A byte order mark before the first line is seen, and the marks stand where they should")
  func byteOrderMark() throws {
    #expect(
      try excerpt("\u{FEFF}id,nme,color\n1,daily,#112233\n").contains(
        #"""
          1 | \u{FEFF}id,nme,color
            |            ^^^
        """#))
  }

  @Test("A line end of Windows is not shown")
  func carriageReturn() throws {
    #expect(
      try excerpt("id,name,color\n1,daily,red\r\n").contains(
        """
          2 | 1,daily,red
            |         ^^^
        """))
  }

  @Test("Of a cell of several lines the first is shown and underlined")
  func severalLines() throws {
    #expect(
      try excerpt("id,name,color\n1,daily,\"re\nd\"\n") == """
          2 | 1,daily,"re
            |         ^^^
        """)
  }

  @Test("A finding behind a cell of several lines has its own line")
  func behindSeveralLines() throws {
    #expect(
      try excerpt("id,name,color\n1,\"a\nb\",red\n") == """
          3 | b",red
            |    ^^^
        """)
  }

  @Test("A long line is cut on both sides so that the mark is seen", arguments: [20, 40, 80, 200])
  func long(width: Int) throws {
    let text = String(repeating: "a long story ", count: 300) + "ends"
    let shown = try excerpt("id,name,color\n1,\(text),red\n", width: width)
    let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.count == 2)
    #expect(lines.allSatisfy { $0.count <= max(28, width) })
    let mark = try #require(lines[1].firstIndex(of: "^"))
    let at = lines[1].distance(from: lines[1].startIndex, to: mark)
    #expect(lines[0].dropFirst(at).hasPrefix("red"))
    #expect(lines[0].contains("…"))
  }

  @Test("A fault in a long cell of wide characters does not leave the terminal")
  func longWide() throws {
    let text = String(repeating: "漢字", count: 300)
    let shown = try excerpt("id,name,color\n1,\(text),red\n", width: 60)
    for line in shown.split(separator: "\n") { #expect(terminalWidth(String(line)) <= 60) }
    #expect(shown.contains("^^^"))
  }

  @Test("A fault that is a long cell itself is underlined as far as it is shown")
  func longMark() throws {
    let shown = try excerpt(
      "id,name,color\n1,daily,\(String(repeating: "red", count: 500))\n", width: 60)
    for line in shown.split(separator: "\n") { #expect(line.count <= 60) }
    #expect(shown.contains("1,daily,redred") && shown.contains("^^^^"))
  }

  @Test("No byte of a cell reaches the terminal that would command it")
  func hostile() throws {
    try folder.write(
      bytes: Array("id,name,color\n1,a,\u{1B}]0;owned\u{7}\n2,\u{9B}31m,red\n3,".utf8)
        + [0x80, 0x1B] + Array(",x\n4,b\u{1B}[2J\n\u{1B}c,c,#112233\n".utf8), to: "data/labels.csv")
    try folder.write("x\n", to: "data/\u{1B}[31m.csv")
    try folder.write("x\n", to: "data/label\u{202E}s.csv")
    let run = folder.plainlab("check", isTerminal: true)
    #expect(run.status == .findings)
    for scalar in (run.out + run.error).unicodeScalars {
      #expect(scalar == "\n" || scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
      #expect(scalar != "\u{202E}")
    }
  }

  @Test("Where the output is no terminal, there is no excerpt")
  func noTerminal() throws {
    try folder.write("id,name,color\n1,daily,red\n", to: "data/labels.csv")
    #expect(!folder.plainlab("check").out.contains(" | "))
  }

  @Test("Colour only where it is wanted")
  func colour() throws {
    try folder.write("id,name,color\n1,daily,red\n", to: "data/labels.csv")
    let colours = folder.plainlab("check", isTerminal: true, hasColour: true).out
    #expect(colours.contains("\u{1B}[31m"))
    let plain = folder.plainlab("check --no-color", isTerminal: true, hasColour: true).out
    #expect(!plain.contains("\u{1B}"))
  }

  /// The columns of Han characters and ASCII.
  private func terminalWidth(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ((0x4E00...0x9FFF).contains($1.value) ? 2 : 1) }
  }
}
