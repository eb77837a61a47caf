/// A command as a completion script sees it: where it is, and what may follow.
struct CommandNode {
  /// The words that lead to it, without the program's name; empty for the program itself.
  let path: [String]
  let summary: String
  let subcommands: [Command]
  let arguments: [ParameterUsage]
  /// Its own options; those of the program go with every command.
  let options: [ParameterUsage]
}

extension Program {
  /// Every command and group of the table, the program itself first.
  var nodes: [CommandNode] {
    let root = CommandNode(
      path: [], summary: summary, subcommands: commands, arguments: [], options: [])
    return [root] + commands.flatMap { nodes(of: $0, below: []) }
  }

  private func nodes(of command: Command, below parents: [String]) -> [CommandNode] {
    let path = parents + [command.name]
    let node = CommandNode(
      path: path, summary: command.summary, subcommands: command.subcommands,
      arguments: command.parameters.filter { $0.kind == .argument },
      options: command.parameters.filter { $0.kind != .argument })
    return [node] + command.subcommands.flatMap { nodes(of: $0, below: path) }
  }

  /// The options of the program; `--version` belongs to it alone.
  func sharedOptions(at node: CommandNode) -> [ParameterUsage] {
    sharedOptions(of: []).filter { $0.name != ParameterUsage.version.name || node.path.isEmpty }
  }

  func completions(for shell: Shell) -> String {
    switch shell {
    case .bash: bashCompletions
    case .zsh: zshCompletions
    case .fish: fishCompletions
    }
  }

  /// The program's name as part of a shell function's.
  var shellName: String {
    "_" + name.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
  }
}

extension ParameterUsage {
  /// `--last` and, when there is one, `-n`.
  var spellings: [String] { [title] + (short.map { ["-\($0)"] } ?? []) }
}

/// Returns `text` in single quotes, as bash, zsh and fish read them.
func shellQuoted(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
    + "'"
}
