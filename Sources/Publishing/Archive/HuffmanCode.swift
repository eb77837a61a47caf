/// A prefix code for symbols by how often they come: the more often, the fewer bits (Huffman,
/// 1952).
///
/// Codes of one length ascend with their symbols, so that the lengths say all (RFC 1951, 3.2.2).
struct HuffmanCode {
  /// The bits of each symbol's code; 0 of one that never comes.
  let lengths: [UInt8]
  /// The codes, with the bit that is written first lowest.
  let codes: [UInt16]

  /// - Parameters:
  ///   - counts: How often each symbol comes. The first two count as if they came once at least, as
  ///     a code of fewer than two symbols is none.
  ///   - limit: The most bits of a code; 2 to its power is more than there are symbols.
  init(_ counts: [Int], limit: Int) {
    var counts = counts
    for symbol in 0..<2 { counts[symbol] = max(1, counts[symbol]) }
    var lengths = Self.lengths(counts)
    // Flatter counts make shorter codes; in the end all are as long.
    while lengths.contains(where: { $0 > limit }) {
      for symbol in counts.indices { counts[symbol] = (counts[symbol] + 1) / 2 }
      lengths = Self.lengths(counts)
    }
    self.lengths = lengths
    codes = Self.codes(lengths, limit)
  }

  /// The depths of the leaves of Huffman's tree: the two rarest become one, until there is one.
  ///
  /// Nodes that were made ascend as they are made, so the rarest is at the front of one of two
  /// rows.
  private static func lengths(_ counts: [Int]) -> [UInt8] {
    let symbols = counts.indices.filter { counts[$0] > 0 }
      .sorted { (counts[$0], $0) < (counts[$1], $1) }
    var weights = symbols.map { counts[$0] }
    var parents = Array(repeating: 0, count: 2 * symbols.count - 1)
    var (leaf, made) = (0, symbols.count)
    func takeRarest() -> Int {
      let isLeaf =
        leaf < symbols.count && (made >= weights.count || weights[leaf] <= weights[made])
      defer { if isLeaf { leaf += 1 } else { made += 1 } }
      return isLeaf ? leaf : made
    }
    while weights.count < parents.count {
      let (one, other) = (takeRarest(), takeRarest())
      parents[one] = weights.count
      parents[other] = weights.count
      weights.append(weights[one] + weights[other])
    }
    var depths = [UInt8](repeating: 0, count: parents.count)
    for node in parents.indices.dropLast().reversed() { depths[node] = depths[parents[node]] + 1 }
    var lengths = [UInt8](repeating: 0, count: counts.count)
    for (node, symbol) in symbols.enumerated() { lengths[symbol] = depths[node] }
    return lengths
  }

  private static func codes(_ lengths: [UInt8], _ limit: Int) -> [UInt16] {
    var next = [Int](repeating: 0, count: limit + 2)
    for length in lengths where length > 0 { next[Int(length) + 1] += 1 }
    for length in 1...limit + 1 { next[length] = (next[length] + next[length - 1]) << 1 }
    return lengths.map { length in
      guard length > 0 else { return 0 }
      defer { next[Int(length)] += 1 }
      var (code, reversed) = (next[Int(length)], 0)
      for _ in 0..<length {
        reversed = reversed << 1 | code & 1
        code >>= 1
      }
      return UInt16(truncatingIfNeeded: reversed)
    }
  }
}
