import CommandLineKit
import JSONText
import Lab
import Tables
import Wording

extension ProcedureCommand {
  enum ShownFormat: String, CaseIterable, ParameterValue { case text, json, sheet }

  static let show = Command(
    "show", "Show a procedure: its steps, what they take, and its last runs.",
    discussion: """
      With a version it shows what was kept of that. 'sheet' is the text that 'edit' opens, to be \
      changed in a file and taken up with 'edit --from'.
      """,
    examples: [
      Example("plainlab procedure show 5", "as it is followed now"),
      Example("plainlab procedure show 5 1", "as it was at version 1"),
      Example("plainlab procedure show 5 --format sheet > flash.txt", "to edit it elsewhere"),
    ],
    argument, Argument("version", as: Int.self, "An older version").optional,
    Flags.at,
    Option("format", default: ShownFormat.text, "How it is written"),
    run: { context, word, version, revision, format in
      let store = try context.store(at: revision)
      let record = try store.procedure(named: word)
      let kept = try store.versions(of: record.procedure.id)
      let shown = try version.map { try store.text(of: record.procedure.id, version: $0) }
      let text = shown ?? record.text
      let row = kept.first { $0.version == version ?? record.procedure.version }
      switch format {
      case .sheet:
        var sheet = ProcedureSheet(record)
        sheet.text = text
        try context.console.out.write(sheet.written)
      case .json:
        let ids = version == nil ? record.steps.map(\.id) : []
        try context.print(record.json(text, row, ids).compact)
      case .text:
        let page = ProcedurePage(record: record, text: text, version: row, context: context)
        try page.write(runs: version == nil ? store.rows(of: Run.self) : [])
      }
      if version == nil, let row, row.text != record.text {
        context.note(
          "The rows were edited by hand since version \(row.version) was kept; the next edit makes a "
            + "version of what they say.")
      }
    })
}

extension ProcedureRecord {
  /// - Parameter ids: Those of the steps; none for an older version, which keeps none.
  fileprivate func json(
    _ text: ProcedureText, _ row: ProcedureVersion?, _ ids: [Key<Step>]
  ) -> JSON {
    let string = { (text: String?) in text.map { JSON.string($0) } ?? .null }
    let steps = text.steps.enumerated().map { i, step -> JSON in
      [
        "id": ids.indices.contains(i) ? .int(ids[i].id) : .null, "order": .int(i + 1),
        "description": .string(step.description),
        "estimated_duration": step.estimatedMinutes.map { .int($0) } ?? .null,
      ]
    }
    return [
      "id": .int(procedure.id.id), "name": .string(text.name),
      "description": string(text.description), "version": .int(row?.version ?? procedure.version),
      "created_at": .string(procedure.createdAt.cellText),
      "updated_at": .string((row?.createdAt ?? procedure.updatedAt).cellText),
      "change_description": string(row?.changeDescription),
      "labels": .array(labels.map { .string($0.name) }), "steps": .array(steps),
    ]
  }
}

/// A procedure as a page to work by.
private struct ProcedurePage {
  let record: ProcedureRecord
  let text: ProcedureText
  let version: ProcedureVersion?
  let context: Context

  private var width: Int { min(context.console.width, 100) }

  func write(runs: [Run]) throws {
    let out = context.console.out
    try write(text.name, styled: .bold)
    try write(subtitle)
    if let description = text.description {
      try context.print()
      try write(description)
    }
    try context.print()
    try writeSteps()
    let own = runs.filter { $0.procedure == record.procedure.id }
    guard !own.isEmpty else { return }
    try context.print()
    try context.print(out.styled("Runs", .bold) + "  " + Self.summary(of: own))
    try writeLast(own.sorted { $0.startTime > $1.startTime }.prefix(3).map { $0 })
  }

  private func write(_ text: String, styled style: Style? = nil) throws {
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      for line in broken(visible(String(paragraph)), toWidth: width) {
        try context.print(style.map { context.console.out.styled(line, $0) } ?? line)
      }
    }
  }

  private var subtitle: String {
    let number = version?.version ?? record.procedure.version
    let current = record.procedure.version
    let of = number == current ? "" : " of \(current)"
    let day = (version?.createdAt ?? record.procedure.updatedAt).cellText.prefix(10)
    var parts = ["procedure \(record.procedure.id), version \(number)\(of), \(day)"]
    if !record.labels.isEmpty { parts.append(record.labels.map(\.name).joined(separator: ", ")) }
    return parts.joined(separator: "  ·  ")
  }

  /// The steps with their numbers before and their minutes behind.
  private func writeSteps() throws {
    guard !text.steps.isEmpty else { return try context.print("No steps.") }
    let minutes = text.steps.map { $0.estimatedMinutes.map { "\($0) min" } ?? "" }
    let total = "\(text.estimatedMinutes ?? 0) min"
    let numberWidth = String(text.steps.count).count
    let minutesWidth = (minutes + [total]).map(displayWidth).max() ?? 0
    let room = max(width - numberWidth - minutesWidth - 4, 20)
    let steps = text.steps.map { step in
      step.description.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
        broken(visible(String($0)), toWidth: room)
      }
    }
    let unknown = text.steps.count { $0.estimatedMinutes == nil }
    let sum =
      unknown == 0
      ? "Total" : "Total, without \(counted(unknown, "step")) that nobody estimated"
    let textWidth = min(room, (steps.joined() + [sum]).map(displayWidth).max() ?? 0)
    func write(_ number: String, _ lines: [String], _ minutes: String) throws {
      for (i, line) in lines.enumerated() {
        let start = (i == 0 ? number : "").padded(toWidth: numberWidth, trailing: true)
        let end = i == 0 ? minutes.padded(toWidth: minutesWidth, trailing: true) : ""
        try context.print(trimmedEnd("\(start)  \(line.padded(toWidth: textWidth))  \(end)"))
      }
    }
    for (i, lines) in steps.enumerated() { try write(String(i + 1), lines, minutes[i]) }
    if text.steps.count > unknown { try write("", broken(sum, toWidth: room), total) }
  }

  /// `12: 10 completed, 1 cancelled, 1 in progress`.
  private static func summary(of runs: [Run]) -> String {
    let parts = Run.Status.allCases.reversed().compactMap { status -> String? in
      let count = runs.count { $0.status == status }
      return count == 0 ? nil : "\(grouped(count)) \(status.words)"
    }
    return "\(grouped(runs.count)): \(parts.joined(separator: ", "))"
  }

  /// Writes a line a run: `41  2026-11-18T08:10:00Z  completed  1 h 02 min  version 3`.
  private func writeLast(_ runs: [Run]) throws {
    let rows = runs.map { run in
      [
        String(run.id.id), run.startTime.cellText, run.status.words,
        run.endTime.map { elapsed(seconds: $0.seconds - run.startTime.seconds) } ?? "",
        run.procedureVersion.map { "version \($0)" } ?? "",
      ]
    }
    let widths = (rows.first ?? []).indices.map { column in
      rows.map { displayWidth($0[column]) }.max() ?? 0
    }
    for row in rows {
      let cells = zip(row, widths).enumerated().map { column, cell in
        cell.0.padded(toWidth: cell.1, trailing: column == 0)
      }
      try context.print("  " + trimmedEnd(cells.joined(separator: "  ")))
    }
  }

  private func trimmedEnd(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}

extension Run.Status {
  fileprivate var words: String { rawValue.replacing("_", with: " ") }
}
