import CommandLineKit
import History
import Lab
import Tables
import Wording

enum GuardCommand {
  static let command = Command(
    "guard", "Hold commits against the rights of their authors.",
    discussion: """
      Looks at each commit that touched the lab's folder, as it is in git. OLD..NEW is what NEW has and \
      OLD has not; NEW alone is its whole history. Before the commit its author was in users, by the \
      e-mail, with a role that rights lets change each table that the commit changed. Tables that are \
      append-only there got new rows and nothing else. And no commit may bring an error that was in \
      none of its parents. Of a merge only that counts which is in none of its parents; the first \
      commits of a lab are held against the users that they bring.

      Where the lab's table of rights has no rows, \(Right.usualWords).

      It needs no working tree: a server calls it in its pre-receive hook with what it is told there, \
      OLD..NEW, also where OLD or NEW is all zeros. An e-mail is what the author's git said: who wants \
      proof has commits signed, and lets the server verify them. The exit status is 1 when it finds \
      something.
      """,
    examples: [
      Example("plainlab guard HEAD~1..HEAD", "the last commit"),
      Example("plainlab guard origin/main..HEAD --format github", "in continuous integration"),
    ],
    Argument("range", placeholder: "RANGE", "OLD..NEW, or NEW"),
    FindingOptions.format, FindingOptions.limit,
    status: { context, typed, format, limit in
      let repository = try context.repository()
      guard let range = try CommitRange(typed, repository) else {
        context.note("The branch goes: there is nothing to look at.")
        return .success
      }
      let sentry = try CommitGuard(context, repository, range)
      var findings: [Finding] = []
      for record in sentry.commits { findings += try sentry.findings(of: record) }
      try context.print(FindingList(findings), as: format, limit: limit, in: [])
      context.note("Looked at \(counted(sentry.commits.count, "commit")) of the lab's folder.")
      return findings.isEmpty ? .success : .findings
    })
}

extension Right {
  /// The usual rights, in words.
  fileprivate static var usualWords: String {
    let roles = User.Role.allCases.map { role in
      let tables = usual.filter { $0.roles.contains(role) }.map {
        $0.table == everything ? "everything" : $0.table
      }
      return "\(role.rawValue) may change \(tables.isEmpty ? "nothing" : tables.joinedForReading())"
    }
    let growing = usual.filter(\.isAppendOnly).map(\.table).joinedForReading()
    return roles.joined(separator: "; ") + "; and \(growing) are append-only"
  }
}

/// Some commits, as a person or a server's hook names them.
struct CommitRange {
  let start: TrailStart
  let end: Revision
  /// What was there before, where anything was.
  let known: Revision?

  /// `nil` where a branch is taken away: its new commit is all zeros.
  init?(_ typed: String, _ repository: Repository) throws {
    guard let dots = typed.firstRange(of: "..") else {
      (start, end, known) = (.first, try repository.revision(typed), nil)
      return
    }
    let words = [typed[..<dots.lowerBound], typed[dots.upperBound...]].map {
      $0.isEmpty ? "HEAD" : String($0)
    }
    guard !words[1].hasPrefix(".") else {
      throw UsageError("A range is OLD..NEW, with two dots.")
    }
    guard !Self.isNothing(words[1]) else { return nil }
    end = try repository.revision(words[1])
    if Self.isNothing(words[0]) {
      (start, known) = (.unknownCommits, try repository.head())
    } else {
      let old = try repository.revision(words[0])
      (start, known) = (.after(old), old)
    }
  }

  /// How git names no commit to a hook.
  private static func isNothing(_ name: String) -> Bool {
    name.utf8.count >= 40 && name.allSatisfy { $0 == "0" }
  }
}
