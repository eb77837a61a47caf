internal import Statistics
public import Tables

/// What a lab has of specimens: how many in each state, what is still open, what was done each day.
public struct SpecimenFlow: Sendable {
  public internal(set) var total = 0
  /// How many specimens are in each state, by its number in the column of states.
  private var states: [Int] = []
  /// The seconds at which open specimens were received: those without a result or an error.
  private var openSince = Tally()
  /// The days, from 1970-01-01 in UTC, on which specimens were completed.
  private var completedDays = Tally()
  /// The latest instant that any specimen has, in seconds since 1970.
  public private(set) var newest: Int?

  public init() {}

  /// Adds the specimens of a block.
  ///
  /// - Parameters:
  ///   - completed: The code in `status` of completed specimens.
  ///   - failed: The code of those that ended in an error.
  public mutating func add(
    status: CodedColumn, completed: Int, failed: Int, received: InstantColumn,
    processed: InstantColumn
  ) {
    total += status.codes.count
    for i in status.codes.indices {
      let state = status.codes[i]
      while states.count <= state { states.append(0) }
      states[state] += 1
      let start = received.seconds[i]
      let end = processed.seconds[i]
      for instant in [start, end] where instant > InstantColumn.unreadable {
        newest = max(newest ?? instant, instant)
      }
      if state == completed, end > InstantColumn.unreadable {
        completedDays.add(CalendarDate(ofSeconds: end).days)
      } else if state != completed, state != failed, start > InstantColumn.unreadable {
        openSince.add(start)
      }
    }
  }

  public func count(ofState state: Int) -> Int { state < states.count ? states[state] : 0 }

  public var openCount: Int { openSince.count }

  /// When the open specimen that waits longest was received; `nil` when none is open.
  public var oldestOpen: Int? { openSince.ascending.first?.value }

  /// How many specimens were completed on each of the last `days` days up to that of `instant`.
  public func completedPerDay(last days: Int, until instant: Int) -> [Int] {
    let lastDay = CalendarDate(ofSeconds: instant).days
    var counts = Array(repeating: 0, count: days)
    for (day, count) in completedDays.ascending {
      let place = day - (lastDay - days + 1)
      if counts.indices.contains(place) { counts[place] = count }
    }
    return counts
  }
}
