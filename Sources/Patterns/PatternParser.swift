/// Reads a pattern, by recursive descent: either of sequences of repeated atoms.
struct PatternParser {
  let scalars: [Unicode.Scalar]
  var position = 0
  private var depth = 0

  init(_ text: String) throws(PatternFault) {
    scalars = Array(text.unicodeScalars.prefix(Pattern.longest + 1))
    guard scalars.count <= Pattern.longest else {
      throw PatternFault(kind: .tooLong(text.unicodeScalars.count), position: 1)
    }
  }

  mutating func parse() throws(PatternFault) -> PatternNode {
    if peek == "^" { position += 1 }
    let node = try either()
    guard peek == nil else { throw fault(.strayParenthesis) }
    guard node.size <= Pattern.largest else { throw fault(.tooLarge, at: 0) }
    return node
  }
}

extension PatternParser {
  /// The scalar that is next; `nil` at the end.
  var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  /// A fault at the scalar that is next, or at another.
  func fault(_ kind: PatternFault.Kind, at place: Int? = nil) -> PatternFault {
    PatternFault(kind: kind, position: (place ?? position) + 1)
  }

  private mutating func either() throws(PatternFault) -> PatternNode {
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .either(branches)
  }

  private mutating func sequence() throws(PatternFault) -> PatternNode {
    var parts: [PatternNode] = []
    while let scalar = peek, scalar != "|", scalar != ")" {
      if scalar == "$", position == scalars.count - 1 {
        position += 1
        break
      }
      parts.append(try repetition())
    }
    if parts.isEmpty { return .empty }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func atom() throws(PatternFault) -> PatternNode {
    let start = position
    guard let scalar = peek else { return .empty }
    position += 1
    switch scalar {
    case "(": return try group(from: start)
    case "[": return .one(try bracket(from: start))
    case "\\": return .one(try escaped())
    case ".": return .one(.allButLineFeed)
    case "*", "+", "?", "{": throw fault(.nothingToRepeat(Character(scalar)), at: start)
    case "^", "$": throw fault(.inTheMiddle(Character(scalar)), at: start)
    case "]", "}": throw fault(.strayBracket(Character(scalar)), at: start)
    default: return .one(ScalarSet(scalar))
    }
  }

  private mutating func group(from start: Int) throws(PatternFault) -> PatternNode {
    if take("?"), !take(":") {
      let isLook = peek == "=" || peek == "!" || (peek == "<" && isLook(position + 1))
      throw fault(isLook ? .look : .groupForm, at: start)
    }
    depth += 1
    guard depth <= Pattern.deepest else { throw fault(.tooDeep, at: start) }
    let node = try either()
    guard take(")") else { throw fault(.unclosedGroup, at: start) }
    depth -= 1
    return node
  }

  private func isLook(_ place: Int) -> Bool {
    place < scalars.count && (scalars[place] == "=" || scalars[place] == "!")
  }
}

// MARK: Repetition

extension PatternParser {
  private mutating func repetition() throws(PatternFault) -> PatternNode {
    let node = try atom()
    let start = position
    let counts: (atLeast: Int, atMost: Int?)
    switch peek {
    case "*": counts = (0, nil)
    case "+": counts = (1, nil)
    case "?": counts = (0, 1)
    case "{": counts = try self.counts()
    default: return node
    }
    if peek != "{", position == start { position += 1 }
    switch peek {
    case "?": throw fault(.lazy)
    case "+": throw fault(.possessive)
    case "*", "{": throw fault(.repeatedTwice)
    default: break
    }
    let repeated = PatternNode.repeated(node, atLeast: counts.atLeast, atMost: counts.atMost)
    guard repeated.size <= Pattern.largest else { throw fault(.tooLarge, at: start) }
    return repeated
  }

  /// What stands within braces.
  private mutating func counts() throws(PatternFault) -> (atLeast: Int, atMost: Int?) {
    let start = position
    position += 1
    guard let atLeast = try number(from: start) else { throw fault(.unreadableCount, at: start) }
    var atMost: Int? = atLeast
    if take(",") { atMost = try number(from: start) }
    guard take("}") else { throw fault(.unreadableCount, at: start) }
    if let atMost, atMost < atLeast { throw fault(.countsWrongWayRound, at: start) }
    return (atLeast, atMost)
  }

  private mutating func number(from start: Int) throws(PatternFault) -> Int? {
    var number: Int?
    while let digit = peek, digit.value >= 0x30, digit.value <= 0x39 {
      let value = (number ?? 0) * 10 + Int(digit.value - 0x30)
      guard value <= Pattern.mostRepetitions else {
        throw fault(.tooManyRepetitions, at: start)
      }
      number = value
      position += 1
    }
    return number
  }
}
