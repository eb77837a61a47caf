import Testing

@testable import Patterns

/// The work of matching is counted, as time depends on the machine.
@Suite("The work of patterns")
struct PatternWorkTests {
  /// Patterns on which a matcher that tries one way after another takes exponential time, or close.
  static let killers: [(pattern: String, text: @Sendable (Int) -> String)] = [
    ("(a+)+b", { String(repeating: "a", count: $0) }),
    ("(a|aa)+", { String(repeating: "a", count: $0) + "!" }),
    ("(a|a)*b", { String(repeating: "a", count: $0) }),
    ("((a*)*)*b", { String(repeating: "a", count: $0) }),
    ("(.*)(.*)(.*)(.*)(.*)[^a]", { String(repeating: "a", count: $0) }),
    ("([a-z]+)*=", { String(repeating: "x", count: $0) }),
    ("(\\w+\\s?)+!", { String(repeating: "ab ", count: $0 / 3) }),
    ("(a|b)*a(a|b){12}", { String((0..<$0).map { $0 * $0 % 7 < 3 ? "a" : "b" }) }),
  ]

  @Test("Work is linear in the text, whatever is remembered", arguments: [0, 1 << 8, 1 << 14])
  func linear(memory: Int) throws {
    for (words, text) in Self.killers {
      let pattern = try Pattern(words)
      for length in [10, 100, 2_000] {
        var matcher = PatternMatcher(pattern, memory: memory)
        _ = matcher.matches(text(length))
        // A step looks at each state twice at most: where it was, and where it may be.
        let most = (length + 2) * (2 * pattern.program.states.count + 1)
        #expect(matcher.work <= most, "\(words) on \(length) characters")
      }
    }
  }

  @Test("Optional parts in a row cost no more than their number times the text")
  func optionals() throws {
    for count in [5, 50, 150] {
      let pattern = try Pattern(
        String(repeating: "a?", count: count) + String(repeating: "a", count: count))
      var matcher = PatternMatcher(pattern)
      let isMatch = matcher.matches(String(repeating: "a", count: count))
      #expect(isMatch)
      #expect(matcher.work <= (count + 2) * (2 * pattern.program.states.count + 1))
    }
    let nested = try Pattern("((a{0,5}){0,5}){0,5}[b]")
    var matcher = PatternMatcher(nested)
    let isMatch = matcher.matches(String(repeating: "a", count: 500))
    #expect(!isMatch)
    #expect(matcher.work <= 502 * (2 * nested.program.states.count + 1))
  }

  @Test("What was seen before costs one look a character")
  func remembered() throws {
    var matcher = PatternMatcher(try Pattern("L[0-9]{8}"))
    _ = matcher.matches("L00000001")
    let before = matcher.work
    for number in 1_000..<2_000 { _ = matcher.matches("L0000\(number)") }
    #expect(matcher.work - before == 9 * 1_000)
  }

  @Test("A pattern has at most three states for each of its characters, written out")
  func size() throws {
    for words in ["(a|b|c|d){1000}", "(a?){1000}", "((a+)+)+", "(a{30}){300}", "(){1000}"] {
      let pattern = try Pattern(words)
      #expect(pattern.program.states.count <= 3 * Pattern.largest)
    }
  }
}
