import Analytics
import CSVText
import CommandLineKit
import Lab
import Statistics
import Tables
import Wording

// MARK: How many of what

extension Report {
  func writeFiles() throws {
    guard let check = overview.check else { return try line("Files", "could not be checked") }
    let faults = check.list.faults
    try line(
      "Files",
      "\(counted(check.files, "file")), \(counted(check.records, "row")): \(faults ?? "no faults")")
  }

  func writeSpecimens() throws {
    guard let flow = overview.specimens, flow.total > 0 else { return }
    let states = Specimen.Status.allCases.compactMap { status -> String? in
      guard let count = flow.counts.first(where: { $0.name == status.rawValue })?.count, count > 0
      else { return nil }
      return "\(grouped(count)) \(status.rawValue.lowercased().replacing("_", with: " "))"
    }
    try line("Specimens", "\(grouped(flow.total)): \(states.joined(separator: ", "))")
    if let oldest = flow.oldestOpen {
      try line("", "\(grouped(flow.openCount)) open, the oldest since \(minute(oldest))")
    }
    if let moment = overview.moment {
      let days = 28
      let perDay = flow.completedPerDay(last: days, until: moment).map { Double($0) }
      try line(
        "",
        "\(sparkline(perDay))  completed a day, the last \(days) days, up to "
          + "\(fixed(perDay.max() ?? 0, decimals: 0))")
    }
  }

  func writeRuns() throws {
    guard let runs = overview.runs, runs.total > 0 else { return }
    let states = runs.states.map { "\(grouped($0.count)) \($0.name)" }
    try line("Runs", "\(grouped(runs.total)): \(states.joined(separator: ", "))")
  }

  /// The other tables that have rows, as one line of counts.
  func writeOthers() throws {
    let shown = [
      "procedures", "service_requests", "protocol_executions", "test_results",
      "non_conformances", "resources", "bookings", "users",
    ]
    let counts = shown.compactMap { name -> String? in
      guard let table = store.catalog[name] else { return nil }
      let count = (try? store.read(table, columns: []) { _, _ in .more }.records) ?? 0
      let words = name.replacing("_", with: " ")
      return count > 0 ? counted(count, String(words.dropLast()), plural: words) : nil
    }
    guard !counts.isEmpty else { return }
    for (i, line) in wrapped(counts.joined(separator: ", "), toWidth: 66).enumerated() {
      try self.line(i == 0 ? "Beside them" : "", line)
    }
  }
}

extension FindingList {
  /// `2 errors and 1 warning`; `nil` when there is neither.
  var faults: String? {
    let faults = [Severity.error, .warning].compactMap { severity in
      let count = count(of: severity)
      return count > 0 ? counted(count, severity.rawValue) : nil
    }
    return faults.isEmpty ? nil : faults.joinedForReading()
  }
}

// MARK: Turnaround and open work

extension Report {
  func writeTurnaround() throws {
    guard let groups = overview.turnaround?.groups, !groups.isEmpty else { return }
    try section("Turnaround in minutes, the last \(LabOverview.turnaroundDays) days")
    let headings: [Heading] =
      ["assay"] + ["n", "p50", "p90", "p99"].map { .number($0) } + ["0 to p99"]
      + [.number("target"), "p90 of target"]
    try context.rows(headings, as: .table) { rows in
      for group in groups {
        let p90 = group.percentile(0.9)
        let target = overview.targets[group.name]
        try rows.add(
          .text(group.name), .int(group.samples.count),
          Field(group.percentile(0.5), decimals: 0), Field(p90, decimals: 0),
          Field(group.percentile(0.99), decimals: 0), .text(Self.shape(of: group)),
          Field(target),
          Field(p90.flatMap { p90 in target.map { Self.share(p90, of: $0) } }))
      }
    }
  }

  /// How the times of a group are spread from none to the 99th percentile.
  private static func shape(of group: Turnaround.Group) -> String {
    let limit = group.samples.percentile(0.99) ?? 0
    return sparkline(group.samples.histogram(bins: 12, upTo: limit).map { Double($0) })
  }

  /// How much of its target a time takes, as a bar that ends at twice the target, and in percent.
  private static func share(_ minutes: Double, of target: Int) -> String {
    guard target > 0 else { return "" }
    let share = minutes / Double(target)
    return "\(bar(share / 2, width: 16).padded(toWidth: 16)) \(fixed(share * 100, decimals: 0)) %"
  }

  func writeOpenRuns() throws {
    guard let runs = overview.runs, !runs.open.isEmpty else { return }
    try section("Open runs")
    let shown = runs.open.prefix(10)
    try context.rows([.number("run"), "procedure", "started"], as: .table) { rows in
      for run in shown {
        try rows.add(.int(run.id), .text(run.procedure), .text(minute(run.started)))
      }
    }
    let hidden = runs.open.count - shown.count
    if hidden > 0 { try context.print("and \(grouped(hidden)) more: plainlab run list --open") }
  }
}
