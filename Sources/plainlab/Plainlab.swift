import CPlatform
import CommandLineKit

/// The program: every command, once.
enum Plainlab {
  static let version = "0.1.0"

  static let program = Program(
    "plainlab", version: version,
    summary:
      "A laboratory in plain text: typed, checked CSV files, and figures straight from them.",
    discussion: """
      Plainlab reads the tables of a lab from CSV files in a folder, 'data' by default. Start with \
      'plainlab report', which shows the lab at a glance, and 'plainlab check', which names every \
      fault at its line and column.
      """,
    globals: [Globals.data, Globals.cellLimit],
    commands: [

      InitCommand.command,
      SchemaCommand.command,
      ReportCommand.command,
      CheckCommand.command,

      FormatCommand.command,
      CatCommand.command,
      ListCommand.command,
      ShowCommand.command,

      AddCommand.command,
      SetCommand.command,
      RemoveCommand.command,
      RuleCommand.command,
      ImportCommand.command,

      ProcedureCommand.command,
      LabelCommand.command,

      RunCommand.command,
      SpecimenCommand.command,
      SettingsCommand.command,

      AlertCommand.command,
      OutboxCommand.command,

      CommitCommand.command,
      UndoCommand.command,
      RestoreCommand.command,
      GitCommand.command,

      DiffCommand.command,
      LogCommand.command,
      BlameCommand.command,
      AuditCommand.command,

      BackupCommand.command,
      RecoverCommand.command,
      DoctorCommand.command,

      MergeCommand.command,
      MergeCheckCommand.command,
      GuardCommand.command,
      ResolveCommand.command,
      MergeDriverCommand.command,

      ExportCommand.command,
      SiteCommand.command,

      GenerateCommand.command,

    ] + MetricsCommand.commands + [PlotCommand.command])
}

/// The options that every command takes.
enum Globals {
  static let data = Option(
    "data", default: "data", placeholder: "DIR", environment: "PLAINLAB_DATA",
    completion: .folders, "Folder of the lab's tables")
  static let cellLimit = Option(
    "cell-limit", default: 16, placeholder: "MIB", "The longest cell that is read, in mebibytes")
}

@main enum Main {
  static func main() {
    platform_return_large_memory()
    Plainlab.program.main()
  }
}
