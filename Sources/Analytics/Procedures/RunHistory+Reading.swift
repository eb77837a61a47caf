internal import Lab
public import Tables

extension Store {
  /// Reads the lab's runs, and what is asked for beside them, each table once.
  ///
  /// - Throws: `ReadingError` when a table cannot be understood. Rows that cannot be used are counted.
  public func runHistory(_ parts: RunHistory.Parts = []) throws -> RunHistory {
    var history = RunHistory()
    try readRuns(into: &history)
    guard !parts.isEmpty else { return history }
    var places: [Int: Int] = [:]
    places.reserveCapacity(history.count)
    // Of two runs of one id, which `check` reports, the first one has the steps.
    for (place, id) in history.ids.enumerated().reversed() { places[id] = place }
    if parts.contains(.steps) { try readSteps(into: &history, places) }
    if parts.contains(.pauses) { try readPauses(into: &history, places) }
    return history
  }

  private func readRuns(into history: inout RunHistory) throws {
    let id = WholeNumberColumn("id")
    let procedure = WholeNumberColumn("procedure_id")
    let version = WholeNumberColumn("procedure_version")
    let user = WholeNumberColumn("user_id")
    let start = InstantColumn("start_time")
    let end = InstantColumn("end_time")
    let status = CodedColumn("status")
    let words = Run.Status.allCases.map { status.code(of: $0.rawValue) }
    let states: [RunHistory.Status] = Run.Status.allCases.map { word in
      switch word {
      case .inProgress: .inProgress
      case .completed: .completed
      case .cancelled: .cancelled
      }
    }
    let columns: [any ScannedColumn] = [id, procedure, version, user, start, end, status]
    let summary = try scan(Run.schema.table, filling: columns) {
      let (ids, procedures) = (id.numbers, procedure.numbers)
      let (versions, users) = (version.numbers, user.numbers)
      let (starts, ends, codes) = (start.seconds, end.seconds, status.codes)
      for i in ids.indices {
        guard ids[i] > RunHistory.unusable, procedures[i] > RunHistory.unusable else {
          history.lost += 1
          continue
        }
        history.ids.append(ids[i])
        history.procedures.append(procedures[i])
        history.versions.append(RunHistory.usable(versions[i]))
        history.users.append(RunHistory.usable(users[i]))
        history.starts.append(history.noted(starts[i]))
        history.ends.append(history.noted(ends[i]))
        let word = words.firstIndex(of: codes[i])
        history.states.append(word.map { states[$0] } ?? .unknown)
      }
    }
    history.lost += summary.lost
    history.stepBounds = Array(repeating: 0, count: history.count + 1)
    history.pauseBounds = history.stepBounds
  }

  private func readSteps(into history: inout RunHistory, _ places: [Int: Int]) throws {
    let id = WholeNumberColumn("id")
    let run = WholeNumberColumn("run_id")
    let step = WholeNumberColumn("step_id")
    let done = CodedColumn("completed")
    let time = InstantColumn("completed_at")
    let yes = done.code(of: "true")
    var rows = RowsOfRuns(places)
    var read = StepColumns()
    let summary = try scan(RunStep.schema.table, filling: [id, run, step, done, time]) {
      let (ids, runs, steps) = (id.numbers, run.numbers, step.numbers)
      let (codes, times) = (done.codes, time.seconds)
      for i in ids.indices {
        guard steps[i] > RunHistory.unusable, rows.add(ids[i], ofRun: runs[i]) else {
          history.lost += 1
          continue
        }
        read.steps.append(steps[i])
        read.areDone.append(codes[i] == yes)
        read.times.append(history.noted(times[i]))
      }
    }
    history.lost += summary.lost
    history.stepBounds = rows.bounds(of: history.count)
    history.steps = rows.isInOrder ? read : read.ordered(rows.order())
  }

  private func readPauses(into history: inout RunHistory, _ places: [Int: Int]) throws {
    let id = WholeNumberColumn("id")
    let run = WholeNumberColumn("run_id")
    let event = CodedColumn("event")
    let time = InstantColumn("at")
    let pause = event.code(of: RunEvent.Event.pause.rawValue)
    let resume = event.code(of: RunEvent.Event.resume.rawValue)
    var rows = RowsOfRuns(places)
    var times: [Int] = []
    var arePauses: [Bool] = []
    let summary = try scan(RunEvent.schema.table, filling: [id, run, event, time]) {
      let (ids, runs, codes, seconds) = (id.numbers, run.numbers, event.codes, time.seconds)
      for i in ids.indices {
        let at = history.noted(seconds[i])
        guard codes[i] == pause || codes[i] == resume else { continue }
        guard at != RunHistory.missing, rows.add(ids[i], ofRun: runs[i]) else {
          history.lost += 1
          continue
        }
        times.append(at)
        arePauses.append(codes[i] == pause)
      }
    }
    history.lost += summary.lost
    let turns = rows.order(by: times).map { (time: times[$0], isPause: arePauses[$0]) }
    history.follow(turns, rows.bounds(of: history.count))
  }
}

extension RunHistory {
  /// Ids and times up to this one stand for cells that are empty or not readable.
  fileprivate static let unusable = WholeNumberColumn.unreadable

  fileprivate static func usable(_ number: Int) -> Int { number > unusable ? number : missing }

  /// A time as it is kept, which may be the newest.
  fileprivate mutating func noted(_ seconds: Int) -> Int {
    guard seconds > InstantColumn.unreadable else { return Self.missing }
    newest = max(newest ?? seconds, seconds)
    return seconds
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
  fileprivate func ordered(_ order: [Int]) -> StepColumns {
    StepColumns(
      steps: order.map { steps[$0] }, areDone: order.map { areDone[$0] },
      times: order.map { times[$0] })
  }
}

/// Which run each row of another table belongs to, while it is read.
private struct RowsOfRuns {
  private let places: [Int: Int]
  private var runs: [Int] = []
  private var ids: [Int] = []
  private(set) var isInOrder = true
  private var last: (id: Int, place: Int?) = (.min, nil)

  init(_ places: [Int: Int]) { self.places = places }

  /// Adds a row; not when it has no id or there is no such run.
  mutating func add(_ id: Int, ofRun run: Int) -> Bool {
    // The rows of one run mostly follow one another.
    if run != last.id { last = (run, places[run]) }
    guard id > RunHistory.unusable, let place = last.place else { return false }
    if let run = runs.last, let before = ids.last, (place, id) < (run, before) { isInOrder = false }
    runs.append(place)
    ids.append(id)
    return true
  }

  /// The rows by their runs, those of one run by a key if there is one, and by their ids.
  func order(by keys: [Int]? = nil) -> [Int] {
    runs.indices.sorted { one, other in
      if runs[one] != runs[other] { return runs[one] < runs[other] }
      if let keys, keys[one] != keys[other] { return keys[one] < keys[other] }
      return ids[one] < ids[other]
    }
  }

  /// Where the rows of each run begin in that order, and where the last ones end.
  func bounds(of count: Int) -> [Int] {
    var bounds = Array(repeating: 0, count: count + 1)
    for run in runs { bounds[run + 1] += 1 }
    for run in 0..<count { bounds[run + 1] += bounds[run] }
    return bounds
  }
}
