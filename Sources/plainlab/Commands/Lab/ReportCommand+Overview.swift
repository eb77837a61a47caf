import Analytics
import CSVText
import Lab
import Tables

/// What a report says of specimens.
struct SpecimenOverview {
  let flow: SpecimenFlow
  let turnaround: Turnaround
  /// How many are in each state, in the order of the work.
  let states: [(name: String, count: Int)]
}

/// What a report says of runs.
struct RunOverview {
  struct OpenRun {
    let id: Int
    let procedure: String
    /// Seconds since 1970.
    let started: Int
  }

  let total: Int
  let states: [(name: String, count: Int)]
  /// The oldest first.
  let open: [OpenRun]
  let newest: Int?
}

extension Store {
  /// Reads the specimens once.
  func specimenOverview() throws -> SpecimenOverview {
    let question = Question()
    var all: [any SpecimenGathering] = [
      SpecimenFlow(), Turnaround(question, try Promises(in: self, question)),
    ]
    try gather(&all)
    guard let flow = all[0] as? SpecimenFlow, let turnaround = all[1] as? Turnaround else {
      preconditionFailure("measurements stay what they are")
    }
    let states = Specimen.Status.allCases.map { status in
      (
        status.rawValue.lowercased().replacing("_", with: " "),
        flow.counts.first { $0.name == status.rawValue }?.count ?? 0
      )
    }
    return SpecimenOverview(flow: flow, turnaround: turnaround, states: states)
  }

  /// Reads the runs once, and the procedures where a run is open.
  func runOverview() throws -> RunOverview {
    let columns = ["id", "procedure_id", "start_time", "end_time", "status"]
    var counts = Array(repeating: 0, count: Run.Status.allCases.count)
    var open: [(id: Int, procedure: Int, started: Int)] = []
    var newest: Int?
    let summary = try read(Run.schema.table, columns: columns) { batch, projection in
      for record in 0..<batch.count {
        let started = Instant(cellText: projection.text(batch, record, 2))?.seconds
        let ended = Instant(cellText: projection.text(batch, record, 3))?.seconds
        newest = [newest, started, ended].compactMap { $0 }.max()
        guard let status = Run.Status(rawValue: projection.text(batch, record, 4)) else { continue }
        counts[Run.Status.allCases.firstIndex(of: status) ?? 0] += 1
        guard status == .inProgress, let started,
          let id = Int(cellText: projection.text(batch, record, 0)),
          let procedure = Int(cellText: projection.text(batch, record, 1))
        else { continue }
        open.append((id, procedure, started))
      }
      return .more
    }
    let names = try open.isEmpty ? [:] : procedureNames()
    return RunOverview(
      total: summary.records,
      states: zip(Run.Status.allCases, counts).filter { $1 > 0 }.map {
        ($0.rawValue.replacing("_", with: " "), $1)
      },
      open: open.sorted { $0.started < $1.started }.map {
        .init(id: $0.id, procedure: names[$0.procedure] ?? "\($0.procedure)", started: $0.started)
      }, newest: newest)
  }

  private func procedureNames() throws -> [Int: String] {
    Dictionary(
      try rows(of: Procedure.self).map { ($0.id.id, $0.name) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The minutes that the lab aims for, by assay.
  func targets() throws -> [String: Int] {
    Dictionary(
      try rows(of: Assay.self).compactMap { assay in
        assay.targetTATMinutes.map { (assay.code.text, $0) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// A setting of the lab; `nil` when it is not there or has no value.
  func setting(_ key: String) throws -> String? {
    try rows(of: Setting.self).first { $0.key.text == key }?.value
  }
}
