internal import JSONText
internal import Wording

/// The type of a field of Table Schema as one of ours.
///
/// A type that has no like here is read as text, which keeps every cell; that less is checked then
/// is told.
struct FieldTypeReading {
  private let field: DescriptorNode
  private let name: String
  private let constraints: DescriptorNode?
  private let own: DescriptorNode?
  private let table: String
  private(set) var unchecked: [String] = []

  init(
    _ field: DescriptorNode, name: String, _ constraints: DescriptorNode?, _ own: DescriptorNode?,
    table: String
  ) {
    self.field = field
    self.name = name
    self.constraints = constraints
    self.own = own
    self.table = table
  }

  mutating func type(_ faults: inout DescriptorFaults) -> ColumnType {
    let words = enumeration(&faults)
    if let own, let type = ownType(own, words: words, &faults) { return type }
    // Without a type a field holds anything.
    let name = faults.text("type", of: field) ?? "any"
    guard let type = tableSchemaType(name, &faults) else {
      tellUnknown(name, &faults)
      return .text()
    }
    if let words { return .enumeration(words) }
    if case .text = type, let constraints, let limit = faults.count("maxLength", of: constraints) {
      return .text(maxLength: limit)
    }
    return type
  }

  private func ownType(
    _ own: DescriptorNode, words: [String]?, _ faults: inout DescriptorFaults
  ) -> ColumnType? {
    guard let name = faults.text("type", of: own) else { return nil }
    let vocabulary = faults.texts("words", of: own) ?? words ?? []
    if let type = ColumnType(ownName: name, words: vocabulary) { return type }
    let meant = faults.hasRoom ? nearest(to: name, in: ColumnType.ownNames) : nil
    faults.add(
      at: own, table: table, field: self.name, "there is no type '\(abbreviated(name))'",
      hint: meant.map { "Did you mean '\($0)'?" }
        ?? "It is one of \(ColumnType.ownNames.joinedForReading("or")).")
    return nil
  }

  /// The words of `enum`; numbers and flags as they are written.
  private func enumeration(_ faults: inout DescriptorFaults) -> [String]? {
    guard let constraints, let elements = faults.array("enum", of: constraints) else { return nil }
    var words: [String] = []
    for element in elements {
      switch element.json {
      case .string(let word): words.append(word)
      case .number(let digits): words.append(digits)
      case .bool(let value): words.append(value ? "true" : "false")
      default:
        faults.add(
          at: element, table: table, field: name, "a value of 'enum' is neither text nor a number")
      }
    }
    if elements.isEmpty {
      faults.add(
        at: constraints, table: table, field: name, "'enum' has no values, so that no cell fits")
    }
    return words.isEmpty ? nil : words
  }

  private mutating func tableSchemaType(
    _ name: String, _ faults: inout DescriptorFaults
  ) -> ColumnType? {
    let format = faults.text("format", of: field) ?? "default"
    switch name {
    case "string", "any":
      if format != "default" { unchecked.append("format '\(abbreviated(format))'") }
      return .text()
    case "integer", "year": return bareNumber(.int, &faults)
    case "number": return bareNumber(.decimal, &faults)
    case "boolean":
      tellOtherWords(&faults)
      return .bool
    case "date": return isoFormat(format, ["%Y-%m-%d"], .date)
    case "time":
      // The default of Table Schema has seconds, a time of day here has none.
      return isoFormat(format == "default" ? "with seconds" : format, ["%H:%M"], .time)
    case "datetime": return isoFormat(format, [], .datetime)
    case "object", "array", "geojson": return .json
    case "list": return list(&faults)
    case "yearmonth", "duration", "geopoint":
      unchecked.append("type '\(name)'")
      return .text()
    default: return nil
    }
  }

  private mutating func isoFormat(
    _ format: String, _ same: [String], _ type: ColumnType
  ) -> ColumnType {
    if format == "default" || same.contains(format) { return type }
    unchecked.append("\(type.name) format '\(abbreviated(format))'")
    return .text()
  }

  private mutating func bareNumber(
    _ type: ColumnType, _ faults: inout DescriptorFaults
  ) -> ColumnType {
    let point = faults.text("decimalChar", of: field) ?? "."
    let group = faults.text("groupChar", of: field) ?? ""
    let isBare = faults.bool("bareNumber", of: field) ?? true
    guard point != "." || !group.isEmpty || !isBare else { return type }
    unchecked.append("numbers written another way")
    return .text()
  }

  private func tellOtherWords(_ faults: inout DescriptorFaults) {
    for (property, word) in [("trueValues", "true"), ("falseValues", "false")] {
      guard let words = faults.texts(property, of: field), !words.contains(word),
        let node = field[property]
      else { continue }
      faults.add(
        .warning, at: node, table: table, field: name, "\(name) is written true or false here",
        hint: "Other words than these two are not read as yes and no.")
    }
  }

  private mutating func list(_ faults: inout DescriptorFaults) -> ColumnType {
    guard faults.text("delimiter", of: field) ?? "," == ";" else {
      unchecked.append("a list without \"delimiter\": \";\"")
      return .text()
    }
    switch faults.text("itemType", of: field) ?? "string" {
    case "integer": return .list(.int)
    case "number": return .list(.decimal)
    case "boolean": return .list(.bool)
    case "date": return .list(.date)
    case "datetime": return .list(.datetime)
    default: return .list(.text())
    }
  }

  private func tellUnknown(_ name: String, _ faults: inout DescriptorFaults) {
    let synonyms = [
      "int": "integer", "bigint": "integer", "text": "string", "str": "string", "varchar": "string",
      "decimal": "number", "float": "number", "double": "number", "bool": "boolean",
      "timestamp": "datetime", "json": "object",
    ]
    let meant =
      synonyms[name.lowercased()] ?? (faults.hasRoom ? nearest(to: name, in: Self.names) : nil)
    faults.add(
      at: field["type"] ?? field, table: table, field: self.name,
      "there is no type '\(abbreviated(name))'",
      hint: meant.map { "Did you mean '\($0)'?" }
        ?? "Table Schema has \(Self.names.joinedForReading()).")
  }

  private static let names = [
    "string", "integer", "number", "boolean", "date", "time", "datetime", "list", "object", "array",
    "any", "year", "yearmonth", "duration", "geopoint", "geojson",
  ]
}
