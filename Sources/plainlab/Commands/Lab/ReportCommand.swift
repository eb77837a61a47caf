import Analytics
import CSVText
import CommandLineKit
import Lab
import Statistics
import Tables
import Wording

enum ReportCommand {
  static let command = Command(
    "report", "The lab at a glance: what needs attention first, then what there is.",
    discussion: """
      Checks the folder, compares the last 7 days with the 28 days before them, and says what a lab \
      manager should look at, the most pressing first, each with the command that shows its rows; \
      then how much there is of what, and the turnaround of each assay. The report is as of the \
      newest time in the files, so that the same files give the same report; --as-of sets another \
      moment.
      """,
    examples: [
      Example("plainlab report", "the lab in data/"),
      Example("plainlab report --as-of now", "as the clock says"),
      Example("plainlab report --format json", "what needs attention, for a program"),
      Example("plainlab --data ~/lab/data report", "the lab in another folder"),
    ],
    Option(
      "as-of", as: Moment.self,
      "The moment from which the lab is looked at, or 'now' (default: the newest time in the files)"
    ),
    QuestionTimes.timeZone,
    Flags.at,
    Option(
      "format", default: OutputFormat.table, "The report, or the rows of what needs attention"),
    run: { context, asOf, timeZone, revision, format in
      let store = try context.store(at: revision)
      guard !store.isEmpty else {
        try context.print("The lab is empty: there is no table in \(visible(store.tree.name)) yet.")
        try context.print(
          "'plainlab init' makes its files, 'plainlab generate' a lab to look around in.")
        return
      }
      let overview = try LabOverview(store, context, asOf: asOf, timeZone: timeZone, at: revision)
      switch format {
      case .table: try Report(overview, store, context, timeZone).write()
      case .csv, .json: try Report(overview, store, context, timeZone).writeAttention(as: format)
      }
    })
}

/// The lab at a glance, section by section.
struct Report {
  let overview: LabOverview
  let store: Store
  let context: Context

  /// The zone that was asked for; `nil` where the lab's own holds.
  let timeZone: String?

  init(_ overview: LabOverview, _ store: Store, _ context: Context, _ timeZone: String?) {
    self.timeZone = timeZone
    self.overview = overview
    self.store = store
    self.context = context
  }

  func write() throws {
    try writeTitle()
    try writeAttention()
    try writeChanges()
    try section("What there is")
    try writeFiles()
    try writeSpecimens()
    try writeRuns()
    try writeOthers()
    try writeTurnaround()
    try writeOpenRuns()
  }

  private func writeTitle() throws {
    let folder = visible(store.tree.name)
    let title = overview.name.map { "\(visible($0)) (\(folder))" } ?? folder
    let when = overview.moment.map { ", as of \(minute($0))" } ?? ""
    try context.print(context.console.out.styled(title + when, .bold))
    if let moment = overview.moment, let newest = overview.newest, newest > moment {
      context.note(
        "The files go on to \(minute(newest)); what there is counts it too.")
    }
  }

  func section(_ title: String) throws {
    try context.print()
    try context.print(context.console.out.styled(title, .bold))
  }

  func line(_ label: String, _ text: String) throws {
    try context.print("\(label.padded(toWidth: 12))\(text)")
  }

  /// An instant to the minute, as the lab's clock shows it.
  func minute(_ seconds: Int) -> String { overview.question.zone.minute(seconds) }
}

// MARK: What needs attention

extension Report {
  private func writeAttention() throws {
    try section("Needs attention")
    if overview.attention.isEmpty { return try context.print("Nothing.") }
    for (i, item) in overview.attention.enumerated() {
      let number = "\(i + 1).".padded(toWidth: 4)
      for (j, text) in wrapped(item.sentence, toWidth: 76).enumerated() {
        try context.print((j == 0 ? number : "    ") + visible(text))
      }
      let command = visible(context.typed(item.command, timeZone))
      try context.print("    " + context.console.out.styled(command, .cyan))
    }
  }

  fileprivate func writeAttention(as format: OutputFormat) throws {
    try context.rows([.number("rank"), "weight", "what", "command"], as: format) { rows in
      for (i, item) in overview.attention.enumerated() {
        try rows.add(
          .int(i + 1), .text("\(item.weight)"), .text(item.sentence),
          .text(context.typed(item.command, timeZone)))
      }
    }
  }

  /// The figures of the last days beside those of the weeks before.
  private func writeChanges() throws {
    let changes = overview.changes.filter { $0.now.value != nil || $0.before?.value != nil }
    guard !changes.isEmpty else { return }
    try section(
      "The last \(Watched.days) days, today included, beside the \(Watched.daysBefore) before them")
    try context.rows(
      ["figure", .number("now"), .number("before"), .number("change")], as: .table
    ) { rows in
      for change in changes {
        let decimals = change.now.decimals
        try rows.add(
          .text(change.now.name), Field(change.now.value, decimals: decimals),
          Field(change.before?.value, decimals: decimals), Field(Self.percent(change)))
      }
    }
  }

  /// `+12 %`, or nothing where there was nothing before.
  private static func percent(_ change: Watched.Change) -> String? {
    guard let now = change.now.value, let before = change.before?.value, before != 0 else {
      return nil
    }
    let percent = (now / before - 1) * 100
    guard percent.isFinite else { return nil }
    let text = fixed(percent, decimals: 0)
    return (text.hasPrefix("-") || text == "0" ? "" : "+") + text + " %"
  }
}
