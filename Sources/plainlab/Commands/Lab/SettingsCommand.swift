import CommandLineKit
import Lab
import Tables
import Wording

enum SettingsCommand {
  static let command = Command(
    "settings", "What the lab decided once for all.",
    discussion: """
      Settings stand in the table settings. SLA_HOURS, TEAMS_WEBHOOK_URL and PLAINLAB_BACKUPS of the \
      environment stand above it; PLAINLAB_DATA, or --data, names the folder in which the table is. \
      The address that posts to a channel is never in the table, and only its host is shown.
      """,
    subcommands: [list, get, set])

  private static let list = Command(
    "list", "Show every setting, its value, and where it comes from.",
    examples: [Example("plainlab settings list", "what holds now")],
    Option("format", default: OutputFormat.table, "How rows are written"),
    run: { context, format in
      try context.rows(["key", "value", "from", "description"], as: format) { rows in
        let folder = context.folderSetting
        for entry in try context.settings().entries + [folder] {
          try rows.add(
            .text(entry.key), Field(entry.shown), .text(context.words(of: entry)),
            .text(entry.description))
        }
      }
    })

  private static let get = Command(
    "get", "Show the value of one setting.",
    discussion: "The value is the answer; where it comes from is said on stderr.",
    examples: [Example("plainlab settings get sla_hours", "for a person or a script")],
    Argument("key", completion: .choices(KnownSetting.all.map(\.key)), "The setting"),
    status: { context, key in
      let settings = try context.settings()
      let entries = settings.entries + [context.folderSetting]
      guard let entry = entries.first(where: { $0.key == key }) else {
        throw UsageError.unknown("setting", key, among: entries.map(\.key))
      }
      guard let value = entry.shown else {
        context.note("\(visible(key)) has no value.")
        return .findings
      }
      try context.print(visible(value))
      context.note("From \(context.words(of: entry)).")
      return .success
    })

  private static let set = Command(
    "set", "Decide a setting.",
    examples: [
      Example("plainlab settings set sla_hours 12", "results are promised within twelve hours"),
      Example("plainlab settings set teams_channel ''", "as if it were not there"),
    ],
    Argument("key", completion: .choices(KnownSetting.all.map(\.key)), "The setting"),
    Argument("value", "Its value; '' takes it away"),
    Option("description", placeholder: "TEXT", "What it means"),
    Flag("new", "It is a setting of the lab's own, which is not there yet"), Flags.writing,
    run: { context, key, value, description, isNew, mode in
      if key == context.folderSetting.key {
        throw UsageError(
          "The folder of the tables is no setting in them: name it with --data DIR or PLAINLAB_DATA."
        )
      }
      let row = try context.write("set \(key)", as: mode) { change in
        try change.set(key, to: value, description: description, isNew: isNew)
      }
      guard !mode.isDryRun else { return }
      let entry = Settings([row], environment: [:])[key]
      let shown = row.value == nil ? nil : entry?.shown
      try context.print("\(visible(key)) is now \(shown.map { visible($0) } ?? "empty").")
      if case .environment(let variable)? = try context.settings()[key]?.source {
        context.note("\(variable) of the environment stands above it while it is set.")
      }
    })
}

extension Context {
  /// What holds for the lab now: its table, and the environment above it.
  func settings() throws -> Settings {
    try Settings(in: store(), environment: console.environment)
  }

  /// The folder of the tables, told like a setting.
  fileprivate var folderSetting: Settings.Entry {
    let folder = self[Globals.data]
    let variable = "PLAINLAB_DATA"
    return Settings.Entry(
      key: "data", value: folder,
      source: console.environment[variable] == folder ? .environment(variable) : .fallback,
      description: "Folder of the lab's tables")
  }

  fileprivate func words(of entry: Settings.Entry) -> String {
    switch entry.source {
    case .environment(let variable): "environment: \(variable)"
    case .table: "table"
    case .fallback where entry.value == nil: "-"
    case .fallback
    where entry.key == folderSetting.key && entry.value != Globals.data.usage.fallback:
      "--data"
    case .fallback: "default"
    }
  }
}
