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
    sections: [
      Section(
        "The lab",
        [
          InitCommand.command, GenerateCommand.command, ReportCommand.command,
          CheckCommand.command, RuleCommand.command, SettingsCommand.command,
          SchemaCommand.command,
        ]),
      Section(
        "Rows",
        [
          ListCommand.command, ShowCommand.command, AddCommand.command, SetCommand.command,
          RemoveCommand.command, ImportCommand.command,
        ]),
      Section(
        "Work",
        [
          ProcedureCommand.command, LabelCommand.command, RunCommand.command,
          SpecimenCommand.command,
        ]),
      Section("Figures", MetricsCommand.commands + [PlotCommand.command]),
      Section(
        "What leaves the lab",
        [
          SiteCommand.command, ExportCommand.command, AlertCommand.command, OutboxCommand.command,
        ]),
      Section(
        "History",
        [
          DiffCommand.command, LogCommand.command, BlameCommand.command, AuditCommand.command,
          CommitCommand.command, UndoCommand.command, RestoreCommand.command,
        ]),
      Section(
        "Working together",
        [
          GitCommand.command, MergeCommand.command, MergeCheckCommand.command,
          ResolveCommand.command, GuardCommand.command, MergeDriverCommand.command,
        ]),
      Section(
        "Files",
        [
          CatCommand.command, FormatCommand.command, BackupCommand.command,
          RecoverCommand.command, DoctorCommand.command,
        ]),
    ])
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
