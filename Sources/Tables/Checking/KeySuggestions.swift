internal import Wording

/// What a key that is not there may have been meant to be.
///
/// The keys are looked at only when one is missing, and only so often: a file in which every row
/// refers to nothing must not take the square of its length.
struct KeySuggestions {
  private let keys: KeySet
  private var texts: [String]?
  /// Keys by what they look like, and by what a spreadsheet makes of those with leading zeros.
  private var skeletons: [String: String] = [:]
  private var zeroless: [Substring: String] = [:]
  /// How many more keys may be compared with what was written.
  private var budget = 100_000

  init(_ keys: KeySet) { self.keys = keys }

  struct Suggestion {
    let sentence: String
    var isLookalike = false
  }

  mutating func suggestion(for value: String) -> Suggestion? {
    guard !keys.isOfNumbers, keys.count <= budget || texts != nil else { return nil }
    let texts = prepared()
    let skeleton = LookalikeSet.skeleton(of: value)
    if let twin = skeletons[skeleton] {
      return Suggestion(
        sentence: "It looks like '\(abbreviated(twin))'. "
          + LookalikeSet.difference(of: value, from: twin),
        isLookalike: true)
    }
    if let full = zeroless[value.drop { $0 == "0" }] {
      return Suggestion(
        sentence: "Did you mean '\(abbreviated(full))'? A spreadsheet takes leading zeros away.")
    }
    guard texts.count <= budget else { return nil }
    budget -= texts.count
    return nearest(to: value, in: texts).map {
      Suggestion(sentence: "Did you mean '\(abbreviated($0))'?")
    }
  }

  private mutating func prepared() -> [String] {
    if let texts { return texts }
    let all = (0..<keys.count).map { keys.texts.text($0) }
    for text in all {
      skeletons[LookalikeSet.skeleton(of: text)] = text
      let short = text.drop { $0 == "0" }
      if short.startIndex > text.startIndex, !short.isEmpty { zeroless[short] = text }
    }
    texts = all
    return all
  }
}
