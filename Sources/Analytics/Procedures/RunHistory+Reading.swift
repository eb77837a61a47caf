internal import Lab
public import Tables

extension Store {
  /// Reads the lab's runs, and what is asked for beside them, each table once and on all processors.
  ///
  /// - Throws: `ReadingError` when a table cannot be understood. Rows that cannot be used are counted.
  public func runHistory(_ parts: RunHistory.Parts = []) throws -> RunHistory {
    var history = RunHistory()
    try readRuns(into: &history)
    guard !parts.isEmpty else { return history }
    let places = RunPlaces(history.ids)
    if parts.contains(.steps) { try readSteps(into: &history, places) }
    if parts.contains(.pauses) { try readPauses(into: &history, places) }
    return history
  }

  private func readRuns(into history: inout RunHistory) throws {
    let states = ValueNumbers()
    var (blocks, lost) = try scan(Run.schema.table) { RunScan(states) }
    history.note(blocks.map(\.tally), lost)
    history.ids = PackedNumbers.take(\.ids, from: &blocks)
    history.procedures = PackedNumbers.take(\.procedures, from: &blocks)
    history.versions = PackedNumbers.take(\.versions, from: &blocks)
    history.users = PackedNumbers.take(\.users, from: &blocks)
    history.starts = PackedNumbers.take(\.starts, from: &blocks)
    history.ends = PackedNumbers.take(\.ends, from: &blocks)
    history.states = blocks.take(\.states)
    history.stepBounds = Array(repeating: 0, count: history.count + 1)
    history.pauseBounds = history.stepBounds
  }

  /// - Parameter areSorted: Whether the rows lie by their runs, as they mostly do; where it shows that
  ///   they do not, they are read once more, with what they have to be sorted by.
  private func readSteps(
    into history: inout RunHistory, _ places: RunPlaces, areSorted: Bool = true
  ) throws {
    let words = ValueNumbers()
    var (blocks, lost) = try scan(RunStep.schema.table) {
      StepScan(places, words, keepsIds: !areSorted)
    }
    if areSorted, !RowsOfRuns.areInOrder(blocks) {
      blocks = []
      return try readSteps(into: &history, places, areSorted: false)
    }
    history.note(blocks.map(\.tally), lost)
    history.stepBounds = RowsOfRuns.bounds(of: history.count, blocks)
    let order = areSorted ? nil : RowsOfRuns.take(from: &blocks).order(history.stepBounds)
    let steps = StepColumns(
      steps: PackedNumbers.take(\.steps.steps, from: &blocks),
      areDone: blocks.take(\.steps.areDone),
      times: PackedNumbers.take(\.steps.times, from: &blocks))
    history.steps = order.map { steps.ordered($0) } ?? steps
  }

  private func readPauses(into history: inout RunHistory, _ places: RunPlaces) throws {
    let words = ValueNumbers()
    var (blocks, lost) = try scan(RunEvent.schema.table) { EventScan(places, words) }
    history.note(blocks.map(\.tally), lost)
    let bounds = RowsOfRuns.bounds(of: history.count, blocks)
    let rows = RowsOfRuns.take(from: &blocks)
    let (times, arePauses) = (blocks.take(\.times), blocks.take(\.arePauses))
    let turns = rows.order(bounds, by: times).map { row in
      (time: times[Int(row)], isPause: arePauses[Int(row)])
    }
    history.follow(turns, bounds)
  }
}

extension RunHistory {
  /// Numbers up to this one stand for cells that are empty or not readable.
  static let unusable = WholeNumberColumn.unreadable

  static func usable(_ number: Int) -> Int { number > unusable ? number : missing }

  /// Takes what was noted of the blocks of a table, and how many of its records could not be read.
  fileprivate mutating func note(_ tallies: [RunRowTally], _ lost: Int) {
    self.lost += lost
    for tally in tallies {
      self.lost += tally.lost
      if let time = tally.newest { newest = max(newest ?? time, time) }
    }
  }

  /// Makes pauses of the turns of each run, in the order of time. One that leads nowhere, such as a
  /// second pause in a pause, or anything after the end, is passed over, as `RunProgress` does.
  fileprivate mutating func follow(
    _ turns: [(time: Int, isPause: Bool)], _ bounds: [Int]
  ) {
    for run in 0..<count {
      let last = ends[run] == Self.missing ? .max : ends[run]
      var open: Int?
      for turn in turns[bounds[run]..<bounds[run + 1]] where turn.time <= last {
        if turn.isPause {
          open = open ?? turn.time
        } else if let start = open {
          pauses.append(start..<turn.time)
          open = nil
        }
      }
      if let open { pauses.append(open..<(.max)) }
      pauseBounds[run + 1] = pauses.count
    }
  }
}

extension StepColumns {
  fileprivate func ordered(_ order: [Int32]) -> StepColumns {
    StepColumns(
      steps: PackedNumbers(order.map { steps[Int($0)] }), areDone: order.map { areDone[Int($0)] },
      times: PackedNumbers(order.map { times[Int($0)] }))
  }
}
