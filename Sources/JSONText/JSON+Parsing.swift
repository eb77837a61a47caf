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
      case .beginObject: builder.open(isObject: true)
      case .beginArray: builder.open(isObject: false)
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
  private var open: [Frame] = []

  /// An array or object that is not closed yet; it grows in place, unlike a payload.
  private struct Frame {
    let isObject: Bool
    var elements: [JSON] = []
    var members: [JSON.Member] = []
  }

  mutating func open(isObject: Bool) { open.append(Frame(isObject: isObject)) }

  mutating func close() {
    guard let frame = open.popLast() else { return }
    add(frame.isObject ? .object(frame.members) : .array(frame.elements))
  }

  mutating func add(_ new: JSON) {
    guard let last = open.indices.last else {
      value = new
      return
    }
    if open[last].isObject {
      open[last].members.append(JSON.Member(names.removeLast(), new))
    } else {
      open[last].elements.append(new)
    }
  }
}
