import Analytics
import CommandLineKit
import Lab
import Tables

/// The lab's tables and figures in the forms of other programs. Nothing in the data folder is
/// changed.
enum ExportCommand {
  static let command = Command(
    "export", "Hand tables and figures to other programs.",
    discussion: """
      A file is written as a whole or not at all, and is the same, byte for byte, for the same \
      data, options and clock. The data folder is only read.
      """,
    subcommands: ExportForm.allCases.map { command(of: $0) } + [powerBI])

  private static let words = Arguments(
    "what", placeholder: "TABLE|METRIC",
    completion: .choices(LabCatalog.catalog.names + Metric.all.map(\.name)),
    "A table or a metric, and what the metric is about")

  private static let all = Flag("all", "Every table that has a file, each in a sheet of its own")

  private static func command(of form: ExportForm) -> Command {
    // Only a workbook has room for several tables.
    let parameters: [any Parameter] =
      [words, Flags.output] + (form == .xlsx ? [all] : [])
      + [ListingOptions.all, MetricWords.all] + QuestionTimes.all + [
        MetricsCommand.compare, Flags.at,
      ]
    return Command(
      form.rawValue, form.summary, discussion: form.discussion, examples: form.examples,
      parameters: parameters
    ) { context, given in
      let words = given[words] ?? []
      let isAll = given[all] ?? false
      guard !isAll || words.isEmpty else {
        throw UsageError("--all is every table; leave '\(words[0])' out.")
      }
      let output = given[Flags.output] ?? nil
      if form == .xlsx, output ?? "-" == "-", context.console.out.isTerminal {
        throw UsageError("A workbook is not for the terminal. Name a file with -o FILE.")
      }
      try context.deliver(to: output) { write in
        try Export(form: form, given: given, context: context).run(isAll ? nil : words, write)
      }
    }
  }
}

/// The forms that tables and figures leave in.
enum ExportForm: String, CaseIterable {
  case csv, json, xlsx

  fileprivate var summary: String {
    switch self {
    case .csv: "A table or a metric as CSV."
    case .json: "A table or a metric as JSON, an object a row."
    case .xlsx: "A table or a metric as a workbook for Excel, LibreOffice and their like."
    }
  }

  fileprivate var discussion: String {
    let form =
      switch self {
      case .csv, .json:
        "The rows are those that '--format \(rawValue)' of the reading commands shows."
      case .xlsx:
        """
        Cells are typed: numbers, days, times of day, times in UTC, true and false. What has no \
        type or would lose digits in one stays text: numbers of more than 15 digits, ids with \
        leading zeros, days before 1900-03-01, and all that begins with '='. The header stays in \
        sight and filters. A table of more rows than a sheet has goes on in the next sheet; a cell \
        of more than 32,767 characters is cut, which is said. The last sheet, "About", tells what \
        the columns mean, the question, the source and the moment.
        """
      }
    return form + " " + """
      A table takes the options of 'plainlab list', a metric those of its own command, such as \
      'plainlab metrics tat'. Where a table of the lab's own is called like a metric, 'table NAME' \
      and 'metrics NAME' tell them apart.
      """
  }

  fileprivate var examples: [Example] {
    switch self {
    case .csv:
      [
        Example("plainlab export csv tat --by machine -o tat.csv", "turnaround of each machine"),
        Example("plainlab export csv specimens --at HEAD", "a table as it was committed"),
      ]
    case .json:
      [Example("plainlab export json runs --where status=completed", "rows for another program")]
    case .xlsx:
      [
        Example(
          "plainlab export xlsx specimens --where status=ERROR -o errors.xlsx",
          "some rows of a table"),
        Example("plainlab export xlsx tat --by machine -o tat.xlsx", "the figures of a metric"),
        Example("plainlab export xlsx --all -o lab.xlsx", "the whole lab in one file"),
      ]
    }
  }
}
