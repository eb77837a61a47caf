internal import JSONText

/// Rules between the cells of a row, which Table Schema does not have, as JSON and back.
extension RowRule {
  func json(of table: TableSchema) -> JSON {
    func name(_ column: Int) -> JSON { .string(table.columns[column].name) }
    func list(_ words: [String]) -> JSON { .array(words.map { .string($0) }) }
    var members: [JSON.Member]
    switch condition {
    case .filledExactlyWhen(let column, let other, let words):
      members = [
        .init("rule", "filled-exactly-when"), .init("column", name(column)),
        .init("other", name(other)), .init("words", list(words)),
      ]
    case .filledWhen(let column, let other, let words):
      members = [
        .init("rule", "filled-when"), .init("column", name(column)), .init("other", name(other)),
        .init("words", list(words)),
      ]
    case .filledOnlyWhen(let column, let other, let words):
      members = [
        .init("rule", "filled-only-when"), .init("column", name(column)),
        .init("other", name(other)), .init("words", list(words)),
      ]
    case .emptyWhen(let column, let other, let words):
      members = [
        .init("rule", "empty-when"), .init("column", name(column)), .init("other", name(other)),
        .init("words", list(words)),
      ]
    case .filledOnlyWith(let column, let other):
      members = [
        .init("rule", "filled-only-with"), .init("column", name(column)),
        .init("other", name(other)),
      ]
    case .filledTogether(let columns):
      members = [.init("rule", "filled-together"), .init("columns", .array(columns.map(name)))]
    case .ordered(let earlier, let later, let strictly):
      members = [
        .init("rule", "ordered"), .init("earlier", name(earlier)), .init("later", name(later)),
        .init("strictly", .bool(strictly)),
      ]
    case .within(let column, let bounds):
      members = [.init("rule", "within"), .init("column", name(column))] + bounds.json
    case .oneFilled(let columns):
      members = [.init("rule", "one-filled"), .init("columns", .array(columns.map(name)))]
    case .different(let column, let other):
      members = [
        .init("rule", "different"), .init("column", name(column)), .init("other", name(other)),
      ]
    }
    members += [.init("code", .string(code.rawValue)), .init("message", .string(message))]
    return .object(members)
  }

  /// Reads a rule; `nil` when something of it is not there or is not what it must be.
  init?(_ json: JSON, columns: [ColumnSchema], places: [String: Int]) {
    func column(_ name: String) -> Int? { json[name]?.string.flatMap { places[$0] } }
    func strings(_ name: String) -> [String]? {
      guard let array = json[name]?.array else { return nil }
      let strings = array.compactMap(\.string)
      return strings.count == array.count && !strings.isEmpty ? strings : nil
    }
    func several() -> [Int]? {
      let columns = strings("columns") ?? []
      let found = columns.compactMap { places[$0] }
      return found.count > 1 && found.count == columns.count ? found : nil
    }
    let condition: Condition?
    switch json["rule"]?.string {
    case "filled-exactly-when":
      condition = Self.pair(column("column"), column("other")).flatMap { column, other in
        strings("words").map { .filledExactlyWhen(column: column, other: other, words: $0) }
      }
    case "filled-when":
      condition = Self.pair(column("column"), column("other")).flatMap { column, other in
        strings("words").map { .filledWhen(column: column, other: other, words: $0) }
      }
    case "filled-only-when":
      condition = Self.pair(column("column"), column("other")).flatMap { column, other in
        strings("words").map { .filledOnlyWhen(column: column, other: other, words: $0) }
      }
    case "empty-when":
      condition = Self.pair(column("column"), column("other")).flatMap { column, other in
        strings("words").map { .emptyWhen(column: column, other: other, words: $0) }
      }
    case "filled-only-with":
      condition = Self.pair(column("column"), column("other")).map {
        .filledOnlyWith(column: $0, other: $1)
      }
    case "filled-together": condition = several().map { .filledTogether($0) }
    case "one-filled": condition = several().map { .oneFilled($0) }
    case "ordered":
      condition = Self.pair(column("earlier"), column("later")).map {
        .ordered(earlier: $0, later: $1, strictly: json["strictly"]?.bool ?? false)
      }
    case "within":
      let bounds = NumberBounds(json)
      condition = bounds.isEmpty ? nil : column("column").map { .within(column: $0, bounds) }
    case "different":
      condition = Self.pair(column("column"), column("other")).map {
        .different(column: $0, other: $1)
      }
    default: condition = nil
    }
    guard let condition, condition.suits(columns), let message = json["message"]?.string else {
      return nil
    }
    let codes: [FindingCode] = [.state, .order, .rule]
    self.init(
      condition: condition, code: codes.first { $0.rawValue == json["code"]?.string } ?? .rule,
      message: message)
  }

  private static func pair(_ first: Int?, _ second: Int?) -> (Int, Int)? {
    guard let first, let second else { return nil }
    return (first, second)
  }
}

extension RowRule.Condition {
  /// Whether what is compared can be: bounds are of numbers, and order is within one type.
  fileprivate func suits(_ columns: [ColumnSchema]) -> Bool {
    switch self {
    case .within(let column, _): columns[column].type.isNumeric
    case .ordered(let earlier, let later, _):
      columns[earlier].type == columns[later].type
        || columns[earlier].type.isNumeric && columns[later].type.isNumeric
    default: true
    }
  }
}
