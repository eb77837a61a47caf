/// How rows are written: for people, for spreadsheets, for programs.
public enum OutputFormat: String, CaseIterable, Sendable, ParameterValue {
  case table, csv, json
}

/// The name of a column, and the side its cells keep to in a table.
public struct Heading: Sendable, Equatable {
  public enum Alignment: Sendable { case left, right }

  public let name: String
  public let alignment: Alignment

  public init(_ name: String, _ alignment: Alignment = .left) {
    self.name = name
    self.alignment = alignment
  }

  /// A column of numbers.
  public static func number(_ name: String) -> Heading { Heading(name, .right) }
}

extension Heading: ExpressibleByStringLiteral {
  public init(stringLiteral name: String) { self.init(name) }
}
