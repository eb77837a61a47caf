internal import CSVText
internal import JSONText
internal import Wording

/// A mapping as a file: one JSON object, of which every member may be left out.
extension ImportMapping {
  /// The text of the file. What is not stated does not stand in it.
  public var text: String {
    var members: [JSON.Member] = []
    func add(_ name: String, _ value: JSON, if isStated: Bool) {
      if isStated { members.append(.init(name, value)) }
    }
    add("delimiter", .string(dialect.delimiter?.text ?? ""), if: dialect.delimiter != nil)
    add("encoding", .string(dialect.encoding?.rawValue ?? ""), if: dialect.encoding != nil)
    add("skip_lines", .int(dialect.skippedLines), if: dialect.skippedLines > 0)
    add("columns", .sorted(columns) { .string($0) }, if: !columns.isEmpty)
    add("constants", .sorted(constants) { .string($0) }, if: !constants.isEmpty)
    add("values", .sorted(values) { .sorted($0) { .string($0) } }, if: !values.isEmpty)
    var dates = [JSON.Member("*", .array(commonDates.map { .string($0) }))]
    if commonDates.isEmpty { dates = [] }
    dates += self.dates.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }
    add("dates", .object(dates), if: !dates.isEmpty)
    add("time_zone", .string(timeZone ?? ""), if: timeZone != nil)
    add("decimal_comma", true, if: hasDecimalComma)
    add("booleans", .sorted(booleans) { .bool($0) }, if: !booleans.isEmpty)
    add("trim", true, if: trimsSpaces)
    return JSON.object(members).pretty
  }

  /// Reads the text of a mapping's file.
  ///
  /// - Parameter title: The file as the person called it.
  /// - Throws: `ReadingError` with the place of the first fault.
  public init(parsing text: String, title: String) throws {
    var file = MappingFile(title: title, bytes: Array(text.utf8))
    try file.parse()
    for member in file.members {
      let path = [JSON.Step.name(member.name)]
      switch member.name {
      case "delimiter":
        dialect.delimiter = try file.value(path, "one character, or tab") {
          $0.string.flatMap { Delimiter($0) }
        }
      case "encoding":
        let names = ForeignEncoding.allCases.map(\.rawValue).joinedForReading("or")
        dialect.encoding = try file.value(path, names) {
          $0.string.flatMap { ForeignEncoding(rawValue: $0) }
        }
      case "skip_lines":
        dialect.skippedLines = try file.value(path, "a number of lines") {
          $0.int.flatMap { $0 >= 0 ? $0 : nil }
        }
      case "columns": columns = try file.object(path, "text") { $0.string }
      case "constants": constants = try file.object(path, "text") { $0.string }
      case "values":
        for (column, _) in try file.object(path, "an object", { $0.members }) {
          values[column] = try file.object(path + [.name(column)], "text") { $0.string }
        }
      case "dates": try readDates(file, path)
      case "time_zone": timeZone = try file.value(path, "the name of a zone") { $0.string }
      case "decimal_comma": hasDecimalComma = try file.value(path, "true or false") { $0.bool }
      case "booleans": booleans = try file.object(path, "true or false") { $0.bool }
      case "trim": trimsSpaces = try file.value(path, "true or false") { $0.bool }
      default: throw file.unknown(member.name)
      }
    }
  }

  private mutating func readDates(_ file: MappingFile, _ path: [JSON.Step]) throws {
    for (column, json) in try file.object(path, "text", { $0 }) {
      let path = path + [.name(column)]
      if column != "*" {
        dates[column] = try file.value(path, "text", as: json) { $0.string }
      } else if let text = json.string {
        commonDates = [text]
      } else {
        commonDates = try file.value(path, "text, or a list of texts", as: json) { json in
          json.array.flatMap { array in
            let texts = array.compactMap(\.string)
            return texts.count == array.count ? texts : nil
          }
        }
      }
    }
  }
}

/// The text of a mapping while it is read, and what to say where it is not one.
private struct MappingFile {
  let title: String
  let bytes: [UInt8]
  private var json = JSON.null

  private static let names = [
    "delimiter", "encoding", "skip_lines", "columns", "constants", "values", "dates", "time_zone",
    "decimal_comma", "booleans", "trim",
  ]

  init(title: String, bytes: [UInt8]) {
    self.title = title
    self.bytes = bytes
  }

  var members: [JSON.Member] { json.members ?? [] }

  mutating func parse() throws {
    do throws(JSONError) {
      json = try JSON(parsing: bytes.span)
    } catch {
      throw ReadingError(file: title, place: place(error.offset), message: error.kind.sentence)
    }
    guard json.members != nil else { throw fault([], "a mapping is a JSON object") }
  }

  /// The value to which the steps lead, which must be of a kind.
  func value<Value>(
    _ path: [JSON.Step], _ expected: String, as json: JSON? = nil, _ read: (JSON) -> Value?
  ) throws -> Value {
    guard let found = json ?? self[path], let value = read(found) else {
      throw fault(path, "\(Self.shown(path)) must be \(expected)")
    }
    return value
  }

  /// The members of an object, which must all be of a kind.
  func object<Value>(
    _ path: [JSON.Step], _ expected: String, _ read: (JSON) -> Value?
  ) throws -> [String: Value] {
    let members = try value(path, "an object") { $0.members }
    var values: [String: Value] = [:]
    for member in members {
      values[member.name] = try value(
        path + [.name(member.name)], expected, as: member.value, read)
    }
    return values
  }

  func unknown(_ name: String) -> ReadingError {
    let meant = nearest(to: name, in: Self.names).map { "did you mean '\($0)'?" }
    return fault(
      [.name(name)],
      "a mapping has no '\(visible(name))'; "
        + (meant ?? "it may have \(Self.names.joinedForReading())"))
  }

  private subscript(path: [JSON.Step]) -> JSON? {
    path.reduce(json) { json, step in
      if case .name(let name) = step { json?[name] } else { nil }
    }
  }

  private func fault(_ path: [JSON.Step], _ message: String) -> ReadingError {
    let range = JSON.range(of: path, in: bytes.span)
    return ReadingError(file: title, place: range.map { place($0.lowerBound) }, message: message)
  }

  private func place(_ offset: Int) -> Place {
    let before = bytes.prefix(offset)
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    return Place(
      line: before.count { $0 == UInt8(ascii: "\n") } + 1, column: column, offset: offset)
  }

  private static func shown(_ path: [JSON.Step]) -> String {
    let names = path.map { step in if case .name(let name) = step { name } else { "" } }
    return "'\(visible(names.joined(separator: ".")))'"
  }
}

extension JSON {
  /// An object of a dictionary, in the order of its names: the same content gives the same bytes.
  fileprivate static func sorted<Value>(
    _ values: [String: Value], _ json: (Value) -> JSON
  ) -> JSON {
    .object(
      values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { Member($0.key, json($0.value)) })
  }
}
