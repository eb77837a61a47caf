/// The distinct values of a tally in ascending order, each with how often it occurred.
///
/// It shares the tally's memory, and makes nothing of its own but for the values that lie anywhere.
struct OrderedTally: Sendable {
  private let pages: [Int32]
  private let counts: [UInt8]
  /// In ascending order. A value that came too often for a page is in both.
  private let others: [(value: Int, count: Int)]
  /// How many samples there are.
  let count: Int

  init(pages: [Int32], counts: [UInt8], others: [(value: Int, count: Int)], count: Int) {
    self.pages = pages
    self.counts = counts
    self.others = others
    self.count = count
  }

  /// Calls `body` with each distinct value that is not below `start`, and how often it occurred, until
  /// it says that it has had enough. O(*d*) in the distinct values up to there.
  @inline(__always)
  func visit(from start: Int = .min, _ body: (Int, Int) -> Bool) {
    var next = start == .min ? 0 : others.partitioningIndex { $0.value >= start }
    let counts = counts.span
    let first = max(0, start) >> Tally.pageBits
    if first < pages.count {
      for page in first..<pages.count where pages[page] >= 0 {
        let place = Int(pages[page])
        for i in 0..<Tally.pageSize where counts[place &+ i] > 0 {
          let value = page &<< Tally.pageBits | i
          guard value >= start else { continue }
          while next < others.count, others[next].value < value {
            guard body(others[next].value, others[next].count) else { return }
            next += 1
          }
          var times = Int(counts[place &+ i])
          if next < others.count, others[next].value == value {
            times += others[next].count
            next += 1
          }
          guard body(value, times) else { return }
        }
      }
    }
    while next < others.count {
      guard body(others[next].value, others[next].count) else { return }
      next += 1
    }
  }

  /// The highest value; `nil` when there are no samples. O(1) but for empty pages.
  var highest: Int? {
    let last = others.last?.value
    for page in pages.indices.reversed() where pages[page] >= 0 {
      for i in (0..<Tally.pageSize).reversed() where counts[Int(pages[page]) + i] > 0 {
        let value = page << Tally.pageBits | i
        return max(value, last ?? value)
      }
    }
    return last
  }
}

extension Array {
  /// Where the first element stands of which something holds, as it does of all behind it; the end
  /// where there is none. O(log *n*).
  func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
