import Analytics
import CSVText
import CommandLineKit
import Lab
import Tables
import Wording

/// What a report is written from. A table that cannot be read is one thing that needs attention; the
/// rest is looked at even so.
struct LabOverview {
  /// The turnaround of each assay is that of so many days.
  static let turnaroundDays = 28

  /// `nil` where nobody named the lab.
  let name: String?
  let question: Question
  /// The newest time in the files.
  let newest: Int?
  /// The moment from which the lab is looked at; `nil` where there is no time at all.
  let moment: Int?
  let check: Check?
  let specimens: SpecimenFlow?
  let turnaround: Turnaround?
  let runs: RunOverview?
  /// The minutes that the lab aims for, by assay.
  let targets: [String: Int]
  let changes: [Watched.Change]
  /// The most pressing first.
  let attention: [Attention]

  init(
    _ store: Store, _ context: Context, asOf: Moment?, timeZone: String?, at revision: String?
  ) throws {
    var unread: [Attention] = []
    var question = Question()
    try context.read(into: &question, store, zone: timeZone)
    specimens = Self.readable(&unread) { try store.gathering(SpecimenFlow(in: question.zone)) }
    runs = Self.readable(&unread) { try store.runOverview() }
    newest = [specimens?.newest, runs?.newest].compactMap { $0 }.max()
    let asOf = try asOf?.seconds(in: question.zone, now: context.now)
    moment = asOf ?? newest
    check = Self.readable(&unread) { [moment] in
      try context.readingLab(at: revision) {
        try Check($0, asOf: moment.map { Instant(seconds: $0) })
      }
    }
    let promises = Self.readable(&unread) { try Promises(in: store, question) }
    targets = promises?.targetMinutes ?? [:]
    name =
      Self.readable(&unread) {
        try Settings(in: store, environment: context.console.environment)["lab_name"]?.value
      } ?? nil
    self.question = question
    guard let moment else {
      (turnaround, changes) = (nil, [])
      attention = unread + Self.faults(of: check)
      return
    }
    var month = question
    month.period = moment + 1 - Self.turnaroundDays * 86_400..<moment + 1
    turnaround =
      Self.readable(&unread) { [month] in
        try promises.map { try store.gathering(Turnaround(month, $0)) }
      } ?? nil
    let isPast = newest.map { $0 > moment } ?? false
    let watched = Watched(store, at: moment, isPast: isPast, question)
    changes = watched.changes
    // The check and the table that stopped it say the same.
    let new = watched.attention.filter { item in !unread.contains { $0.sentence == item.sentence } }
    let lonely = asOf == nil ? [specimens?.lonelyNewest(in: question.zone)].compactMap { $0 } : []
    attention = (unread + Self.faults(of: check) + lonely + new).inOrder
  }

  /// What a closure reads, or `nil` and a word where the table cannot be read.
  private static func readable<Value>(
    _ unread: inout [Attention], _ read: () throws -> Value
  ) -> Value? {
    do {
      return try read()
    } catch {
      let item = Attention(.untrusted, "\(error)", command: "plainlab check")
      if !unread.contains(item) { unread.append(item) }
      return nil
    }
  }

  private static func faults(of check: Check?) -> [Attention] {
    guard let list = check?.list, let faults = list.faults else { return [] }
    return [
      Attention(
        list.count(of: .error) > 0 ? .untrusted : .hint, size: Double(list.count(of: .error)),
        "\(faults) in the files", command: "plainlab check")
    ]
  }
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
}
