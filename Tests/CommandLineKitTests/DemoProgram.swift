import CommandLineKit

/// A small program that has one of everything.
enum Demo {
  enum Grouping: String, CaseIterable, ParameterValue {
    case machine, assay
    case operatorName = "operator"
  }

  struct Conflict: ExitStatusConvertible, CustomStringConvertible {
    let exitStatus = ExitStatus.findings
    let description = "runs.csv changed meanwhile"
  }

  static let data = Option(
    "data", short: "d", default: "data", placeholder: "DIR", environment: "DEMO_DATA",
    completion: .folders, "Folder of the tables")
  static let machine = Option("machine", "Only this machine")

  static let tat = Command(
    "tat", "Turnaround percentiles of each assay.",
    discussion: """
      Turnaround is received to processed of completed specimens. \
      Percentiles are linear interpolation on n - 1.
      """,
    examples: [
      Example("demo metrics tat TSH --by machine", "How the machines compare on one assay.")
    ],
    Argument("assay", "Code of the assay"),
    Option("last", short: "n", default: 30, placeholder: "DAYS", "Days to look back"),
    Option("by", as: Grouping.self, placeholder: "GROUP", "What makes a row"),
    Options("where", placeholder: "COLUMN=VALUE", "Only rows with this value"),
    Flag("quiet", short: "q", "Say less"),
    run: { context, assay, days, grouping, filters, quiet in
      let shared = "\(context[data]) \(context[machine] ?? "any")"
      let own = "\(assay) \(days) \(grouping?.rawValue ?? "-") \(filters) \(quiet)"
      try context.print("\(shared) \(own)")
    })

  static let program = Program(
    "demo", version: "1.2.0", summary: "A laboratory in plain text.",
    globals: [data, machine],
    commands: [
      Command(
        "check", "Check every table and report what a person must fix.",
        Arguments("table", completion: .files, "Tables to check; all of them when none is named"),
        Flag("strict", "Treat warnings as errors"),
        status: { context, tables, strict in
          try context.print("\(tables) \(strict)")
          return strict ? .findings : .success
        }),
      Command(
        "move", "Move a number of specimens to a place.",
        Argument("count", as: Int.self, "How many"), Argument("place", "Where to").optional,
        Option("on", placeholder: "DAY", "The day").required(),
        run: { context, count, place, day in
          if count == 0 { throw UsageError("There is nothing to move.") }
          if count < 0 { throw Conflict() }
          try context.print("\(count) \(place ?? "nowhere") \(day)")
        }),
      Command("metrics", "Figures of the lab.", subcommands: [tat]),
    ])

  static func run(
    _ line: String, environment: [String: String] = [:], colour: Bool = false, width: Int = 80
  ) -> (status: ExitStatus, out: String, error: String) {
    let captured = Console.captured(
      isTerminal: colour, hasColour: colour, width: width, environment: environment)
    let words = line.split(separator: " ").map { String($0) }
    let status = program.run(arguments: words, console: captured.console)
    return (status, captured.out, captured.error)
  }
}
