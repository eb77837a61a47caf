internal import Tables

/// Collects what the model needs of specimens, block by block.
struct CapacityGathering: SpecimenGathering {
  let needed: Set<SpecimenColumns.Name> = [
    .assay, .machine, .operator, .status, .receivedAt, .processedAt,
  ]
  private let period: Range<Int>
  private let zone: LocalZone
  private var found = InOrder<CapacityHistory.Record>()
  private var leftOut = CapacityHistory.LeftOut()
  /// What was collected; `nil` before the end, and where there is no specimen.
  private(set) var history: CapacityHistory?

  init(_ question: Question) {
    period = question.period
    zone = question.zone
  }

  mutating func add(_ specimens: SpecimenColumns) {
    for i in specimens.status.codes.indices {
      let start = specimens.received.seconds[i]
      guard start > InstantColumn.unreadable else {
        leftOut.withoutTime += 1
        continue
      }
      guard period.contains(start) else {
        leftOut.outsidePeriod += 1
        continue
      }
      let end = specimens.processed.seconds[i]
      let hasResult = specimens.status.codes[i] == specimens.completed && end >= start
      found.append(
        CapacityHistory.Record(
          received: start, assay: specimens.assay.codes[i], machine: specimens.machine.codes[i],
          operatorPlace: specimens.operators.codes[i], turnaround: hasResult ? end - start : nil),
        at: specimens.place)
    }
  }

  mutating func merge(_ other: CapacityGathering) {
    found.merge(other.found)
    leftOut.outsidePeriod += other.leftOut.outsidePeriod
    leftOut.withoutTime += other.leftOut.withoutTime
  }

  /// Where the period has an open end, it is that of the day, in the zone, of the first or the last
  /// specimen.
  mutating func finish(_ names: SpecimenColumns, lost: Int) {
    leftOut.lost = lost
    let records = found.elements
    let times = records.map(\.received)
    guard let first = times.min(), let last = times.max() else { return }
    let assays = Names(records.map(\.assay), of: names.assay)
    let machines = Names(records.map(\.machine), of: names.machine)
    let people = Names(records.map(\.operatorPlace), of: names.operators)
    let placed = records.map {
      CapacityHistory.Record(
        received: $0.received, assay: assays.places[$0.assay],
        machine: machines.places[$0.machine], operatorPlace: people.places[$0.operatorPlace],
        turnaround: $0.turnaround)
    }
    let dayAfter = CalendarDate(days: zone.day(at: last).days + 1)
    let start = period.lowerBound == .min ? zone.start(of: zone.day(at: first)) : period.lowerBound
    let end = period.upperBound == .max ? zone.start(of: dayAfter) : period.upperBound
    history = CapacityHistory(
      assays: assays.names, machines: machines.names, operators: people.names, records: placed,
      period: start..<end, leftOut: leftOut)
    found = InOrder()
  }
}

/// The names of some codes in ascending order, and the place of each code's.
private struct Names {
  var names: [String] = []
  /// By code; -1 where it is not among them.
  var places: [Int]

  init(_ codes: [Int], of column: CodedColumn) {
    var occurs = Array(repeating: false, count: (codes.max() ?? -1) + 1)
    for code in codes { occurs[code] = true }
    let named = occurs.indices.filter { occurs[$0] }
      .map { (name: column.values.text($0), code: $0) }.sorted { $0.name < $1.name }
    names = named.map(\.name)
    places = Array(repeating: -1, count: occurs.count)
    for (place, entry) in named.enumerated() { places[entry.code] = place }
  }
}
