internal import CSVText
internal import Tables

/// Some specimens as rows: the first few of however many there are.
public struct SpecimenRows: SpecimenGathering {
  /// Which specimens, and in which order.
  public enum Choice: Sendable {
    /// Those with a result in the period, the newest first.
    case results
    /// Those that ended in an error in the period, the newest first.
    case errors
    /// Those that came in the period, the newest first.
    case received
    /// Those that are open at the moment that is looked at, as `Backlog` counts them, the oldest first.
    case open
  }

  private struct Entry: Sendable {
    let name: String
    let assay: Int
    let machine: Int
    let status: Int
    let code: Int
    let received: Int
    let processed: Int
    /// By which time it is sorted.
    let time: Int
    /// Where its row stands.
    let place: BlockPlace
    let row: Int
  }

  private let choice: Choice
  private let period: Range<Int>
  private let asOf: Int?
  private let limit: Int
  private var entries: [Entry] = []
  /// How many there are.
  public private(set) var total = 0
  /// The first `limit` of them; there once the scan has ended.
  public private(set) var figures: Figures

  public init(_ choice: Choice, _ question: Question, limit: Int) {
    self.choice = choice
    period = question.period
    asOf = question.asOf?.seconds
    self.limit = limit
    figures = Figures(Self.columns(choice))
  }

  public static func columns(_ choice: Choice) -> [FigureColumn] {
    let status = FigureColumn("status", .text, "How far it is.")
    let received = FigureColumn("received_at", .instant, "When it reached the lab.")
    let processed = FigureColumn("processed_at", .instant, "When it ended.")
    let others: [FigureColumn] =
      switch choice {
      case .results:
        [received, processed, FigureColumn("minutes", .decimals(1), "From reception to result.")]
      case .errors:
        [
          received, processed,
          FigureColumn("error_code", .text, "What was wrong, as in error_codes."),
        ]
      case .received: [status, received]
      case .open:
        [status, received, FigureColumn("hours", .decimals(1), "From reception until now.")]
      }
    return [
      FigureColumn("specimen_id", .text, "The identifier on the tube's label."),
      FigureColumn("assay", .text, "The assay's code."),
      FigureColumn("machine", .text, "The analyzer's code."),
    ] + others
  }

  public var needed: Set<SpecimenColumns.Name> {
    [.specimen, .assay, .machine, .status, .errorCode, .receivedAt, .processedAt]
  }

  public mutating func add(_ specimens: SpecimenColumns) {
    for (i, status) in specimens.status.codes.enumerated() {
      let (received, processed) = (specimens.received.seconds[i], specimens.processed.seconds[i])
      let hasEnded = status == specimens.completed || status == specimens.failed
      let time: Int
      switch choice {
      case .results, .errors:
        guard status == (choice == .results ? specimens.completed : specimens.failed),
          processed > InstantColumn.unreadable, period.contains(processed)
        else { continue }
        time = processed
      case .received:
        guard received > InstantColumn.unreadable, period.contains(received) else { continue }
        time = received
      case .open:
        let end = asOf ?? .max
        guard !(hasEnded && processed <= end), received > InstantColumn.unreadable, received <= end
        else { continue }
        time = -received
      }
      total += 1
      entries.append(
        Entry(
          name: specimens.specimen.texts[i], assay: specimens.assay.codes[i],
          machine: specimens.machine.codes[i], status: status, code: specimens.errorCode.codes[i],
          received: received, processed: processed, time: time, place: specimens.place, row: i))
      if entries.count >= 4 * limit + 1000 { keepFirst() }
    }
  }

  public mutating func merge(_ other: SpecimenRows) {
    entries += other.entries
    total += other.total
  }

  public mutating func finish(_ names: SpecimenColumns, lost: Int) {
    keepFirst()
    for entry in entries { figures.add(row(entry, names)) }
    entries = []
  }

  private func row(_ entry: Entry, _ names: SpecimenColumns) -> [Figure] {
    let hasStart = entry.received > InstantColumn.unreadable
    let start: Figure = hasStart ? .instant(entry.received) : .none
    let status = Figure.text(names.status.values.text(entry.status))
    func since(_ end: Int?, _ unit: Double) -> Figure {
      Figure(end.flatMap { hasStart ? Double($0 - entry.received) / unit : nil })
    }
    let others: [Figure] =
      switch choice {
      case .results: [start, .instant(entry.processed), since(entry.processed, 60)]
      case .errors:
        [start, .instant(entry.processed), .text(names.errorCode.values.text(entry.code))]
      case .received: [status, start]
      case .open: [status, start, since(asOf, 3600)]
      }
    return [
      .text(entry.name), .text(names.assay.values.text(entry.assay)),
      .text(names.machine.values.text(entry.machine)),
    ] + others
  }

  /// Of those of the same second the first in the file comes first.
  private mutating func keepFirst() {
    entries.sort { ($1.time, $0.place, $0.row) < ($0.time, $1.place, $1.row) }
    if entries.count > limit { entries.removeLast(entries.count - limit) }
  }
}
