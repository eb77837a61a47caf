internal import Tables

/// Numbers of one kind, in their order: a column of a table, or a length of time between two of them.
///
///     let series = try store.series(SeriesName("specimens.tat", in: store.catalog), by: "machine_id")
public struct Series: Sendable {
  /// One number, and where it comes from.
  public struct Point: Sendable, Equatable {
    public let value: Double
    /// Seconds since 1970; `nil` where the table has no times, or the cell none.
    public let time: Int?
    /// The primary key of its row, as the file has it.
    public let key: String
  }

  /// The numbers of one group, by time; those of one time, and without one, in the order of the file.
  public struct Group: Sendable, Equatable {
    public let name: String
    public let points: [Point]
    public var values: [Double] { points.map(\.value) }
  }

  public let name: SeriesName
  /// In the order of their names; none is empty.
  public let groups: [Group]
  public let leftOut: LeftOut

  /// Rows that are in no group, and why.
  public struct LeftOut: Sendable, Equatable {
    /// The cell is empty, or one of the two times is.
    public var empty = 0
    /// The cell, or one of the two times, holds nothing that can be read.
    public var unreadable = 0
    /// It would have taken less than no time.
    public var negative = 0
    public var outsidePeriod = 0
    /// The record cannot be read.
    public var lost = 0
  }
}

/// Which numbers are meant: `specimens.tat`, `test_results.measured_value`.
public struct SeriesName: Sendable, Equatable, CustomStringConvertible {
  enum Source: Sendable, Equatable {
    case column(String)
    /// Minutes from one column to another.
    case minutes(from: String, to: String)
  }

  public let table: String
  /// The column, or the word for the length of time.
  public let field: String
  let source: Source
  /// The column by which the numbers are ordered, and periods meant; `nil` where there is none.
  let time: String?

  public var description: String { "\(table).\(field)" }

  /// The unit, where it is known: `min` for a length of time.
  public var unit: String? { if case .minutes = source { "min" } else { nil } }
}

extension SeriesName {
  /// The lengths of time that have a word of their own.
  static let durations: [(table: String, field: String, from: String, to: String)] = [
    ("specimens", "tat", "received_at", "processed_at"),
    ("runs", "duration", "start_time", "end_time"),
    ("bookings", "duration", "start_time", "end_time"),
    ("maintenance_records", "duration", "start_time", "end_time"),
    ("protocol_executions", "duration", "start_time", "end_time"),
  ]
}
