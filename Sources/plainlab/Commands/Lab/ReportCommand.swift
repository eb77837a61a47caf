import Analytics
import CSVText
import CommandLineKit
import Lab
import Statistics
import Tables
import Wording

enum ReportCommand {
  static let command = Command(
    "report", "The lab at a glance.",
    discussion: """
      Checks the folder, then shows how many there are of what, what is open, the turnaround of each \
      assay, and what needs attention. The report is as of the newest time in the files, so that the \
      same files give the same report; --as-of sets another moment.
      """,
    examples: [
      Example("plainlab report", "the lab in data/"),
      Example("plainlab --data ~/lab/data report", "the lab in another folder"),
    ],
    Option("as-of", as: Moment.self, "The moment from which open work is looked at"),
    run: { context, asOf in
      let store = try context.store()
      guard !store.isEmpty else {
        try context.print("The lab is empty: there is no table in \(visible(store.tree.name)) yet.")
        try context.print(
          "'plainlab init' makes its files, 'plainlab generate' a lab to look around in.")
        return
      }
      var report = Report(store, context)
      try report.write(asOf: try context.instant(asOf))
    })
}

/// The lab at a glance, section by section. A table that cannot be read is said so in its place; the
/// rest is still shown.
private struct Report {
  private let store: Store
  private let context: Context
  private var attention: [Attention] = []

  /// Something to see to, and the command that shows its rows.
  private struct Attention {
    let sentence: String
    let command: String
  }

  init(_ store: Store, _ context: Context) {
    self.store = store
    self.context = context
  }

  mutating func write(asOf: Instant?) throws {
    let check = readable { [context] in
      try context.reading(context.dataFolder(), "Checking") { try Check($0) }
    }
    let specimens = readable { [store] in try store.specimenOverview() }
    let runs = readable { [store] in try store.runOverview() }
    let newest = [specimens?.flow.newest, runs?.newest].compactMap { $0 }.max()
    let moment = asOf ?? newest.map { Instant(seconds: $0) }
    if let asOf, let newest, newest > asOf.seconds {
      context.note(
        "The files go on to \(Self.minute(newest)) UTC; what came after --as-of is counted too.")
    }

    let name = readable { [store] in try store.setting("lab_name") } ?? nil
    let folder = visible(store.tree.name)
    let title = name.map { "\(visible($0)) (\(folder))" } ?? folder
    let when = moment.map { ", as of \(Self.minute($0.seconds)) UTC" } ?? ""
    try context.print(context.console.out.styled(title + when, .bold))
    try context.print()
    try writeFiles(check)
    try writeSpecimens(specimens)
    try writeRuns(runs)
    try writeOthers()
    try writeTurnaround(specimens, moment)
    try writeOpenRuns(runs, moment)
    try writeAttention()
  }

  /// What a closure reads, or `nil` and a word where the table cannot be read.
  private mutating func readable<Value>(_ read: () throws -> Value) -> Value? {
    do {
      return try read()
    } catch {
      let sentence = visible("\(error)")
      // The check and the table that stopped it say the same.
      if !attention.contains(where: { $0.sentence == sentence }) {
        attention.append(Attention(sentence: sentence, command: "plainlab check"))
      }
      return nil
    }
  }
}

// MARK: How many of what

extension Report {
  private func line(_ label: String, _ text: String) throws {
    try context.print("\(label.padded(toWidth: 12))\(text)")
  }

  private mutating func writeFiles(_ check: Check?) throws {
    guard let check else { return try line("Files", "could not be checked") }
    let faults = [Severity.error, .warning].compactMap { severity in
      let count = check.list.count(of: severity)
      return count > 0 ? counted(count, severity.rawValue) : nil
    }
    let verdict = faults.isEmpty ? "no faults" : faults.joinedForReading()
    if !faults.isEmpty {
      attention.insert(
        Attention(
          sentence: "\(faults.joinedForReading()) in the files", command: "plainlab check"), at: 0)
    }
    try line(
      "Files", "\(counted(check.files, "file")), \(counted(check.records, "row")): \(verdict)")
  }

  private func writeSpecimens(_ overview: SpecimenOverview?) throws {
    guard let overview, overview.flow.total > 0 else { return }
    let states = overview.states.filter { $0.count > 0 }.map { "\(grouped($0.count)) \($0.name)" }
    try line("Specimens", "\(grouped(overview.flow.total)): \(states.joined(separator: ", "))")
    if let oldest = overview.flow.oldestOpen {
      try line(
        "", "\(grouped(overview.flow.openCount)) open, the oldest since \(Self.minute(oldest))")
    }
  }

  private func writeRuns(_ overview: RunOverview?) throws {
    guard let overview, overview.total > 0 else { return }
    let states = overview.states.map { "\(grouped($0.count)) \($0.name)" }
    try line("Runs", "\(grouped(overview.total)): \(states.joined(separator: ", "))")
  }

  /// The other tables that have rows, as one line of counts.
  private func writeOthers() throws {
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

// MARK: Turnaround and open work

extension Report {
  private mutating func writeTurnaround(_ overview: SpecimenOverview?, _ moment: Instant?) throws {
    guard let overview, !overview.turnaround.groups.isEmpty else { return }
    let targets = readable { [store] in try store.targets() } ?? [:]
    let groups = overview.turnaround.groups
    try section("Turnaround in minutes")
    let headings: [Heading] =
      ["assay"] + ["n", "p50", "p90", "p99"].map { .number($0) } + ["0 to p99"]
      + [.number("target"), "p90 of target"]
    try context.rows(headings, as: .table) { rows in
      for group in groups {
        let p90 = group.percentile(0.9)
        let target = targets[group.name]
        try rows.add(
          .text(group.name), .int(group.samples.count),
          Field(group.percentile(0.5), decimals: 0), Field(p90, decimals: 0),
          Field(group.percentile(0.99), decimals: 0), .text(Self.shape(of: group)),
          Field(target),
          Field(p90.flatMap { p90 in target.map { Self.share(p90, of: $0) } }))
      }
    }
    let late = groups.compactMap { group -> (name: String, share: Double)? in
      guard let target = targets[group.name], target > 0, let p90 = group.percentile(0.9),
        p90 > Double(target)
      else { return nil }
      return (group.name, p90 / Double(target))
    }
    if !late.isEmpty {
      let worst = late.sorted { $0.share > $1.share }.prefix(3).map { visible($0.name) }
      attention.append(
        Attention(
          sentence: "\(counted(late.count, "assay")) with p90 over the target: "
            + worst.joined(separator: ", ") + (late.count > 3 ? ", …" : ""),
          command: "plainlab metrics tat --by machine"))
    }
    if let moment {
      let days = 28
      let perDay = overview.flow.completedPerDay(last: days, until: moment.seconds)
      try context.print()
      try context.print(
        "Completed a day, the last \(days) days: \(sparkline(perDay.map { Double($0) }))  "
          + "up to \(perDay.max() ?? 0)")
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

  private mutating func writeOpenRuns(_ overview: RunOverview?, _ moment: Instant?) throws {
    guard let overview, !overview.open.isEmpty else { return }
    try section("Open runs")
    let shown = overview.open.prefix(10)
    try context.rows([.number("run"), "procedure", "started"], as: .table) { rows in
      for run in shown {
        try rows.add(.int(run.id), .text(run.procedure), .text(Self.minute(run.started)))
      }
    }
    let hidden = overview.open.count - shown.count
    if hidden > 0 { try context.print("and \(grouped(hidden)) more") }
    guard let moment else { return }
    let stale = overview.open.filter { moment.seconds - $0.started > 86_400 }
    if !stale.isEmpty {
      attention.append(
        Attention(
          sentence: "\(counted(stale.count, "run")) open for more than a day",
          command: "plainlab list runs --where status=in_progress"))
    }
  }

  private func writeAttention() throws {
    try section("Needs attention")
    if attention.isEmpty { try context.print("Nothing.") }
    let width = attention.map { displayWidth($0.sentence) }.max() ?? 0
    for item in attention {
      try context.print("\(item.sentence.padded(toWidth: min(width, 72)))  \(item.command)")
    }
  }

  private func section(_ title: String) throws {
    try context.print()
    try context.print(context.console.out.styled(title, .bold))
  }

  /// An instant to the minute: `2026-11-20 17:58`.
  private static func minute(_ seconds: Int) -> String {
    String(Instant(seconds: seconds).cellText.prefix(16)).replacing("T", with: " ")
  }
}
