internal import Wording

/// How a table's rows are made from another system's file, as a person states it.
///
/// Names of columns on the left are the table's. What is not stated is taken from the file's column
/// of the same name; nothing else is guessed.
public struct ImportMapping: Hashable, Sendable {
  public var dialect = ForeignDialect()
  /// For a column of the table that of the file; an empty name takes none.
  public var columns: [String: String] = [:]
  /// The same value in every row.
  public var constants: [String: String] = [:]
  /// What a value of the file stands for, by the table's column; those of `*` hold in every one.
  public var values: [String: [String: String]] = [:]
  /// How days and times are written, by the table's column.
  public var dates: [String: String] = [:]
  /// The same for all columns of dates and times that do not have their own: one way for days, one
  /// for days with a time, one for times.
  public var commonDates: [String] = []
  /// The zone of times that do not say theirs.
  public var timeZone: String?
  /// Whether a comma stands where our numbers have a point.
  public var hasDecimalComma = false
  /// What `true` and `false` are called.
  public var booleans: [String: Bool] = [:]
  /// Whether spaces around cells are left out.
  public var trimsSpaces = false

  public init() {}

  /// Puts what another mapping states above what this one does.
  public mutating func override(with other: ImportMapping) {
    dialect.delimiter = other.dialect.delimiter ?? dialect.delimiter
    dialect.encoding = other.dialect.encoding ?? dialect.encoding
    if other.dialect.skippedLines > 0 { dialect.skippedLines = other.dialect.skippedLines }
    for (column, source) in other.columns {
      columns[column] = source
      constants[column] = nil
    }
    for (column, value) in other.constants {
      constants[column] = value
      columns[column] = nil
    }
    for (column, words) in other.values {
      values[column, default: [:]].merge(words) { _, new in new }
    }
    dates.merge(other.dates) { _, new in new }
    if !other.commonDates.isEmpty { commonDates = other.commonDates }
    timeZone = other.timeZone ?? timeZone
    hasDecimalComma = hasDecimalComma || other.hasDecimalComma
    booleans.merge(other.booleans) { _, new in new }
    trimsSpaces = trimsSpaces || other.trimsSpaces
  }
}

/// Why a mapping cannot be used, whatever the file: everything that is wrong with it.
public struct ImportMappingError: Error, Hashable, CustomStringConvertible {
  /// Whole sentences.
  public let faults: [String]

  public init(_ faults: [String]) { self.faults = faults }

  public var description: String { faults.joined(separator: "\n") }
}
