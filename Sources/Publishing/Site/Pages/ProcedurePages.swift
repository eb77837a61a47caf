import Analytics
import Lab
import Tables
import Wording

// How things are done in the lab, and how that goes.
extension SitePage {
  static let procedures = SitePage(
    name: "procedures", title: "Procedures",
    lead: "How things are done in the lab, and how long they take.",
    sections: [
      SiteSection(
        "procedure-list", "All procedures", "A name leads to the steps, versions and runs.",
        columns: [
          FigureColumn("procedure", .text, "Its name."),
          FigureColumn("steps", .count, "Steps to follow."),
          FigureColumn(
            "estimated_min", .count, "What they are thought to take, in minutes; empty: unknown."),
          FigureColumn("version", .count, "The version that is followed now."),
          FigureColumn("updated_at", .instant, "When it was changed last."),
          FigureColumn("labels", .text, "Words to find it by."),
        ], command: "plainlab procedure list"
      ) { findings in
        var figures = Figures(findings.columns(of: "procedure-list"))
        for record in try findings.procedures.get() {
          figures.add([
            .text(record.procedure.name), .count(record.steps.count),
            Figure(record.text.estimatedMinutes), .count(record.procedure.version),
            .instant(record.procedure.updatedAt.seconds),
            .text(record.labels.map(\.name).joined(separator: ", ")),
          ])
        }
        return figures
      },
      SiteSection(
        "bottlenecks", "Bottlenecks", "The steps that take longest.", of: .metrics, "bottlenecks",
        rows: "newest-runs"),
      SiteSection(
        "completion", "Completion", "What became of runs that were started.",
        of: .metrics, "completion", rows: "newest-runs"),
      SiteSection(
        "trends", "Trends", "Whether procedures take longer from week to week.",
        of: .metrics, "trends", rows: "newest-runs"),
    ])

  /// A page for each procedure.
  static func procedurePages(of findings: SiteFindings) -> [SitePage] {
    ((try? findings.procedures.get()) ?? []).map(page)
  }

  private static func page(of record: ProcedureRecord) -> SitePage {
    let id = record.procedure.id.id
    let name = "procedure-\(id)"
    return SitePage(
      name: name, title: record.procedure.name,
      lead: record.text.description ?? "Procedure \(id).",
      sections: [
        steps(record, name),
        SiteSection(
          "\(name)-bottlenecks", "How long the steps take", "Of completed runs, the slowest first.",
          of: .metrics, "bottlenecks", ("procedure", "\(id)"), rows: "\(name)-runs"
        ).without("procedure"),
        SiteSection(
          "\(name)-duration", "How long runs take", "Of completed runs, with pauses and without.",
          of: .metrics, "duration", ("procedure", "\(id)"), rows: "\(name)-runs"
        ).without("procedure"),
        runs(
          "\(name)-runs", "Runs", "The newest first.",
          command: "plainlab run list --procedure \(id)"
        ) { $0.procedure == record.procedure.id }.without("procedure"),
        versions(record, name),
      ], parent: procedures.name)
  }

  private static func steps(_ record: ProcedureRecord, _ name: String) -> SiteSection {
    let columns = [
      FigureColumn("step", .count, "Its place in the procedure."),
      FigureColumn("what_to_do", .text, "The instruction."),
      FigureColumn("estimated_min", .count, "Work and waiting together; empty: not estimated."),
    ]
    return SiteSection(
      "\(name)-steps", "Steps", "Version \(record.procedure.version), as it is followed now.",
      columns: columns, command: "plainlab procedure show \(record.procedure.id)"
    ) { _ in
      var figures = Figures(columns)
      for (i, step) in record.text.steps.enumerated() {
        figures.add([.count(i + 1), .text(step.description), Figure(step.estimatedMinutes)])
      }
      if let minutes = record.text.estimatedMinutes {
        figures.remarks = ["\(grouped(minutes)) min in all, as far as they are estimated."]
      }
      return figures
    }
  }

  private static func versions(_ record: ProcedureRecord, _ name: String) -> SiteSection {
    let columns = [
      FigureColumn("version", .count, "Counts from 1."),
      FigureColumn("created_at", .instant, "When it was made."),
      FigureColumn("steps", .count, "Steps that it had; empty where that cannot be read."),
      FigureColumn("change", .text, "What changed since the version before, and why."),
    ]
    return SiteSection(
      "\(name)-versions", "Versions", "What it was before, the newest first.", columns: columns,
      command: "plainlab procedure versions \(record.procedure.id)"
    ) { findings in
      var figures = Figures(columns)
      for version in try findings.lab.store.versions(of: record.procedure.id).reversed() {
        figures.add([
          .count(version.version), .instant(version.createdAt.seconds),
          Figure(version.text?.steps.count), Figure(version.changeDescription),
        ])
      }
      return figures
    }
  }
}
