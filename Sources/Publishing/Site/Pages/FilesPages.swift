import Analytics
import CSVText
import History
import Tables
import Wording

// What the figures are computed from, and how it came to be.
extension SitePage {
  static let files = SitePage(
    name: "files", title: "Files", lead: "Whether the files can be trusted.",
    sections: [
      SiteSection(
        "findings", "Faults", "What is wrong in the lab's files, in their order.",
        columns: [
          FigureColumn("severity", .text, "error, warning or note."),
          FigureColumn("file", .text, "Where it is."),
          FigureColumn("line", .count, "Its line; empty where it is about the whole file."),
          FigureColumn("column", .text, "The table's column; empty where it is about none."),
          FigureColumn("what", .text, "What is wrong."),
          FigureColumn("what_to_do", .text, "What was expected, or what to do."),
        ], command: "plainlab check", findings)
    ])

  private static func findings(_ findings: SiteFindings) throws -> Figures {
    guard let check = findings.lab.check else {
      throw NoAnswer("The files could not be checked; 'plainlab check' says why.")
    }
    var figures = Figures(findings.columns(of: "findings"))
    for finding in check.list.findings {
      figures.add([
        .text(finding.severity.rawValue), .text(finding.file), Figure(finding.place?.line),
        Figure(finding.field), .text(finding.message), .text(finding.hint),
      ])
    }
    let faults = [Severity.error, .warning, .note].map { severity in
      counted(check.list.count(of: severity), severity.rawValue)
    }
    figures.remarks = [
      "\(counted(check.files, "file")) with \(counted(check.records, "row")): "
        + "\(faults.joinedForReading())."
    ]
    return figures
  }

  static let history = SitePage(
    name: "history", title: "History", lead: "Who changed what in the lab's files.",
    sections: [
      SiteSection(
        "commits", "Last changes", "The last commits that touched the lab's files.",
        columns: [
          FigureColumn("time", .instant, "When its author made it."),
          FigureColumn("author", .text, "Who made it."),
          FigureColumn("subject", .text, "What for."),
          FigureColumn("changed", .text, "How many rows of which tables."),
          FigureColumn("commit", .text, "The first characters of its name in git."),
        ], command: "plainlab log"
      ) { findings in
        var figures = Figures(findings.columns(of: "commits"))
        for commit in findings.lab.commits ?? [] {
          figures.add([
            .instant(commit.record.time), .text(commit.record.author),
            .text(commit.record.subject), .text(changed(commit.difference)),
            .text(commit.record.short),
          ])
        }
        return figures
      }
    ])

  /// `runs 1, run_steps 7 and 39 more tables`.
  private static func changed(_ difference: FolderDifference) -> String {
    let most = 6
    var words = difference.tables.prefix(most).map { "\($0.table.name) \(grouped($0.rows.count))" }
    if difference.tables.count > most {
      words.append(counted(difference.tables.count - most, "more table"))
    }
    if !difference.otherFiles.isEmpty {
      words.append(counted(difference.otherFiles.count, "other file"))
    }
    return words.joinedForReading()
  }
}
