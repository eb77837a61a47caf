internal import Lab
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
    public let values: [Double]
    /// Seconds since 1970, or `noTime`.
    let times: [Int]
    /// The keys of all groups, and which of them each number has.
    private let keys: KeyTexts
    private let rows: [Int32]

    init(_ name: String, _ values: [Double], _ times: [Int], _ keys: KeyTexts, _ rows: [Int32]) {
      self.name = name
      self.values = values
      self.times = times
      self.keys = keys
      self.rows = rows
    }

    public var count: Int { values.count }
    public var points: Points { Points(group: self) }

    /// A number of the group, of a series that was read with keys.
    public subscript(place: Int) -> Point {
      Point(value: values[place], time: time(place), key: keys[Int(rows[place])])
    }

    /// When the numbers were, as seconds since 1970 on the clock of a zone; none where one has no time.
    func times(_ zone: LocalZone) -> [Int] {
      // What has no time is at the end.
      guard let last = times.last, last != noTime else { return [] }
      var clock = LocalClock(zone)
      return times.map { clock.local($0) }
    }

    /// When a number was; `nil` where the table has no times, or the cell none.
    func time(_ place: Int) -> Int? { times[place] == noTime ? nil : times[place] }
  }

  /// The numbers of a group with what belongs to them, which is put together when it is asked for.
  public struct Points: RandomAccessCollection, Sendable {
    fileprivate let group: Group

    public var startIndex: Int { 0 }
    public var endIndex: Int { group.count }
    public subscript(place: Int) -> Point { group[place] }
  }

  /// Stands for no time in a column of times; it is behind all others.
  static let noTime = Int.max

  public let name: SeriesName
  /// In the order of their names; none is empty.
  public let groups: [Group]
  public let leftOut: LeftOut

  /// Rows that are in no group, and why.
  public struct LeftOut: Sendable, Equatable {
    /// Of another status than those whose length of time is meant.
    public var unfinished = 0
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
    /// Minutes from one column to another, of the rows of one status.
    case minutes(from: String, to: String, status: String)
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
  /// A length of time that has a word of its own: of work that was brought to its end, as of the rest
  /// nobody knows it yet.
  struct Duration: Sendable {
    let table: String
    let field: String
    let from: String
    let to: String
    let status: String
  }

  static let durations = [
    Duration(
      table: "specimens", field: "tat", from: "received_at", to: "processed_at",
      status: Specimen.Status.completed.rawValue),
    Duration(
      table: "runs", field: "duration", from: "start_time", to: "end_time",
      status: Run.Status.completed.rawValue),
    Duration(
      table: "bookings", field: "duration", from: "start_time", to: "end_time",
      status: Booking.Status.completed.rawValue),
    Duration(
      table: "maintenance_records", field: "duration", from: "start_time", to: "end_time",
      status: MaintenanceRecord.Status.done.rawValue),
    Duration(
      table: "protocol_executions", field: "duration", from: "start_time", to: "end_time",
      status: ProtocolExecution.Status.completed.rawValue),
  ]
}
