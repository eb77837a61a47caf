/// A pattern as a machine whose states read one character each, or lead on without one.
///
/// Ken Thompson's construction ("Regular Expression Search Algorithm", Communications of the ACM 11
/// (6), 1968): each part of a pattern becomes a few states, so that there are as many as the pattern
/// is long once its repetitions are written out, and a text is matched by following all states that
/// it may be in at once.
struct Program: Sendable {
  enum State: Sendable {
    /// Reads a character of these kinds and goes to the next state.
    case read(set: Int)
    /// Goes to both.
    case fork(Int, Int)
    case jump(Int)
    case accept
  }

  private(set) var states: [State] = []
  /// The sets that are read, each once.
  private(set) var sets: [ScalarSet] = []
  /// Characters that no set of the pattern tells apart are of one kind.
  let kinds: ScalarKinds
  /// For each set, for each kind, whether it is in it.
  let isKindInSet: [[Bool]]

  init(_ node: PatternNode) {
    var assembly = Assembly()
    assembly.add(node)
    assembly.states.append(.accept)
    states = assembly.states
    sets = assembly.sets
    let kinds = ScalarKinds(telling: assembly.sets)
    self.kinds = kinds
    isKindInSet = assembly.sets.map { set in kinds.samples.map { set.contains($0) } }
  }
}

/// The states of a program while they are put one behind the other.
private struct Assembly {
  var states: [Program.State] = []
  var sets: [ScalarSet] = []
  private var places: [ScalarSet: Int] = [:]

  mutating func add(_ node: PatternNode) {
    switch node {
    case .empty: return
    case .one(let set): states.append(.read(set: place(of: set)))
    case .sequence(let parts): for part in parts { add(part) }
    case .either(let branches): addEither(branches)
    case .repeated(let part, let atLeast, let atMost):
      guard let atMost else { return addLoop(part, atLeast: atLeast) }
      for _ in 0..<atLeast { add(part) }
      addOptional(part, times: atMost - atLeast)
    }
  }

  private mutating func place(of set: ScalarSet) -> Int {
    if let place = places[set] { return place }
    places[set] = sets.count
    sets.append(set)
    return sets.count - 1
  }

  private mutating func addEither(_ branches: [PatternNode]) {
    var ends: [Int] = []
    for branch in branches.dropLast() {
      let fork = states.count
      states.append(.fork(fork + 1, fork))
      add(branch)
      ends.append(states.count)
      states.append(.jump(0))
      states[fork] = .fork(fork + 1, states.count)
    }
    if let last = branches.last { add(last) }
    for end in ends { states[end] = .jump(states.count) }
  }

  /// Each may be left out together with those behind it.
  private mutating func addOptional(_ part: PatternNode, times: Int) {
    var forks: [Int] = []
    for _ in 0..<times {
      forks.append(states.count)
      states.append(.jump(0))
      add(part)
    }
    for fork in forks { states[fork] = .fork(fork + 1, states.count) }
  }

  private mutating func addLoop(_ part: PatternNode, atLeast: Int) {
    guard atLeast > 0 else {
      let fork = states.count
      states.append(.jump(0))
      add(part)
      states.append(.jump(fork))
      states[fork] = .fork(fork + 1, states.count)
      return
    }
    // The last one that must be there is the one that may come again.
    for _ in 1..<atLeast { add(part) }
    let start = states.count
    add(part)
    states.append(.fork(start, states.count + 1))
  }
}
