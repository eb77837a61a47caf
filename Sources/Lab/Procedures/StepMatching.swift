/// Which step of a procedure each step of a new text is, so that a step keeps its id, and with it what
/// its runs have recorded, while its text changes.
///
/// From the surest to the likeliest: a step that says the same is the same, also at another place, at
/// first together with its neighbours; so is one with another duration; one that a procedure once had
/// comes back; a step that is worded much like another is that one reworded; and where all other steps
/// are found, those between the same neighbours, if there are as many of them, are reworded, however
/// much. The rest is new, or dropped.
struct StepMatching {
  /// For each step of the new text the place of the step that it is, among the old ones with the
  /// retired ones behind them; `nil` for one that is new.
  private(set) var origins: [Int?]
  private let old: [StepText]
  private let new: [StepText]
  /// How many of the old ones are not retired.
  private let currentCount: Int

  init(from current: [StepText], retired: [StepText] = [], to new: [StepText]) {
    old = current + retired
    self.new = new
    currentCount = current.count
    origins = Array(repeating: nil, count: new.count)
    matchInOrder { $0 }
    matchAnywhere(among: 0..<currentCount) { $0 }
    matchAnywhere(among: 0..<currentCount) { $0.description }
    matchAnywhere(among: currentCount..<old.count) { $0.description }
    matchAlike()
    matchBetweenNeighbours()
  }

  /// The places of the old steps that are in the new text no more.
  var dropped: [Int] {
    let kept = Set(origins.compactMap { $0 })
    return (0..<currentCount).filter { !kept.contains($0) }
  }

  /// Pairs the longest row of steps that are the same in both, in the same order.
  private mutating func matchInOrder<Part: Hashable>(_ part: (StepText) -> Part) {
    let before = old[..<currentCount].map(part)
    let change = new.map(part).difference(from: before)
    let removed = Set(change.removals.map(\.offset))
    let inserted = Set(change.insertions.map(\.offset))
    let kept = before.indices.filter { !removed.contains($0) }
    for (i, place) in zip(kept, new.indices.filter { !inserted.contains($0) }) {
      origins[place] = i
    }
  }

  /// Pairs what is left and the same, first with first.
  private mutating func matchAnywhere<Part: Hashable>(
    among places: Range<Int>, _ part: (StepText) -> Part
  ) {
    var left: [Part: [Int]] = [:]
    for place in free(places).reversed() { left[part(old[place]), default: []].append(place) }
    for place in new.indices where origins[place] == nil {
      origins[place] = left[part(new[place])]?.popLast()
    }
  }

  /// Pairs what is left and worded alike, the most alike first.
  private mutating func matchAlike() {
    let left = free(0..<currentCount).map { ($0, LetterPairs(old[$0].description)) }
    var pairs: [(likeness: Double, old: Int, new: Int)] = []
    for place in new.indices where origins[place] == nil {
      let wording = LetterPairs(new[place].description)
      for (candidate, other) in left {
        let likeness = wording.likeness(to: other)
        if likeness >= 0.5 { pairs.append((likeness, candidate, place)) }
      }
    }
    // Of pairs as alike as each other, the one that moved least.
    pairs.sort {
      ($1.likeness, abs($0.old - $0.new), $0.old, $0.new)
        < ($0.likeness, abs($1.old - $1.new), $1.old, $1.new)
    }
    var taken = Set(origins.compactMap { $0 })
    for pair in pairs where origins[pair.new] == nil && !taken.contains(pair.old) {
      origins[pair.new] = pair.old
      taken.insert(pair.old)
    }
  }

  /// Pairs what is left on both sides between the same two neighbours, where there are as many.
  private mutating func matchBetweenNeighbours() {
    let left = Set(free(0..<currentCount))
    var start = 0
    while start < new.count {
      guard origins[start] == nil else {
        start += 1
        continue
      }
      let end = new[start...].indices.first { origins[$0] != nil } ?? new.count
      let before = start == 0 ? -1 : origins[start - 1] ?? -1
      let after = end == new.count ? currentCount : origins[end] ?? currentCount
      if before + 1 + end - start == after, (before + 1..<after).allSatisfy(left.contains) {
        for place in start..<end { origins[place] = before + 1 + place - start }
      }
      start = end
    }
  }

  /// The old places that no new step has taken.
  private func free(_ places: Range<Int>) -> [Int] {
    let taken = Set(origins.compactMap { $0 })
    return places.filter { !taken.contains($0) }
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}

/// A text as the pairs of neighbouring letters in it, to see how much two of them share, in any
/// language.
private struct LetterPairs {
  private let pairs: [String: Int]
  private let count: Int

  init(_ text: String) {
    let letters = Array(text.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " })
    var pairs: [String: Int] = [:]
    for (left, right) in zip(letters, letters.dropFirst()) {
      pairs[String([left, right]), default: 0] += 1
    }
    self.pairs = pairs
    count = max(letters.count - 1, 0)
  }

  /// From 0, nothing in common, to 1: the pairs of both that the other has too (Dice's coefficient).
  func likeness(to other: LetterPairs) -> Double {
    guard count + other.count > 0 else { return 0 }
    let shared = pairs.reduce(0) { $0 + min($1.value, other.pairs[$1.key] ?? 0) }
    return 2 * Double(shared) / Double(count + other.count)
  }
}
