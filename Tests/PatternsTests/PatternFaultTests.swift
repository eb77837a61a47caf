import Testing

@testable import Patterns

@Suite("Faults of patterns")
struct PatternFaultTests {
  /// Patterns, the characters at which their faults stand, and how the sentences begin.
  static let faults: [(String, Int, String)] = [
    ("(ab", 1, "the group is not closed"),
    ("a(b(c)", 2, "the group is not closed"),
    ("ab)", 3, "')' closes no group"),
    ("x[a-z", 2, "the set is not closed"),
    ("[]a]", 1, "the set is empty"),
    ("[^]", 1, "the set is empty"),
    ("[[:alpha:]]", 2, "there are no named sets"),
    ("a]", 2, "']' closes nothing"),
    ("a}", 2, "'}' closes nothing"),
    ("[z-a]", 2, "the range z-a is the wrong way round"),
    ("[a-\\d]", 2, "'a-\\d' is no end of a range"),
    ("*a", 1, "there is nothing to repeat before '*'"),
    ("a|+", 3, "there is nothing to repeat before '+'"),
    ("^*", 2, "there is nothing to repeat before '*'"),
    ("(?)", 1, "this form of a group is not known"),
    ("{3}", 1, "there is nothing to repeat before '{'"),
    ("a**", 3, "a repetition is repeated"),
    ("a{2}{3}", 5, "a repetition is repeated"),
    ("a+?", 3, "there is no lazy repetition"),
    ("a{2}?", 5, "there is no lazy repetition"),
    ("a*+", 3, "there is no possessive repetition"),
    ("a{,3}", 2, "what stands in { } is no number of times"),
    ("a{x}", 2, "what stands in { } is no number of times"),
    ("a{1", 2, "what stands in { } is no number of times"),
    ("a{1001}", 2, "at most 1000 repetitions are allowed"),
    ("a{99999999999999999999999}", 2, "at most 1000 repetitions are allowed"),
    ("a{3,2}", 2, "the numbers in { } are the wrong way round"),
    ("a^b", 2, "'^' stands only at the beginning"),
    ("a$b", 2, "'$' stands only at the end"),
    ("a\\", 2, "nothing follows the backslash"),
    ("(a)\\1", 4, "what a group matched cannot be referred to"),
    ("\\bword", 1, "'\\b' is a place between characters"),
    ("[\\b]", 2, "'\\b' is a place between characters"),
    ("\\p{L}", 1, "there is no '\\p'"),
    ("\\x41", 1, "there is no '\\x'"),
    ("(?=a)", 1, "a pattern cannot look around"),
    ("a(?!b)", 2, "a pattern cannot look around"),
    ("(?<=a)b", 1, "a pattern cannot look around"),
    ("(?<!a)b", 1, "a pattern cannot look around"),
    ("(?i)a", 1, "this form of a group is not known"),
    ("(?P<n>a)", 1, "this form of a group is not known"),
    ("(a{100}){101}", 9, "the pattern comes to more than 10000 characters"),
    ("((){1000}){1000}", 11, "the pattern comes to more than 10000 characters"),
    (String(repeating: "a{1000}", count: 11), 1, "the pattern comes to more than 10000"),
    (String(repeating: "(", count: 101), 101, "groups stand more than 100 deep"),
    (String(repeating: "a", count: 1001), 1, "the pattern has 1001 characters"),
    (String(repeating: "é", count: 1 << 20), 1, "the pattern has 1048576 characters"),
  ]

  @Test("What is no pattern is refused at its place, with a sentence", arguments: faults)
  func refused(pattern: String, position: Int, sentence: String) {
    do throws(PatternFault) {
      _ = try Pattern(pattern)
      Issue.record("\(pattern.prefix(40)) was accepted")
    } catch {
      #expect(error.position == position, "\(pattern.prefix(40))")
      #expect(error.description.hasPrefix(sentence), "\(error.description)")
      #expect(!error.hint.isEmpty && error.hint.hasSuffix("."))
    }
  }

  static let sound = [
    "", "^", "$", "^$", "()", "a|", "|", "[\\]a]", "[a-]", "[-a]", "[.*+?{}()|$]", "[a^]", "\\^\\$",
    "\\{3\\}", "(?:a)+", "[^\\s\\S]", "a{0}", "a{0,0}", "a{1000}", "-", "\\-", "[[]", "^a|b$",
  ]

  @Test("What only looks like a fault is accepted", arguments: sound)
  func accepted(pattern: String) throws {
    #expect(try Pattern(pattern).text == pattern)
  }
}
