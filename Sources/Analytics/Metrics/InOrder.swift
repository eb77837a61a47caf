internal import Tables

/// What was found in the blocks of a table, in the order of the table, whichever thread found it.
struct InOrder<Element: Sendable>: Sendable {
  private var parts: [(place: BlockPlace, elements: [Element])] = []

  /// Adds an element that was found in a block, behind those before it.
  mutating func append(_ element: Element, at place: BlockPlace) {
    if parts.last?.place != place { parts.append((place, [])) }
    parts[parts.count - 1].elements.append(element)
  }

  /// Adds what was found in other blocks.
  mutating func merge(_ other: InOrder) { parts += other.parts }

  /// All of them, in the order of the table.
  var elements: [Element] { parts.sorted { $0.place < $1.place }.flatMap(\.elements) }
}
