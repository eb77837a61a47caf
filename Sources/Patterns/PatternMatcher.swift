/// A pattern made ready for many texts.
///
/// The sets of states in which the program may be while it reads are remembered, and where each
/// character leads from there, so that after the first few texts a character costs one look-up. What
/// is remembered is bounded: when it grows too large, it is forgotten, and made anew as it is needed.
/// So a text of *n* characters never takes more than *n* times the states of the pattern, whatever
/// the two are.
public struct PatternMatcher: Sendable {
  public let pattern: Pattern
  /// For each set of states and kind of character the next set plus one; 0 where it is not known yet.
  private var moves: [UInt32] = []
  /// The sets of states, each with its reading states and perhaps the end, ascending.
  private var sets: [[Int32]] = []
  private var accepts: [Bool] = []
  private var known: [[Int32]: Int] = [:]
  private var marks: Marks
  private let mostSets: Int
  /// How many states were looked at so far, and how many characters were read: for tests.
  private(set) var work = 0

  /// - Parameter memory: About how many moves are remembered.
  public init(_ pattern: Pattern, memory: Int = 1 << 14) {
    self.pattern = pattern
    marks = Marks(count: pattern.program.states.count)
    // A set also costs the states that it lists.
    let cost = pattern.program.kinds.count + pattern.program.states.count
    mostSets = max(2, memory / cost)
  }

  /// Whether the whole text is as the pattern says.
  public mutating func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return matches(bytes.span)
  }

  /// The same of UTF-8. Bytes that are none count as U+FFFD, each.
  public mutating func matches(_ text: Span<UInt8>) -> Bool {
    var set = start()
    var i = 0
    while i < text.count {
      let kind: Int
      if text[i] < 0x80 {
        kind = pattern.program.kinds.kind(ofASCII: text[i])
        i &+= 1
      } else {
        let (value, length) = text.scalar(at: i)
        kind = pattern.program.kinds.kind(of: value)
        i &+= length
      }
      work &+= 1
      let move = moves[set &* pattern.program.kinds.count &+ kind]
      set = move > 0 ? Int(move) &- 1 : step(from: set, kind)
      // Nothing can follow: the rest does not matter.
      if sets[set].isEmpty { return false }
    }
    return accepts[set]
  }
}

extension PatternMatcher {
  /// The set in which reading begins; the first of all.
  private mutating func start() -> Int {
    if !sets.isEmpty { return 0 }
    marks.clear()
    var list: [Int32] = []
    follow(0, into: &list)
    return remember(list)
  }

  /// The set that a kind of character leads to, which is remembered.
  private mutating func step(from set: Int, _ kind: Int) -> Int {
    marks.clear()
    var next: [Int32] = []
    for state in sets[set] {
      work &+= 1
      guard case .read(let characters) = pattern.program.states[Int(state)],
        pattern.program.isKindInSet[characters][kind]
      else { continue }
      follow(Int(state) + 1, into: &next)
    }
    let place = known[next.sorted()]
    if place == nil, sets.count >= mostSets {
      forget()
      return remember(next)
    }
    let target = place ?? remember(next)
    moves[set * pattern.program.kinds.count + kind] = UInt32(truncatingIfNeeded: target + 1)
    return target
  }

  /// Adds the states that read, or accept, and are reached from one without reading.
  private mutating func follow(_ state: Int, into list: inout [Int32]) {
    var open = [state]
    while let state = open.popLast() {
      guard marks.insert(state) else { continue }
      work &+= 1
      switch pattern.program.states[state] {
      case .read, .accept: list.append(Int32(truncatingIfNeeded: state))
      case .jump(let target): open.append(target)
      case .fork(let one, let other):
        open.append(other)
        open.append(one)
      }
    }
  }

  private mutating func remember(_ list: [Int32]) -> Int {
    let sorted = list.sorted()
    known[sorted] = sets.count
    sets.append(sorted)
    // The end is the last state of the program.
    accepts.append(sorted.last.map { Int($0) == pattern.program.states.count - 1 } ?? false)
    moves.append(contentsOf: repeatElement(0, count: pattern.program.kinds.count))
    return sets.count - 1
  }

  /// Forgets all sets but the first, in which every text begins.
  private mutating func forget() {
    let first = sets[0]
    sets.removeAll()
    accepts.removeAll()
    moves.removeAll()
    known.removeAll()
    _ = remember(first)
  }
}

/// Which states were met in the step at hand.
private struct Marks: Sendable {
  private var steps: [Int]
  private var step = 0

  init(count: Int) { steps = Array(repeating: 0, count: count) }

  mutating func clear() { step &+= 1 }

  /// Whether it is met for the first time.
  mutating func insert(_ state: Int) -> Bool {
    guard steps[state] != step else { return false }
    steps[state] = step
    return true
  }
}

extension Span<UInt8> {
  /// The scalar that begins at a byte above 0x7F, and its length.
  fileprivate func scalar(at i: Int) -> (value: UInt32, length: Int) {
    let lead = self[i]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, i &+ length <= count else { return (0xFFFD, 1) }
    var value = UInt32(lead) & (0x7F &>> UInt32(length))
    for offset in 1..<length {
      let byte = self[i &+ offset]
      guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value &<< 6 | UInt32(byte & 0x3F)
    }
    return Unicode.Scalar(value) == nil ? (0xFFFD, 1) : (value, length)
  }
}
