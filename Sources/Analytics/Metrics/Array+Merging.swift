extension Array {
  /// Merges each element of another array into the one at its place.
  ///
  /// - Parameter empty: Stands where this array is the shorter one.
  mutating func merge(_ other: Self, empty: Element, _ merge: (inout Element, Element) -> Void) {
    while count < other.count { append(empty) }
    for i in other.indices { merge(&self[i], other[i]) }
  }
}

extension [Int] {
  /// Adds each number of another array to the one at its place.
  mutating func merge(_ other: Self) { merge(other, empty: 0) { $0 += $1 } }
}
