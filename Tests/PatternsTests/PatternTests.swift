import CSVText
import Foundation
import Testing

@testable import Patterns

@Suite("Patterns")
struct PatternTests {
  struct Answer {
    let pattern: String
    let text: String
    let matches: Bool
  }

  /// What Python says.
  static func answers() throws -> [Answer] {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../fixtures/patterns/fullmatch.csv").path
    var reader = try RecordReader(FileSource.open(path))
    var answers: [Answer] = []
    while true {
      switch try reader.next() {
      case .end: return answers
      case .fault(let fault): Issue.record("\(fault)")
      case .records:
        for record in 0..<reader.batch.count {
          answers.append(
            Answer(
              pattern: reader.batch.text(record, 0), text: reader.batch.text(record, 1),
              matches: reader.batch.text(record, 2) == "true"))
        }
      }
    }
  }

  @Test("A pattern matches what Python's fullmatch does", arguments: [0, 1 << 8, 1 << 14])
  func oracle(memory: Int) throws {
    let answers = try Self.answers()
    #expect(answers.count > 2900)
    var matchers: [String: PatternMatcher] = [:]
    for answer in answers {
      var matcher =
        try matchers[answer.pattern]
        ?? PatternMatcher(Pattern(answer.pattern), memory: memory)
      let found = matcher.matches(answer.text)
      #expect(
        found == answer.matches,
        "\(answer.pattern.debugDescription) on \(answer.text.debugDescription)")
      matchers[answer.pattern] = matcher
    }
  }

  @Test("A pattern is about the whole text", arguments: ["xL1", "L1x", "L1\n", "\nL1", "L", ""])
  func whole(text: String) throws {
    for pattern in ["L[0-9]", "^L[0-9]$", "^L[0-9]", "L[0-9]$"] {
      #expect(try !Self.holds(pattern, text))
      #expect(try Self.holds(pattern, "L1"))
    }
  }

  @Test("Bytes that are no UTF-8 match as one unknown character each")
  func invalidUTF8() throws {
    var matcher = PatternMatcher(try Pattern("a.{2}b"))
    let overlong: [UInt8] = [0x61, 0xC0, 0x80, 0x62]
    let cut: [UInt8] = [0x61, 0xF0, 0x9F]
    let answers = [matcher.matches(overlong.span), matcher.matches(cut.span)]
    #expect(answers == [true, false])
  }

  @Test("Letters are not folded, and a letter with its accent apart is two characters")
  func scalars() throws {
    #expect(try !Self.holds("[a-é]", "A"))
    #expect(try Self.holds("[a-é]", "\u{E9}"))
    #expect(try !Self.holds("[a-é]", "e\u{301}"))
    #expect(try Self.holds("e.", "e\u{301}"))
  }

  private static func holds(_ pattern: String, _ text: String) throws -> Bool {
    var matcher = PatternMatcher(try Pattern(pattern))
    return matcher.matches(text)
  }
}
