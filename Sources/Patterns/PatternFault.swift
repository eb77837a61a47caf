/// Why a text is no pattern: what it is, and where.
public struct PatternFault: Error, Hashable {
  public enum Kind: Sendable, Hashable {
    case tooLong(Int)
    case tooLarge
    case tooDeep
    case unclosedGroup
    case strayParenthesis
    case unclosedBracket
    case emptyBracket
    case strayBracket(Character)
    case namedClass
    case wrongWayRound(String)
    case noRange(String)
    case nothingToRepeat(Character)
    case repeatedTwice
    case lazy
    case possessive
    case unreadableCount
    case tooManyRepetitions
    case countsWrongWayRound
    case inTheMiddle(Character)
    case endsInBackslash
    case backreference
    case boundary(Character)
    case unknownEscape(Character)
    case look
    case groupForm
  }

  public let kind: Kind
  /// The character at which it stands, from 1.
  public let position: Int
}

extension PatternFault: CustomStringConvertible {
  /// What is wrong and where, as a sentence without a capital or a full stop.
  public var description: String {
    switch kind {
    case .tooLong, .tooLarge: words.message
    default: "\(words.message), at character \(position)"
    }
  }

  /// What to do, as a sentence; may be empty.
  public var hint: String { words.hint }

  private var words: (message: String, hint: String) {
    switch kind {
    case .tooLong(let count):
      (
        "the pattern has \(count) characters, at most \(Pattern.longest) are allowed",
        "Repetitions are written shorter: [0-9]{8}."
      )
    case .tooLarge:
      (
        "the pattern comes to more than \(Pattern.largest) characters when repetitions are written out",
        "Write smaller numbers within { }, above all where one stands in another."
      )
    case .tooDeep:
      ("groups stand more than \(Pattern.deepest) deep in each other", "Write it flatter.")
    case .unclosedGroup: ("the group is not closed", "Write ')' at its end, or '\\(' for itself.")
    case .strayParenthesis: ("')' closes no group", "Write '\\)' for the character itself.")
    case .unclosedBracket:
      ("the set is not closed", "Write ']' at its end, or '\\[' for the character itself.")
    case .emptyBracket:
      ("the set is empty", "Write '\\]' for a bracket in a set, as in [\\]a-z].")
    case .strayBracket(let character):
      ("'\(character)' closes nothing", "Write '\\\(character)' for the character itself.")
    case .namedClass: ("there are no named sets", "Write the characters, as in [A-Za-z0-9].")
    case .wrongWayRound(let range):
      ("the range \(range) is the wrong way round", "The lower character comes first.")
    case .noRange(let part):
      ("'\(part)' is no end of a range", "Write '\\-' for the character itself.")
    case .nothingToRepeat(let character):
      (
        "there is nothing to repeat before '\(character)'",
        "Write '\\\(character)' for the character itself."
      )
    case .repeatedTwice:
      ("a repetition is repeated", "Put what it repeats in a group, as in (a{2})*.")
    case .lazy:
      (
        "there is no lazy repetition",
        "Leave the '?' out: the whole cell must match, so it changes nothing."
      )
    case .possessive:
      (
        "there is no possessive repetition",
        "Leave the '+' out: matching takes no longer without it."
      )
    case .unreadableCount:
      ("what stands in { } is no number of times", "Write {3}, {3,} or {3,5}, or '\\{' for itself.")
    case .tooManyRepetitions:
      ("at most \(Pattern.mostRepetitions) repetitions are allowed", "Write a smaller number.")
    case .countsWrongWayRound:
      ("the numbers in { } are the wrong way round", "The smaller one comes first.")
    case .inTheMiddle(let character):
      (
        "'\(character)' stands only at the \(character == "^" ? "beginning" : "end")",
        "A pattern is about the whole cell anyway. Write '\\\(character)' for the character itself."
      )
    case .endsInBackslash:
      ("nothing follows the backslash", "Write '\\\\' for the character itself.")
    case .backreference:
      ("what a group matched cannot be referred to", "Write out what may stand there.")
    case .boundary(let character):
      (
        "'\\\(character)' is a place between characters, which is not known here",
        "A pattern is about the whole cell anyway."
      )
    case .unknownEscape(let character):
      (
        "there is no '\\\(character)'",
        "Known are \\d \\w \\s \\D \\W \\S \\t \\n \\r; a letter stands for itself without one."
      )
    case .look: ("a pattern cannot look around", "Write out what may stand in the cell.")
    case .groupForm:
      ("this form of a group is not known", "Write (…), or (?:…), which means the same here.")
    }
  }
}
