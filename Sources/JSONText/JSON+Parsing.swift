extension JSON {
  /// How many arrays and objects may stand in one another.
  public static let maximumDepth = 512

  /// Reads one JSON value, as RFC 8259 defines it and no more: UTF-8, no byte-order mark, no text
  /// after the value, no name twice in an object.
  public init(parsing bytes: Span<UInt8>) throws(JSONError) {
    var scanner = JSONScanner()
    var builder = Builder()
    while true {
      switch try scanner.next(in: bytes) {
      case .beginObject: builder.open(.object([]))
      case .beginArray: builder.open(.array([]))
      case .endObject, .endArray: builder.close()
      case .name(let name):
        builder.names.append(String(decoding: name.decoded(from: bytes), as: UTF8.self))
      case .string(let text):
        builder.add(.string(String(decoding: text.decoded(from: bytes), as: UTF8.self)))
      case .number(let range):
        var digits = ""
        for index in range { digits.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
        builder.add(.number(digits))
      case .bool(let value): builder.add(.bool(value))
      case .null: builder.add(.null)
      case .end:
        self = builder.value
        return
      }
    }
  }

  public init(parsing text: String) throws(JSONError) {
    try self.init(parsing: text.utf8.span)
  }

  /// Returns what is wrong with a JSON text, or `nil` when it is sound; exactly what
  /// `init(parsing:)` would throw.
  ///
  /// Builds no values: it allocates only to remember where the names of open objects stand.
  public static func fault(in bytes: Span<UInt8>) -> JSONError? {
    var scanner = JSONScanner()
    do throws(JSONError) {
      while true {
        if case .end = try scanner.next(in: bytes) { return nil }
      }
    } catch {
      return error
    }
  }
}

/// Puts values together from the inside out, on a stack of its own instead of the thread's.
private struct Builder {
  var value = JSON.null
  var names: [String] = []
  private var open: [Container] = []

  private enum Container {
    case array([JSON])
    case object([JSON.Member])
  }

  mutating func open(_ empty: JSON) {
    if case .object = empty { open.append(.object([])) } else { open.append(.array([])) }
  }

  mutating func close() {
    switch open.popLast() {
    case .array(let elements): add(.array(elements))
    case .object(let members): add(.object(members))
    case nil: break
    }
  }

  mutating func add(_ new: JSON) {
    // Taken off the stack while it grows, so that the array inside is never copied.
    switch open.popLast() {
    case .array(var elements):
      elements.append(new)
      open.append(.array(elements))
    case .object(var members):
      members.append(JSON.Member(names.removeLast(), new))
      open.append(.object(members))
    case nil: value = new
    }
  }
}
