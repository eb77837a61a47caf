import CommandLineKit
import History
import Tables
import Wording

enum CommitCommand {
  static let command = Command(
    "commit", "Commit the lab's folder to git, once it was checked.",
    discussion: """
      Commits all of the data folder and nothing else: what is staged elsewhere stays staged. What is \
      committed is exactly what was checked, whatever an editor saves meanwhile; where it has an error \
      nothing is committed, and the exit status is 1. Without -m the message says what happened, by \
      table. Hooks are not run, and nothing is signed: for both there is 'git commit'.
      """,
    examples: [
      Example("plainlab commit", "with a message that says what happened"),
      Example("plainlab commit -m 'Runs of the night shift'", "with one's own words"),
      Example("plainlab commit --dry-run", "show the message, and commit nothing"),
    ],
    Option(
      "message", short: "m", placeholder: "TEXT", "What to say of it; what happened by default"),
    Flag("dry-run", "Show the message, and commit nothing"),
    FindingOptions.limit, FindingOptions.asOf,
    status: { context, message, isDryRun, limit, asOf in
      guard limit >= 0 else { throw UsageError("--limit is a number of findings, not \(limit).") }
      if let message, message.allSatisfy(\.isWhitespace) {
        throw UsageError("A message says something. Without -m it says what happened.")
      }
      let commit = LabCommit(
        context: context, repository: try context.repository(), message: message,
        isTrial: isDryRun, moment: try context.instant(asOf))
      switch try commit.outcome() {
      case .nothing:
        context.note("Nothing to commit: '\(visible(try context.dataFolder().name))' is as it was.")
      case .faulty(let list, let tree):
        try context.print(list, as: .text, limit: limit, in: [tree])
        context.note("Nothing was committed.")
        return .findings
      case .shown(let message):
        let text = visible(message.text, keepingLineBreaks: true)
        try context.print(String(text.dropLast()))
      case .made(let revision, let message):
        try context.print("Committed \(revision.short): \(visible(message.subject))")
      }
      return .success
    })
}
