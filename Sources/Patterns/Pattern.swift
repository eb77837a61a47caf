/// What a text must look like, as a regular expression that is about the whole of it.
///
///     var labels = PatternMatcher(try Pattern("L[0-9]{8}"))
///     labels.matches("L00000001")   // true; "xL00000001" and "L000000012" are none
///
/// The language is what people use for codes and labels, and what can be matched in time that is
/// linear in the text:
///
/// | written | matches |
/// | --- | --- |
/// | `a` | itself, as every character without a meaning here |
/// | `\.` | the character behind the backslash: any that is neither a letter nor a digit |
/// | `\t` `\n` `\r` | tab, line feed, carriage return |
/// | `.` | any character but a line feed |
/// | `[abc]` `[a-z_]` `[^,;]` | one of these, or with `^` any but these |
/// | `\d` `\w` `\s` | a digit; a letter, digit or `_`; white space: of ASCII, also within brackets |
/// | `\D` `\W` `\S` | any character but those |
/// | `(…)` `(?:…)` | what stands between, as one |
/// | `a\|b` | either |
/// | `?` `*` `+` | what stands before once or not, any number of times, at least once |
/// | `{3}` `{3,}` `{3,5}` | so often, up to 1,000 |
/// | `^` `$` | at the ends, where they say what holds anyway |
///
/// A character is a Unicode scalar, and upper and lower case differ. The same as in Python's `re`
/// with `fullmatch` and `ASCII`, where both know a pattern. What needs backtracking (references to a
/// group, a look around, lazy and possessive repetition) is refused, with its place.
public struct Pattern: Sendable, Hashable {
  /// The pattern as it was written.
  public let text: String
  let program: Program

  /// The longest pattern, in characters.
  public static let longest = 1_000
  /// The most characters and groups that a pattern may come to once its repetitions are written out.
  public static let largest = 10_000
  /// The largest number within `{ }`.
  public static let mostRepetitions = 1_000
  /// How deep groups may stand within each other.
  public static let deepest = 100

  /// - Throws: what is wrong with the pattern, and where in it.
  public init(_ text: String) throws(PatternFault) {
    self.text = text
    var parser = try PatternParser(text)
    program = Program(try parser.parse())
  }

  public static func == (left: Self, right: Self) -> Bool { left.text == right.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
