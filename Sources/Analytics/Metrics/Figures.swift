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

/// A picture of figures, without a size or colours: the terminal draws it with blocks, a page with
/// lines.
public enum Picture: Sendable, Equatable {
  /// A bar for each row, of the values in that column.
  case bars(column: Int)
  /// Values by row and column; stands for the rows, which are as many.
  case heatMap(HeatMap)
  /// Points in their order, with levels to compare them with.
  case chart([ControlChartPicture])

  /// Whether who sees it needs no rows beside it.
  public var standsForRows: Bool { if case .heatMap = self { true } else { false } }
}

/// Values by row and column; `nil` where there is nothing to count.
public struct HeatMap: Sendable, Equatable {
  public let title: String
  public let rows: [String]
  public let columns: [String]
  public let values: [[Double?]]
  /// What the values of each row, or of each column, come to.
  public let rowTotals: Margin?
  public let columnTotals: Margin?

  /// A figure for each row or column, beside the map.
  public struct Margin: Sendable, Equatable {
    public let name: String
    public let values: [Double?]

    public init(_ name: String, _ values: [Double?]) {
      self.name = name
      self.values = values
    }
  }

  public init(
    title: String, rows: [String], columns: [String], values: [[Double?]],
    rowTotals: Margin? = nil, columnTotals: Margin? = nil
  ) {
    self.title = title
    self.rows = rows
    self.columns = columns
    self.values = values
    self.rowTotals = rowTotals
    self.columnTotals = columnTotals
  }
}

/// Points in their order beside a centre and limits.
public struct ControlChartPicture: Sendable, Equatable {
  public struct Level: Sendable, Equatable {
    public let name: String
    public let value: Double
    public init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  public let title: String
  public let values: [Double?]
  /// The points that broke a rule.
  public let marked: Set<Int>
  /// Centre and limits, from the lowest.
  public let levels: [Level]

  public init(title: String, values: [Double?], marked: Set<Int>, levels: [Level]) {
    self.title = title
    self.values = values
    self.marked = marked
    self.levels = levels
  }
}
