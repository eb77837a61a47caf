internal import CSVText
internal import Wording

extension FilePatch {
  /// What would change in the file, as `git diff` shows it.
  ///
  /// Reads what lies around the changes, and counts the lines before them.
  package func diff() throws -> [String] {
    var lines = ["--- \(visible(title))", "+++ \(visible(title))"]
    if source == nil { lines[0] = "--- /dev/null" }
    var counted = (offset: 0, old: 0, new: 0)
    for group in groups() {
      let range = try withContext(group)
      let old = try old(range)
      let new = try patched(range, group)
      let skipped = try source?.lineFeeds(in: counted.offset..<range.lowerBound) ?? 0
      counted.old += skipped
      counted.new += skipped
      lines += diffHunks(
        from: String(decoding: old, as: UTF8.self), to: String(decoding: new, as: UTF8.self),
        linesBefore: (counted.old, counted.new))
      counted.offset = range.upperBound
      counted.old += old.lineFeeds
      counted.new += new.lineFeeds
    }
    return lines
  }

  /// Splices that stand near enough to each other to be shown together.
  private func groups() -> [ArraySlice<Splice>] {
    var groups: [ArraySlice<Splice>] = []
    var start = splices.startIndex
    for i in splices.indices.dropFirst()
    where splices[i].range.lowerBound - splices[i - 1].range.upperBound > Self.reach * 2 {
      groups.append(splices[start..<i])
      start = i
    }
    if start < splices.endIndex { groups.append(splices[start...]) }
    return groups
  }

  /// How far lines around a change are looked for.
  private static let reach = 1 << 14

  /// The stretch of a group with three whole lines before and behind it.
  private func withContext(_ group: ArraySlice<Splice>) throws -> Range<Int> {
    guard let first = group.first?.range.lowerBound, let last = group.last?.range.upperBound else {
      return 0..<0
    }
    let floor = max(0, first - Self.reach)
    let before = try old(floor..<first)
    var start = floor
    var ends = before.indices.reversed().lazy.filter { before[$0] == UInt8(ascii: "\n") }
      .makeIterator()
    for i in 0..<4 {
      guard let end = ends.next() else { break }
      if i == 3 { start = floor + end + 1 }
    }
    let ceiling = min(size, last + Self.reach)
    let after = try old(last..<ceiling)
    var end = ceiling
    var following = after.indices.lazy.filter { after[$0] == UInt8(ascii: "\n") }.makeIterator()
    for i in 0..<4 {
      guard let feed = following.next() else { break }
      if i == 3 { end = last + feed + 1 }
    }
    return start..<end
  }
}

extension ByteSource {
  /// How many lines end in a stretch of a file.
  func lineFeeds(in range: Range<Int>) throws -> Int {
    var count = 0
    var at = range.lowerBound
    while at < range.upperBound {
      let block = try bytes(at: at, count: min(range.upperBound - at, 1 << 18))
      if block.isEmpty { break }
      count += block.lineFeeds
      at += block.count
    }
    return count
  }
}

extension [UInt8] {
  fileprivate var lineFeeds: Int { count { $0 == UInt8(ascii: "\n") } }
}
