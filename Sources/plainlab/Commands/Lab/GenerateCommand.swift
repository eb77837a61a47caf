import CommandLineKit
import Lab
import Tables
import Wording

enum GenerateCommand {
  private static let fallback = SyntheticLab.Options()

  static let command = Command(
    "generate", "Make a synthetic lab.",
    discussion: """
      Writes a new data folder with a lab that never was: the rhythm of days and weeks, analyzers \
      with their own error rates, a backlog, procedures with a slow step, PV modules under test. The \
      same options give the same bytes on every platform. Nothing is overwritten.
      """,
    examples: [
      Example("plainlab generate demo", "a small lab in a new folder 'demo'"),
      Example(
        "plainlab generate big --specimens 1000000 --days 730", "two years of a large one"),
      Example(
        "plainlab generate bad --specimens 4000 --runs 400 --days 60 --bad-week",
        "a week that a lab manager should hear of"),
    ],
    Argument("dir", completion: .folders, "The folder; that of --data by default").optional,
    Option("seed", default: Int(fallback.seed), "Another number, another lab"),
    Option("specimens", default: fallback.specimens, "How many specimens"),
    Option("procedures", default: fallback.procedures, "How many procedures"),
    Option("runs", default: fallback.runs, "How many runs of them"),
    Option("requests", default: fallback.requests, "How many service requests of customers"),
    Option("days", default: fallback.days, "How many days the records go back"),
    Option("as-of", as: Moment.self, "The lab's present; nothing happened after it"),
    Flag("bad-week", "Much goes wrong in the last seven days, for a report to tell"),
    Flag("dry-run", "Only say what would be written"),
    run: {
      context, folder, seed, specimens, procedures, runs, requests, days, asOf, isBadWeek,
      isDryRun in
      let counts = [specimens, procedures, runs, requests]
      guard counts.allSatisfy({ $0 >= 0 }), days > 0 else {
        throw UsageError("A lab cannot have fewer than no rows, nor fewer days than one.")
      }
      guard counts.allSatisfy({ $0 <= 1_000_000_000 }) else {
        throw UsageError("A lab has a billion rows of a kind at most.")
      }
      if runs > 0, procedures == 0 {
        throw UsageError("Runs follow a procedure: --runs needs --procedures.")
      }
      var options = fallback
      options.seed = UInt64(bitPattern: Int64(seed))
      (options.specimens, options.procedures) = (specimens, procedures)
      (options.runs, options.requests, options.days) = (runs, requests, days)
      options.isBadWeek = isBadWeek
      if let asOf {
        options.asOf = Instant(seconds: try asOf.seconds(in: .utc, now: context.now))
      }
      try checkEra(of: options)

      let folder = folder ?? context[Globals.data]
      guard !folder.isEmpty else { throw UsageError("The folder needs a name.") }
      let tables = SyntheticLab(options).tables.map { table in
        FolderCreation.NewFile(table.schema.name + ".csv") { write in try table.write(write) }
      }
      let creation = FolderCreation(
        context.path(folder), title: folder, files: NewLab.files(tables))
      if isDryRun {
        try creation.check()
        for file in creation.files { try context.print(visible("\(folder)/\(file.name)")) }
        return
      }
      try context.interruptible { try creation.make(Interruption.check) }
      try context.print(
        "'\(visible(folder))' now holds a lab with \(counted(specimens, "specimen")), "
          + "\(counted(procedures, "procedure")) and \(counted(runs, "run")).")
    })

  /// People came to the lab years before its records begin, and their permits end years after: all
  /// of it must lie between 1970 and the year 9999.
  private static func checkEra(of options: SyntheticLab.Options) throws {
    let daysSince1970 = options.asOf.seconds / 86_400
    let firstDay = 20 * 365
    guard options.days <= daysSince1970 - firstDay, options.asOf.cellText < "9900" else {
      throw UsageError("The records of a lab begin in 1990 at the earliest, and end before 9900.")
    }
  }
}
