import CommandLineKit
import Lab
import Tables
import Wording

/// A run on a page: what it follows, each step with its times, the pauses, the notes.
struct RunSheet {
  let record: RunRecord
  let progress: RunProgress
  let console: Console
  private let users: [Key<User>: User]

  init(_ record: RunRecord, at moment: Instant, users: [User], on console: Console) {
    self.record = record
    self.console = console
    progress = record.progress(at: moment)
    self.users = Dictionary(users.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func write() throws {
    try writeHead()
    try console.print()
    for line in record.lines { try write(line) }
    if record.lines.isEmpty { try console.print("It has no steps.") }
    try writePauses()
    try writeNotes()
  }

  func code(of user: Key<User>) -> String { users[user]?.code.text ?? "user \(user)" }

  private var run: Run { record.run }
  private var out: Output { console.out }
}

// MARK: What it is

extension RunSheet {
  private func writeHead() throws {
    let version = run.procedureVersion.map { ", version \($0)" } ?? ""
    try console.print(out.styled("Run \(run.id)  \(visible(record.title))\(version)", .bold))
    let name = run.user.map { users[$0]?.fullName ?? "user \($0)" }
    let by = name.map { " by \(visible($0))" } ?? ""
    let minutes = record.lines.compactMap(\.estimatedMinutes)
    let expected = minutes.isEmpty ? "" : ", expected \(elapsed(minutes: minutes.reduce(0, +)))"
    try console.print("Started \(run.startTime.minuteText) UTC\(by)\(expected)")
    try console.print("\(stateWords), \(duration)")
    if let notes = run.notes { try console.print(visible(notes)) }
  }

  private var stateWords: String {
    switch progress.state {
    case .running: out.styled("Running", .green)
    case .paused(let since): out.styled("Paused since \(time(since))", .yellow)
    case .completed: out.styled("Completed", .green) + " \(time(progress.end))"
    case .cancelled: out.styled("Cancelled", .red) + " \(time(progress.end))"
    }
  }

  /// How much of it is done, and how long it took.
  private var duration: String {
    let done = record.lines.count - record.openLines.count
    var words = "\(done) of \(counted(record.lines.count, "step")) done, "
    words += "\(elapsed(seconds: progress.secondsWorked)) of work"
    if !progress.pauses.isEmpty {
      words += " in \(elapsed(seconds: progress.secondsElapsed))"
    }
    return words
  }

  /// The time of day in UTC; with its day where that is not the one on which the run began.
  private func time(_ instant: Instant) -> String {
    let text = instant.minuteText
    return text.prefix(10) == run.startTime.minuteText.prefix(10) ? String(text.suffix(5)) : text
  }
}

// MARK: Its steps

extension RunSheet {
  /// The widest that a description is made on a terminal.
  private static let widest = 72
  private static let barWidth = 8
  /// "59 min 59 s", as no length of time is longer.
  private static let takenWidth = 11

  private var timeWidth: Int { record.lines.map { displayWidth(done($0)) }.max() ?? 0 }
  private var expectedWidth: Int { record.lines.map { expected($0).count }.max() ?? 0 }
  private var numberWidth: Int { record.lines.map { String($0.number).count }.max() ?? 0 }

  private var descriptionWidth: Int {
    let needed = record.lines.map { displayWidth(visible($0.description)) }.max() ?? 0
    guard out.isTerminal else { return needed }
    // The mark, the gaps, and what stands to the right of the description.
    let others =
      4 + numberWidth + 2 + timeWidth + 2 + Self.takenWidth + 2 + expectedWidth + 2
      + Self.barWidth + 1
    return min(needed, max(20, min(Self.widest, console.width - others)))
  }

  private func write(_ line: RunRecord.Line) throws {
    let width = descriptionWidth
    let rows = broken(visible(line.description), toWidth: width)
    let lead = "\(mark(line)) \(String(line.number).padded(toWidth: numberWidth, trailing: true))  "
    let first = (rows.first ?? "").padded(toWidth: width)
    let spaces = String(repeating: " ", count: numberWidth + 4)
    try console.print((lead + first + "  " + figures(of: line)).withoutSpacesAtEnd)
    for row in rows.dropFirst() { try console.print(spaces + row) }
    if let notes = line.step.notes {
      for row in broken(visible(notes), toWidth: max(20, width)) {
        try console.print(spaces + out.styled(row, .cyan))
      }
    }
  }

  private var current: RunRecord.Line? { progress.isOpen ? record.openLines.first : nil }

  private func mark(_ line: RunRecord.Line) -> String {
    if line.step.isCompleted { return out.styled("✓", .green) }
    if line.number == current?.number { return out.styled("▸", .bold) }
    return progress.isOpen ? "·" : out.styled("–", .yellow)
  }

  /// When it was done, or why it is not.
  private func done(_ line: RunRecord.Line) -> String {
    if let done = line.step.completedAt { return time(done) }
    if progress.isOpen { return "" }
    return progress.state == .completed ? "left out" : "not done"
  }

  private func expected(_ line: RunRecord.Line) -> String {
    line.estimatedMinutes.map { "of \(elapsed(minutes: $0))" } ?? ""
  }

  /// The time, how long it took, how long it was thought to take, and the one as a part of the other.
  private func figures(of line: RunRecord.Line) -> String {
    let estimate = line.estimatedMinutes
    let taken =
      record.secondsTaken(by: line, progress)
      ?? (line.number == current?.number
        ? progress.secondsWorked(from: record.lastDone, to: progress.end) : nil)
    let time = done(line).padded(toWidth: timeWidth)
    let took = (taken.map { elapsed(seconds: $0) } ?? "")
      .padded(toWidth: Self.takenWidth, trailing: true)
    let expected = expected(line).padded(toWidth: expectedWidth)
    guard let taken, let estimate, estimate > 0 else { return "\(time)  \(took)  \(expected)" }
    let share = Double(taken) / (Double(estimate) * 60)
    let picture = bar(share, width: Self.barWidth)
    return "\(time)  \(took)  \(expected)  "
      + (share > 1 ? out.styled(picture + "▶", .yellow) : out.styled(picture, .green))
  }
}

// MARK: What happened besides

extension RunSheet {
  private func writePauses() throws {
    guard !progress.pauses.isEmpty else { return }
    try console.print()
    try console.print(out.styled("Pauses", .bold))
    for pause in progress.pauses {
      let seconds = (pause.end ?? progress.end).seconds - pause.start.seconds
      let end = pause.end.map { " to \(time($0))" } ?? (progress.isOpen ? "" : " to the end")
      let reason = pause.reason.map { "  \(visible($0))" } ?? ""
      try console.print(
        "  \(time(pause.start))\(end)  \(elapsed(seconds: seconds))\(reason)")
    }
  }

  private func writeNotes() throws {
    let notes = record.events.filter { event in
      event.event == .note || (event.event == .cancel && event.reason != nil)
    }
    guard !notes.isEmpty else { return }
    try console.print()
    try console.print(out.styled("Notes", .bold))
    for note in notes {
      let by = note.user.map { "  \(visible(code(of: $0)))" } ?? ""
      let word = note.event == .cancel ? "Cancelled: " : ""
      try console.print("  \(time(note.at))\(by)  \(word)\(visible(note.reason ?? ""))")
    }
  }
}

extension String {
  fileprivate var withoutSpacesAtEnd: String {
    lastIndex { $0 != " " }.map { String(self[...$0]) } ?? ""
  }
}
