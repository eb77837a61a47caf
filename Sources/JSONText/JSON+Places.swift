extension JSON {
  /// One step from a value to one inside it.
  public enum Step: Sendable, Hashable {
    case name(String)
    case index(Int)
  }

  /// Returns the bytes of the value to which the steps lead from the outermost, or `nil` when they
  /// lead nowhere or the text is not JSON up to there. Of an array or object it is the bracket that
  /// opens it.
  ///
  /// For naming the line of a fault: values do not remember where they stood.
  /// - Complexity: O(*n*) in the bytes before the value.
  public static func range(of path: [Step], in bytes: Span<UInt8>) -> Range<Int>? {
    var search = Search(path: path)
    var scanner = JSONScanner()
    while true {
      guard let token = try? scanner.next(in: bytes) else { return nil }
      let end = scanner.offset
      let found: Range<Int>?
      switch token {
      case .end: return nil
      case .name(let name):
        found = search.name(String(decoding: name.decoded(from: bytes), as: UTF8.self))
      case .beginObject: found = search.open(end - 1..<end, isObject: true)
      case .beginArray: found = search.open(end - 1..<end, isObject: false)
      case .endObject, .endArray: found = search.close()
      case .string(let text): found = search.value(text.range.lowerBound - 1..<end)
      case .number(let range): found = search.value(range)
      case .bool(let value): found = search.value(end - (value ? 4 : 5)..<end)
      case .null: found = search.value(end - 4..<end)
      }
      if let found { return found }
      if search.isLost { return nil }
    }
  }
}

/// How far a walk through the tokens of a text has come on a path.
private struct Search {
  let path: [JSON.Step]
  /// How many arrays and objects are open, and how many of them, from the outermost, lie on the path.
  private var depth = 0
  private var followed = 0
  /// For each open array or object the step to the value in it that came last.
  private var steps: [JSON.Step] = []
  private(set) var isLost = false

  init(path: [JSON.Step]) { self.path = path }

  mutating func name(_ name: String) -> Range<Int>? {
    steps[depth - 1] = .name(name)
    return nil
  }

  /// A value begins here; its bytes if it is the one looked for.
  mutating func value(_ range: Range<Int>) -> Range<Int>? {
    isNextOnPath() && depth == path.count ? range : nil
  }

  mutating func open(_ range: Range<Int>, isObject: Bool) -> Range<Int>? {
    let isOnPath = isNextOnPath()
    if isOnPath, depth == path.count { return range }
    if isOnPath { followed += 1 }
    depth += 1
    steps.append(isObject ? .name("") : .index(-1))
    return nil
  }

  mutating func close() -> Range<Int>? {
    depth -= 1
    steps.removeLast()
    // What was followed has ended without the value.
    if followed > depth { isLost = true }
    return nil
  }

  private mutating func isNextOnPath() -> Bool {
    guard depth > 0 else { return true }
    if case .index(let last) = steps[depth - 1] { steps[depth - 1] = .index(last + 1) }
    return followed == depth && depth <= path.count && path[depth - 1] == steps[depth - 1]
  }
}
