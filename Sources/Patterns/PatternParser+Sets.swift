/// Sets of characters, and characters behind a backslash.
extension PatternParser {
  /// What a backslash and the scalar behind it stand for.
  mutating func escaped() throws(PatternFault) -> ScalarSet {
    let start = position - 1
    guard let scalar = peek else { throw fault(.endsInBackslash, at: start) }
    position += 1
    switch scalar {
    case "d": return .digits
    case "D": return .digits.inverted
    case "w": return .wordCharacters
    case "W": return .wordCharacters.inverted
    case "s": return .whiteSpace
    case "S": return .whiteSpace.inverted
    case "t": return ScalarSet("\t")
    case "n": return ScalarSet("\n")
    case "r": return ScalarSet("\r")
    case "0"..."9", "k": throw fault(.backreference, at: start)
    case "b", "B", "A", "Z", "z", "G": throw fault(.boundary(Character(scalar)), at: start)
    case "a"..."z", "A"..."Z": throw fault(.unknownEscape(Character(scalar)), at: start)
    default: return ScalarSet(scalar)
    }
  }

  /// The rest of a set, whose bracket was taken.
  mutating func bracket(from start: Int) throws(PatternFault) -> ScalarSet {
    let isInverted = take("^")
    if peek == "]" { throw fault(.emptyBracket, at: start) }
    var ranges: [ClosedRange<UInt32>] = []
    while !take("]") {
      let place = position
      let low = try element(from: start)
      // A minus at the end is one.
      guard peek == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
        ranges += low.ranges
        continue
      }
      position += 1
      let high = try element(from: start)
      guard let first = low.onlyScalar, let last = high.onlyScalar else {
        throw fault(.noRange(text(place..<position)), at: place)
      }
      guard first <= last else { throw fault(.wrongWayRound(text(place..<position)), at: place) }
      ranges.append(first...last)
    }
    let set = ScalarSet(ranges)
    return isInverted ? set.inverted : set
  }

  private mutating func element(from start: Int) throws(PatternFault) -> ScalarSet {
    guard let scalar = peek else { throw fault(.unclosedBracket, at: start) }
    if scalar == "[", position + 1 < scalars.count,
      ":.=".unicodeScalars.contains(scalars[position + 1])
    {
      throw fault(.namedClass)
    }
    position += 1
    return scalar == "\\" ? try escaped() : ScalarSet(scalar)
  }

  private func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }
}

extension ScalarSet {
  /// The one scalar that it holds; `nil` where there are more.
  fileprivate var onlyScalar: UInt32? {
    ranges.count == 1 && ranges[0].count == 1 ? ranges[0].lowerBound : nil
  }
}
