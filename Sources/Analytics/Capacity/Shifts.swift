internal import Tables

/// Working hours of each day and the days on which they hold: `07:00-15:00,15:00-23:00`, from Monday
/// to Friday.
public struct Shifts: Sendable, Equatable, CustomStringConvertible {
  /// From one time of day to another; one that ends no later than it starts ends on the next day.
  public struct Shift: Sendable, Equatable {
    let start: TimeOfDay
    let end: TimeOfDay

    /// From the midnight that begins its day.
    var minutes: Range<Int> {
      start.minutes..<(end.minutes <= start.minutes ? end.minutes + 1440 : end.minutes)
    }
  }

  public let times: [Shift]
  /// 1 is Monday, 7 is Sunday.
  public var days: Set<Int> = Set(1...7)

  /// Reads `07:00-15:00,15:00-23:00`; `24:00` ends a day. `nil` where it is something else.
  public init?(_ text: String) {
    var times: [Shift] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
      guard ends.count == 2, let start = TimeOfDay(cellText: ends[0]),
        let end = ends[1] == "24:00" ? TimeOfDay(minutes: 0) : TimeOfDay(cellText: ends[1])
      else { return nil }
      times.append(Shift(start: start, end: end))
    }
    self.times = times
  }

  public var description: String {
    times.map { "\($0.start.cellText)-\($0.end.minutes == 0 ? "24:00" : $0.end.cellText)" }
      .joined(separator: ",")
  }
}
