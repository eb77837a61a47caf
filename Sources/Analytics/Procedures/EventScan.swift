internal import Lab
internal import Tables

/// Reads when runs were paused and resumed.
struct EventScan: BlockScan {
  struct Block: RunRows {
    var rows = RowsOfRuns(keepsIds: true)
    var times: [Int] = []
    var arePauses: [Bool] = []
    var tally = RunRowTally()
  }

  private let id = WholeNumberColumn("id")
  private let run = WholeNumberColumn("run_id")
  private let event: CodedColumn
  private let time = InstantColumn("at")
  private let pause: Int
  private let resume: Int
  private var finder: RunFinder

  /// - Parameter numbers: Those of the words of `event`, which all threads share.
  init(_ places: RunPlaces, _ numbers: ValueNumbers) {
    finder = RunFinder(places)
    event = CodedColumn("event", numbers: numbers)
    pause = event.code(of: RunEvent.Event.pause.rawValue)
    resume = event.code(of: RunEvent.Event.resume.rawValue)
  }

  var columns: [any ScannedColumn] { [id, run, event, time] }

  mutating func block() -> Block {
    let (ids, runs, codes, seconds) = (id.numbers, run.numbers, event.codes, time.seconds)
    var block = Block()
    for i in ids.indices {
      let at = block.tally.noted(seconds[i])
      guard codes[i] == pause || codes[i] == resume else { continue }
      guard at != RunHistory.missing, let run = finder.place(of: runs[i], with: ids[i]) else {
        block.tally.lost += 1
        continue
      }
      block.rows.add(ids[i], ofRunAt: run)
      block.times.append(at)
      block.arePauses.append(codes[i] == pause)
    }
    return block
  }
}
