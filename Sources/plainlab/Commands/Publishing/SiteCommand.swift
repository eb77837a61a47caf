import Analytics
import CommandLineKit
import History
import Publishing
import Tables
import Wording

enum SiteCommand {
  /// A quarter of a year, so that a person sees what was usual.
  private static let fallbackDays = 91
  private static let mostDays = 3660

  static let command = Command(
    "site", "Write the lab as pages for a browser.",
    discussion: """
      Writes a folder of plain HTML: the lab today, turnaround, throughput, errors, promises, \
      backlog, quality, procedures, runs, files and history, each figure with its table, its rows \
      and the command that shows them; and the same figures as JSON under api/v1, which \
      openapi.json describes. Any web server can show it, or none: open index.html. Nothing is \
      loaded from elsewhere. Days, assays and machines are selected in the page itself. The folder \
      is replaced as a whole, unless something stands in it that was not written by this command. \
      The lab is looked at as of the newest time in the files, so that the same files give the same \
      pages.
      """,
    examples: [
      Example("plainlab site site", "pages in the folder 'site'"),
      Example("plainlab site site --days 28 --as-of 2026-11-20", "four weeks, up to a day"),
      Example("plainlab site site --watch", "written again whenever the lab changes"),
      Example("plainlab site site --dry-run", "only the names of the files"),
    ],
    Argument("dir", completion: .folders, "The folder, which must not be in the lab's"),
    Option("days", default: fallbackDays, "How many days figures look back"),
    Option(
      "as-of", as: Moment.self,
      "The moment from which the lab is looked at, or 'now' (default: the newest time in the files)"
    ),
    QuestionTimes.timeZone,
    Flag("watch", "Write it again whenever the lab changes; open pages then renew themselves"),
    Flag("dry-run", "Only list the files that would be written"),
    run: { context, folder, days, asOf, timeZone, isWatching, isDryRun in
      guard (1...mostDays).contains(days) else {
        throw UsageError("--days is a number of days from 1 to \(mostDays), not \(days).")
      }
      if isWatching, isDryRun {
        throw UsageError("--dry-run writes nothing, so there is nothing to --watch.")
      }
      let place = try context.outputFolder(folder)
      func replacement() throws -> FolderReplacement {
        let lab = try context.siteLab(days: days, asOf: asOf, timeZone: timeZone)
        return FolderReplacement(
          place.path, title: place.name, files: Site(lab, isWatched: isWatching).files)
      }
      func write() throws {
        let replacement = try replacement()
        try context.interruptible { try replacement.make(Interruption.check) }
        try context.print(
          "'\(visible(place.name))' now holds \(counted(replacement.files.count, "file")). Open "
            + "\(visible(place.name))/index.html.")
      }
      if isDryRun {
        let replacement = try replacement()
        try replacement.check()
        for file in replacement.files { try context.print(visible("\(place.name)/\(file.name)")) }
      } else if isWatching {
        try context.watching(context.dataFolder()) { try write() }
      } else {
        try write()
      }
    })
}

extension Context {
  /// How many commits the history shows.
  private static let commitLimit = 50

  /// What a site is made from.
  fileprivate func siteLab(days: Int, asOf: Moment?, timeZone: String?) throws -> SiteLab {
    let store = try store()
    let overview = try LabOverview(store, self, asOf: asOf, timeZone: timeZone, at: nil)
    return SiteLab(
      store, name: overview.name ?? store.tree.name, question: overview.question,
      moment: overview.moment, check: overview.check,
      attention: overview.attention.map { item in
        Attention(
          item.weight, size: item.size, item.sentence,
          command: typed(item.command, timeZone))
      }, changes: overview.changes, commits: lastCommits(), program: programWords,
      timeZone: timeZone, days: days)
  }

  /// The last commits that touched the lab's files; `nil` where it is in no repository, or in none
  /// that can be read.
  private func lastCommits() -> [CommitChanges]? {
    guard let trail = (try? trail()) ?? nil else { return nil }
    var commits: [CommitChanges] = []
    let last = Array(trail.commits.prefix(Self.commitLimit))
    do {
      try trail.changes(of: last) { change in
        commits.append(change)
        return .more
      }
    } catch {
      note("The history is left out: \(error).")
      return nil
    }
    return commits
  }
}
