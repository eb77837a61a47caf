import Analytics
import Lab
import Tables

extension SitePage {
  static let runs = SitePage(
    name: "runs", title: "Runs", lead: "Who follows which procedure, and how far they are.",
    sections: [
      runs(
        "newest-runs", "Newest runs", "Those that were started last, with those in progress.",
        command: "plainlab run list"),
      SiteSection(
        "duration", "How long runs take", "Of completed runs, with pauses and without.",
        of: .metrics, "duration", rows: "newest-runs"),
      SiteSection(
        "frequency", "Runs by week", "How many runs were started.",
        of: .metrics, "frequency", ("grain", "week"), rows: "newest-runs"),
    ])

  /// A section with the newest runs.
  static func runs(
    _ name: String, _ title: String, _ about: String, command: String,
    where wanted: @escaping @Sendable (Run) -> Bool = { _ in true }
  ) -> SiteSection {
    let columns = [
      FigureColumn("run", .count, "Its number."),
      FigureColumn("procedure", .text, "What it follows."),
      FigureColumn("state", .text, "Running, paused, completed or cancelled."),
      FigureColumn("done", .count, "Steps that are done."),
      FigureColumn("steps", .count, "Steps that it has."),
      FigureColumn("started", .instant, "When it was started."),
      FigureColumn("worked_min", .decimals(1), "Minutes of work, without pauses."),
      FigureColumn("user", .text, "Who runs it; empty where nobody is named."),
      FigureColumn("ended", .instant, "Empty while it is in progress."),
    ]
    return SiteSection(name, title, about, columns: columns, command: command) { findings in
      var figures = Figures(columns)
      let moment = findings.lab.moment ?? 0
      let runs = try findings.lab.store.runSummaries(
        at: Instant(seconds: moment), limit: SiteFindings.rowLimit
      ) { $0.startTime.seconds <= moment && wanted($0) }
      for run in runs {
        figures.add([
          .count(run.run.id.id), .text(run.procedure), .text("\(run.progress.state)"),
          .count(run.stepsDone), .count(run.steps), .instant(run.run.startTime.seconds),
          .number(Double(run.progress.secondsWorked) / 60), Figure(run.user?.text),
          run.progress.isOpen ? .none : run.run.endTime.map { .instant($0.seconds) } ?? .none,
        ])
      }
      return figures
    }
  }
}
