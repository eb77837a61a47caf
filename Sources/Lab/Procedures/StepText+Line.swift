internal import Wording

/// A step as a person writes it, with its minutes at the end: `Run both control levels  (18 min)`.
extension StepText {
  /// The step in that form. Where the instruction itself ends like a duration, `(- min)` says that
  /// none follows.
  public var line: String {
    let suffix =
      if let estimatedMinutes {
        "  (\(estimatedMinutes) min)"
      } else if WrittenDuration(endOf: description) != nil {
        "  (- min)"
      } else {
        ""
      }
    return description + suffix
  }

  /// Reads that form. Hours are understood too: `(2 h)`, `(1 h 30 min)`.
  public init(line: String) throws(UnreadableDuration) {
    guard let duration = WrittenDuration(endOf: line) else {
      self.init(line)
      return
    }
    switch duration.meaning {
    case .minutes(let minutes): self.init(String(duration.before), minutes: minutes)
    case .none: self.init(String(duration.before))
    case .unreadable(let text): throw UnreadableDuration(text: text)
    }
  }

  /// Reads a duration alone: `90`, `90 min`, `1 h 30 min`.
  public static func minutes(_ text: String) -> Int? {
    if let minutes = Int(text), minutes >= 0 { return minutes }
    guard let duration = WrittenDuration(endOf: "(\(text))"), duration.before.isEmpty,
      case .minutes(let minutes) = duration.meaning
    else { return nil }
    return minutes
  }
}

/// What looks like a duration at the end of a step, and is none.
public struct UnreadableDuration: Error, Equatable, CustomStringConvertible {
  /// What stands there, in its parentheses.
  public let text: String

  public var description: String {
    "'\(visible(text))' is not a duration in whole minutes, as in (90 min) or (1 h 30 min); "
      + "where it belongs to the instruction, end the step with (- min)"
  }
}

/// The parentheses at the end of a text that give a duration, if there are any.
private struct WrittenDuration {
  enum Meaning {
    case minutes(Int)
    case none
    case unreadable(String)
  }

  /// The text before them.
  let before: Substring
  let meaning: Meaning

  init?(endOf text: String) {
    guard text.utf8.last == UInt8(ascii: ")"),
      let open = text.utf8.lastIndex(of: UInt8(ascii: "("))
    else { return nil }
    before = text[..<open]
    let inside = text[text.utf8.index(after: open)...].dropLast()
    // Six digits at most, so that nothing overflows.
    let duration = /(?:(\d{1,6}) ?h(?:ours?)?)? ?(?:(\d{1,6}) ?min(?:s|utes?)?)?/
    if inside == "- min" {
      meaning = .none
    } else if let match = inside.wholeMatch(of: duration), match.1 != nil || match.2 != nil {
      let hours = match.1.flatMap { Int($0) } ?? 0
      meaning = .minutes(hours * 60 + (match.2.flatMap { Int($0) } ?? 0))
    } else if inside.wholeMatch(of: /[-+.,\d].*[ \d](?:h|hours?|min|mins|minutes?)/) != nil {
      meaning = .unreadable("(\(inside))")
    } else {
      return nil
    }
  }
}
