/// The names seen in the objects that are still open, kept to find the one that occurs twice.
///
/// It holds places, not copies, in two arrays that grow once and are used for every object of the
/// text.
struct NameLedger {
  private var names: [JSONStringSlice] = []
  private var starts: [Int] = []

  mutating func beginObject() { starts.append(names.count) }

  mutating func add(_ name: JSONStringSlice) { names.append(name) }

  /// Forgets the names of the innermost object, after comparing them byte by byte.
  mutating func endObject(in bytes: Span<UInt8>) throws(JSONError) {
    let start = starts.removeLast()
    let count = names.count - start
    if count > 1,
      let second = count > 8
        ? repeatedByHash(from: start, in: bytes) : repeated(from: start, in: bytes)
    {
      let name = String(decoding: second.decoded(from: bytes), as: UTF8.self)
      throw JSONError(offset: second.range.lowerBound - 1, kind: .duplicateName(name))
    }
    names.removeSubrange(start...)
  }

  /// Few names: each against each, without a copy.
  private func repeated(from start: Int, in bytes: Span<UInt8>) -> JSONStringSlice? {
    for second in start + 1..<names.count {
      for first in start..<second where areEqual(names[first], names[second], in: bytes) {
        return names[second]
      }
    }
    return nil
  }

  /// Many names: comparing each with each would let a hostile text take the square of its length.
  private func repeatedByHash(from start: Int, in bytes: Span<UInt8>) -> JSONStringSlice? {
    var seen: Set<[UInt8]> = []
    for name in names[start...] where !seen.insert(name.decoded(from: bytes)).inserted {
      return name
    }
    return nil
  }

  private func areEqual(
    _ a: JSONStringSlice, _ b: JSONStringSlice, in bytes: Span<UInt8>
  ) -> Bool {
    if a.hasEscapes || b.hasEscapes { return a.decoded(from: bytes) == b.decoded(from: bytes) }
    guard a.range.count == b.range.count else { return false }
    for step in 0..<a.range.count
    where bytes[a.range.lowerBound + step] != bytes[b.range.lowerBound + step] {
      return false
    }
    return true
  }
}
