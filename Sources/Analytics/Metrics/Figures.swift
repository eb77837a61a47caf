/// An answer as rows: the same in a table, in CSV and in JSON.
public struct Figures: Sendable, Equatable {
  public let columns: [FigureColumn]
  public var rows = FigureRows()
  /// How it was computed, and what was left out.
  public var remarks: [String] = []
  /// What might mislead.
  public var warnings: [String] = []
  /// The same for those who would rather look than read.
  public var picture: Picture?
  /// Whether the picture is of more than the rows, so that it is only shown where it is asked for.
  public var isPictureApart = false

  public init(_ columns: [FigureColumn]) { self.columns = columns }

  /// Adds a row, one cell a column.
  public mutating func add(_ row: [Figure]) {
    precondition(row.count == columns.count, "a row has as many cells as there are columns")
    rows.append(row)
  }
}

/// A column of an answer: its unit stands in its name.
public struct FigureColumn: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case text
    case count
    /// Rounded to that many decimals in every form.
    case decimals(Int)
    /// With that many significant digits, fewer where people read them: where the unit is the user's
    /// own.
    case significant(Int)
    /// An instant, written in UTC as the files have it.
    case instant
    case flag
  }

  public let name: String
  public let kind: Kind
  /// What it means, and when it is empty.
  public let meaning: String

  public init(_ name: String, _ kind: Kind, _ meaning: String) {
    self.name = name
    self.kind = kind
    self.meaning = meaning
  }

  /// Says why another cell of the row is empty.
  public static let note = FigureColumn(
    "note", .text, "Why a figure of the row is empty, or what to mind. Empty where all is said.")
}

/// One cell of an answer. What is not defined is `none`; a column `note` says why.
public enum Figure: Sendable, Equatable {
  case text(String)
  case count(Int)
  case number(Double)
  /// Seconds since 1970.
  case instant(Int)
  case flag(Bool)
  case none

  public init(_ text: String?) { self = text.map { .text($0) } ?? .none }
  public init(_ count: Int?) { self = count.map { .count($0) } ?? .none }
  /// What is not finite is not defined.
  public init(_ number: Double?) {
    self = number.flatMap { $0.isFinite ? .number($0) : nil } ?? .none
  }
  /// Seconds since 1970, where there are any.
  static func instant(_ seconds: Int?) -> Figure { seconds.map { .instant($0) } ?? .none }
}
