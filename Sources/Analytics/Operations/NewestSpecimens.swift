internal import CSVText
internal import Tables

/// The specimens of one state that ended last, as rows: a few of however many there are.
public struct NewestSpecimens: SpecimenGathering {
  public enum State: Sendable {
    case completed
    case failed
  }

  private struct Ended: Sendable {
    let name: String
    let assay: Int
    let machine: Int
    let code: Int
    let received: Int
    let processed: Int
    /// Where its row stands.
    let place: BlockPlace
    let row: Int
  }

  private let state: State
  private let period: Range<Int>
  private let limit: Int
  private var ended: [Ended] = []
  /// How many there are of that state in the period.
  public private(set) var total = 0
  /// The newest `limit` of them, the newest first; there once the scan has ended.
  public private(set) var figures: Figures

  /// - Parameter question: Its period is looked at.
  public init(_ state: State, _ question: Question, limit: Int) {
    self.state = state
    period = question.period
    self.limit = limit
    figures = Figures(Self.columns(state))
  }

  public static func columns(_ state: State) -> [FigureColumn] {
    [
      FigureColumn("specimen_id", .text, "The identifier on the tube's label."),
      FigureColumn("assay", .text, "The assay's code."),
      FigureColumn("machine", .text, "The analyzer's code."),
      FigureColumn("received_at", .instant, "When it reached the lab."),
      FigureColumn("processed_at", .instant, "When it ended."),
      state == .completed
        ? FigureColumn("minutes", .decimals(1), "From reception to result.")
        : FigureColumn("error_code", .text, "What was wrong, as in error_codes."),
    ]
  }

  public var needed: Set<SpecimenColumns.Name> {
    [.specimen, .assay, .machine, .status, .errorCode, .receivedAt, .processedAt]
  }

  public mutating func add(_ specimens: SpecimenColumns) {
    let wanted = state == .completed ? specimens.completed : specimens.failed
    for (i, status) in specimens.status.codes.enumerated() where status == wanted {
      let stop = specimens.processed.seconds[i]
      guard stop > InstantColumn.unreadable, period.contains(stop) else { continue }
      total += 1
      ended.append(
        Ended(
          name: specimens.specimen.texts[i], assay: specimens.assay.codes[i],
          machine: specimens.machine.codes[i], code: specimens.errorCode.codes[i],
          received: specimens.received.seconds[i], processed: stop, place: specimens.place,
          row: i))
      if ended.count >= 4 * limit + 1000 { keepNewest() }
    }
  }

  public mutating func merge(_ other: NewestSpecimens) {
    ended += other.ended
    total += other.total
  }

  public mutating func finish(_ names: SpecimenColumns, lost: Int) {
    keepNewest()
    for item in ended {
      let hasStart = item.received > InstantColumn.unreadable
      let start: Figure = hasStart ? .instant(item.received) : .none
      let minutes = hasStart ? Double(item.processed - item.received) / 60 : nil
      figures.add([
        .text(item.name), .text(names.assay.values.text(item.assay)),
        .text(names.machine.values.text(item.machine)), start, .instant(item.processed),
        state == .completed ? Figure(minutes) : .text(names.errorCode.values.text(item.code)),
      ])
    }
    ended = []
  }

  /// Of those that ended in the same second the first in the file comes first.
  private mutating func keepNewest() {
    ended.sort { ($1.processed, $0.place, $0.row) < ($0.processed, $1.place, $1.row) }
    if ended.count > limit { ended.removeLast(ended.count - limit) }
  }
}
