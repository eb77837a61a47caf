internal import Tables

/// Reads the steps of runs.
struct StepScan: BlockScan {
  struct Block: RunRows {
    var rows: RowsOfRuns
    var steps = StepColumns()
    var tally = RunRowTally()
  }

  private let id = WholeNumberColumn("id")
  private let run = WholeNumberColumn("run_id")
  private let step = WholeNumberColumn("step_id")
  private let done: CodedColumn
  private let time = InstantColumn("completed_at")
  private let yes: Int
  private let keepsIds: Bool
  private var finder: RunFinder

  /// - Parameters:
  ///   - numbers: Those of the words of `completed`, which all threads share.
  ///   - keepsIds: Whether the rows have to be sorted, which shows when they have been read.
  init(_ places: RunPlaces, _ numbers: ValueNumbers, keepsIds: Bool) {
    finder = RunFinder(places)
    done = CodedColumn("completed", numbers: numbers)
    yes = done.code(of: "true")
    self.keepsIds = keepsIds
  }

  var columns: [any ScannedColumn] { [id, run, step, done, time] }

  mutating func block() -> Block {
    let (ids, runs, steps) = (id.numbers, run.numbers, step.numbers)
    let (codes, times) = (done.codes, time.seconds)
    var block = Block(rows: RowsOfRuns(keepsIds: keepsIds, capacity: ids.count))
    block.steps.areDone.reserveCapacity(ids.count)
    var (keptSteps, keptTimes): ([Int], [Int]) = ([], [])
    for i in ids.indices {
      guard steps[i] > RunHistory.unusable, let run = finder.place(of: runs[i], with: ids[i]) else {
        block.tally.lost += 1
        continue
      }
      block.rows.add(ids[i], ofRunAt: run)
      keptSteps.append(steps[i])
      block.steps.areDone.append(codes[i] == yes)
      keptTimes.append(block.tally.noted(times[i]))
    }
    block.steps.steps = PackedNumbers(keptSteps)
    block.steps.times = PackedNumbers(keptTimes)
    return block
  }
}
