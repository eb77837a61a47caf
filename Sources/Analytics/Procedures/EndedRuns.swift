internal import Tables

/// The completed runs of a period whose times make sense, and why others were left out.
struct EndedRuns: Sendable {
  /// Runs that are not looked at, and why.
  struct LeftOut: Sendable, Equatable {
    var notCompleted = 0
    var endedBeforeStart = 0
    var withoutTimes = 0
    var outsidePeriod = 0
    /// Records that could not be read.
    var lost = 0
  }

  /// Their places in the history.
  private(set) var places: [Int] = []
  private(set) var leftOut = LeftOut()

  /// - Throws: `NoAnswer` when a procedure is asked for that is not there.
  init(_ question: Question, _ runs: NamedRuns) throws {
    let history = runs.history
    let only = try question[RunOptions.procedure].map { try runs.book.procedure(named: $0) }
    leftOut.lost = history.lost
    for run in 0..<history.count where only == nil || history.procedures[run] == only {
      let (start, end) = (history.starts[run], history.ends[run])
      if history.states[run] != .completed {
        leftOut.notCompleted += 1
      } else if start == RunHistory.missing || end == RunHistory.missing {
        leftOut.withoutTimes += 1
      } else if end < start {
        leftOut.endedBeforeStart += 1
      } else if !question.period.contains(end) {
        leftOut.outsidePeriod += 1
      } else {
        places.append(run)
      }
    }
  }
}

extension Question {
  /// The same question about so many whole days up to the end of its period, the last one included;
  /// about all time before where it has no end. The report looks at a week, in which few runs end:
  /// what they are like shows in more.
  func lookingBack(days: Int) -> Question {
    var question = self
    let end = period.upperBound
    let first =
      end == .max
      ? .min : zone.start(of: CalendarDate(days: zone.day(at: end - 1).days - days + 1))
    question.period = min(first, end)..<end
    return question
  }

  /// ` --since 2026-08-23`, by which a command looks at a period that begins with a day; empty where
  /// it has no start.
  var sinceOption: String {
    period.lowerBound == .min ? "" : " --since \(zone.day(at: period.lowerBound).cellText)"
  }
}

extension EndedRuns.LeftOut {
  var remarks: [String] {
    leftOutRemarks(
      [
        (notCompleted, "not completed"), (outsidePeriod, "ended outside the period"),
        (endedBeforeStart, "ended before the start"), (withoutTimes, "without readable times"),
        (lost, "not readable"),
      ], faults: endedBeforeStart + withoutTimes + lost)
  }
}
