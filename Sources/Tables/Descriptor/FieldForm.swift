internal import JSONText

/// A column's type as Table Schema says it, and what it cannot say.
struct FieldForm {
  let type: String
  var format: String?
  var properties: [JSON.Member] = []
  var constraints: [JSON.Member] = []
  /// Members of the field's `plainlab` property, from which the type is read again.
  var own: [JSON.Member] = []

  static let colorPattern = "^#[0-9A-Fa-f]{6}$"
  /// Nothing empty between the slashes, no backslash. That `..` is no part either, a pattern that
  /// every tool reads cannot say.
  static let pathPattern = #"^[^/\\]+(/[^/\\]+)*$"#
  static let listPattern = "^[^;]+(;[^;]+)*$"

  init(_ column: ColumnType) {
    switch column {
    case .int: type = "integer"
    case .decimal: type = "number"
    case .bool:
      type = "boolean"
      properties = [.init("trueValues", ["true"]), .init("falseValues", ["false"])]
    case .date: type = "date"
    case .datetime: type = "datetime"
    case .time:
      type = "time"
      format = "%H:%M"
    case .text(let limit):
      type = "string"
      if let limit { constraints = [.init("maxLength", .int(limit))] }
    case .enumeration(let words):
      type = "string"
      constraints = [.init("enum", .array(words.map { .string($0) }))]
    case .json:
      // `object` would refuse an array, and `array` an object.
      type = "string"
      own = [.init("type", "json")]
    case .list(let element):
      // The type `list` of v2 is unknown to Frictionless before 5.21, and to the published profile.
      type = "string"
      constraints = [.init("pattern", .string(Self.listPattern))]
      own = [.init("type", .string("list<\(element.shortName)>"))]
      if case .enumeration(let words) = element {
        own.append(.init("words", .array(words.map { .string($0) })))
      }
    case .hexColor:
      type = "string"
      constraints = [.init("pattern", .string(Self.colorPattern))]
      own = [.init("type", "hexcolor")]
    case .path:
      type = "string"
      constraints = [.init("pattern", .string(Self.pathPattern))]
      own = [.init("type", "path")]
    }
  }
}

extension ColumnType {
  /// The name without the words of a vocabulary, which may hold anything.
  fileprivate var shortName: String {
    if case .enumeration = self { "enum" } else { name }
  }

  /// Reads what `plainlab.type` says: `json`, `list<text(20)>`; `nil` when it is no type.
  ///
  /// - Parameter words: Those of `enum`.
  init?(ownName name: String, words: [String]) {
    let simple: [String: ColumnType] = [
      "int": .int, "decimal": .decimal, "text": .text(), "bool": .bool, "date": .date,
      "time": .time, "datetime": .datetime, "json": .json, "hexcolor": .hexColor, "path": .path,
    ]
    if let type = simple[name] {
      self = type
    } else if name == "enum", !words.isEmpty {
      self = .enumeration(words)
    } else if name.hasPrefix("text("), name.hasSuffix(")"),
      let limit = Int(name.dropFirst(5).dropLast()), limit > 0
    {
      self = .text(maxLength: limit)
    } else if name.hasPrefix("list<"), name.hasSuffix(">"), !name.hasPrefix("list<list<"),
      let element = ColumnType(ownName: String(name.dropFirst(5).dropLast()), words: words)
    {
      self = .list(element)
    } else {
      return nil
    }
  }

  /// The names that `plainlab.type` may have, for offering the nearest.
  static let ownNames = [
    "int", "decimal", "text", "bool", "date", "time", "datetime", "enum", "json", "hexcolor",
    "path", "list<text>", "list<int>", "list<decimal>", "list<date>", "list<path>",
  ]
}
