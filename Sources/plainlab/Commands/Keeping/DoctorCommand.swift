import CommandLineKit
import JSONText
import Lab
import Tables
import Wording

enum DoctorCommand {
  enum Format: String, CaseIterable, ParameterValue { case text, json }

  static let command = Command(
    "doctor", "See whether the lab's folder is in good health.",
    discussion: """
      Looks at the folder and its disk, at locks, unfinished changes and leftovers, backups, the \
      tables, and how git treats them; says what is wrong and what to do. Changes nothing. The exit \
      status is 1 when something is an error, so that a monitor can call it.
      """,
    examples: [
      Example("plainlab doctor", "every check, a line each"),
      Example("plainlab doctor --format json", "for monitoring"),
    ],
    Option("format", default: Format.text, "How the checks are written"),
    Flag("quick", "Leave out the check of every row"),
    BackupCommand.folder,
    status: { context, format, isQuick, folder in
      let diagnoses = try diagnose(isQuick: isQuick, backupsIn: folder, context)
      let state = diagnoses.map(\.health.state).max() ?? .ok
      switch format {
      case .text: try write(diagnoses, context)
      case .json: try context.print(json(diagnoses, state))
      }
      return state == .error ? .findings : .success
    })

  private typealias Diagnosis = (name: String, health: Health)

  private static func diagnose(
    isQuick: Bool, backupsIn folder: String?, _ context: Context
  ) throws -> [Diagnosis] {
    let data = try context.dataFolder()
    let subject = FolderHealth(
      of: data, backups: try context.backups(folder, of: data), catalog: LabCatalog.catalog,
      options: try context.readingOptions(), now: Int(context.console.now()))
    let checks = FolderHealth.checks + (isQuick ? [] : [FolderHealth.tables])
    var diagnoses = checks.map { (name: $0.name, health: $0.health(of: subject)) }
    do {
      let (health, git) = try GitHealth.examine(data, files: subject.tableFiles, context)
      diagnoses.append(("git", health))
      if let git { diagnoses += GitHealth.checks.map { ($0.name, $0.health(of: git)) } }
    } catch {
      diagnoses.append(("git", .error("git cannot be called: \(error)", "")))
    }
    return diagnoses
  }

  private static func write(_ diagnoses: [Diagnosis], _ context: Context) throws {
    let width = diagnoses.map { displayWidth($0.name) }.max() ?? 0
    for (name, health) in diagnoses {
      let state = health.state.rawValue.padded(toWidth: 7)
      let style: Style? =
        switch health.state {
        case .ok: nil
        case .warning: .yellow
        case .error: .red
        }
      let shown = style.map { context.console.out.styled(state, $0) } ?? state
      // On a terminal both wrap below themselves; in a pipe a check is a line, and its remedy one.
      let indent = 7 + 2 + width + 2
      let room = context.console.out.isTerminal ? max(20, context.console.width - indent) : .max
      let lines = [health.sentence, health.remedy].filter { !$0.isEmpty }.flatMap {
        wrapped(visible($0), toWidth: room)
      }
      let label = "\(shown)  \(name.padded(toWidth: width))  "
      for (i, line) in lines.enumerated() {
        try context.print((i == 0 ? label : String(repeating: " ", count: indent)) + line)
      }
    }
    let counts = [Health.State.error, .warning].compactMap { state in
      let count = diagnoses.count { $0.health.state == state }
      return count > 0 ? counted(count, state.rawValue) : nil
    }
    context.note(counts.isEmpty ? "All is well." : counts.joinedForReading() + ".")
  }

  /// One object, its checks a line each.
  private static func json(_ diagnoses: [Diagnosis], _ state: Health.State) -> String {
    let checks = diagnoses.map { name, health in
      JSON.object([
        .init("name", .string(name)), .init("state", .string(health.state.rawValue)),
        .init("message", .string(health.sentence)), .init("remedy", .string(health.remedy)),
      ]).compact
    }
    return "{\"state\":\"\(state.rawValue)\",\"checks\":[\n"
      + checks.joined(separator: ",\n") + "\n]}"
  }
}
