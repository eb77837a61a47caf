internal import Lab
internal import Tables

/// Reads runs.
struct RunScan: BlockScan {
  /// The runs of a block, a column an attribute.
  struct Block: Sendable {
    var ids = PackedNumbers()
    var procedures = PackedNumbers()
    var versions = PackedNumbers()
    var users = PackedNumbers()
    var starts = PackedNumbers()
    var ends = PackedNumbers()
    var states: [RunHistory.Status] = []
    var tally = RunRowTally()
  }

  private let id = WholeNumberColumn("id")
  private let procedure = WholeNumberColumn("procedure_id")
  private let version = WholeNumberColumn("procedure_version")
  private let user = WholeNumberColumn("user_id")
  private let start = InstantColumn("start_time")
  private let end = InstantColumn("end_time")
  private let status: CodedColumn
  /// What the numbers of the words stand for.
  private var states: [Int: RunHistory.Status] = [:]

  /// - Parameter numbers: Those of the words of `status`, which all threads share.
  init(_ numbers: ValueNumbers) {
    status = CodedColumn("status", numbers: numbers)
    for word in Run.Status.allCases {
      states[status.code(of: word.rawValue)] =
        switch word {
        case .inProgress: .inProgress
        case .completed: .completed
        case .cancelled: .cancelled
        }
    }
  }

  var columns: [any ScannedColumn] { [id, procedure, version, user, start, end, status] }

  mutating func block() -> Block {
    let (ids, procedures) = (id.numbers, procedure.numbers)
    let (versions, users) = (version.numbers, user.numbers)
    let (starts, ends, codes) = (start.seconds, end.seconds, status.codes)
    var block = Block()
    var kept: [Int] = []
    var last: (code: Int, state: RunHistory.Status) = (-1, .unknown)
    for i in ids.indices {
      guard ids[i] > RunHistory.unusable, procedures[i] > RunHistory.unusable else {
        block.tally.lost += 1
        continue
      }
      kept.append(i)
      if codes[i] != last.code { last = (codes[i], states[codes[i]] ?? .unknown) }
      block.states.append(last.state)
    }
    block.ids = PackedNumbers(kept.map { ids[$0] })
    block.procedures = PackedNumbers(kept.map { procedures[$0] })
    block.versions = PackedNumbers(kept.map { RunHistory.usable(versions[$0]) })
    block.users = PackedNumbers(kept.map { RunHistory.usable(users[$0]) })
    block.starts = PackedNumbers(kept.map { block.tally.noted(starts[$0]) })
    block.ends = PackedNumbers(kept.map { block.tally.noted(ends[$0]) })
    return block
  }
}

/// What is noted of the rows of a block beside the rows themselves, whatever their table.
struct RunRowTally: Sendable {
  /// The newest time of all.
  private(set) var newest: Int?
  /// Rows that cannot be used.
  var lost = 0

  /// A time as it is kept, which may be the newest.
  mutating func noted(_ seconds: Int) -> Int {
    guard seconds > InstantColumn.unreadable else { return RunHistory.missing }
    newest = max(newest ?? seconds, seconds)
    return seconds
  }
}
