extension Program {
  /// One function a command; a group hands the rest of the words to the function of the subcommand.
  var zshCompletions: String {
    var lines = [
      "#compdef \(name)", "# zsh completion of \(name), written by '\(name) completions zsh'.",
    ]
    for node in nodes {
      lines += ["", "\(zshFunction(of: node.path))() {"]
      lines += node.subcommands.isEmpty ? leafLines(of: node) : groupLines(of: node)
      lines.append("}")
    }
    lines += ["", "if [ \"$funcstack[1]\" = \(shellQuoted(shellName)) ]; then"]
    lines += ["  \(shellName) \"$@\"", "else", "  compdef \(shellName) \(name)", "fi"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func zshFunction(of path: [String]) -> String {
    ([shellName] + path).joined(separator: "__")
  }

  private func leafLines(of node: CommandNode) -> [String] {
    let words =
      zshOptions(of: node)
      + node.arguments.enumerated().map { place, argument in
        let position = argument.isRepeated ? "*" : "\(place + 1)"
        let colon = argument.isRequired || argument.isRepeated ? ":" : "::"
        return shellQuoted(
          position + colon + zshEscaped(argument.help) + ":" + zshAction(argument.completion))
      }
    return ["  _arguments -s \\", words.map { "    " + $0 }.joined(separator: " \\\n")]
  }

  private func groupLines(of node: CommandNode) -> [String] {
    var lines = ["  local state line", "  local -a commands", "  commands=("]
    lines += node.subcommands.map { "    " + shellQuoted(zshEscaped($0.name) + ":" + $0.summary) }
    lines += ["  )", "  _arguments -C -s \\"]
    lines += zshOptions(of: node).map { "    \($0) \\" }
    lines += ["    '1:command:->command' '*::argument:->argument'", "  case $state in"]
    lines += [
      "    command) _describe command commands ;;", "    argument)", "      case $line[1] in",
    ]
    lines += node.subcommands.map {
      "        \($0.name)) \(zshFunction(of: node.path + [$0.name])) ;;"
    }
    return lines + ["      esac ;;", "  esac"]
  }

  private func zshOptions(of node: CommandNode) -> [String] {
    (node.options + sharedOptions(at: node)).flatMap { option in
      option.spellings.map { spelling in
        let others = option.isRepeated ? "*" : "(\(option.spellings.joined(separator: " ")))"
        let start =
          others + spelling + (option.kind == .option && spelling.hasPrefix("--") ? "=" : "")
        let help = "[" + zshEscaped(option.help) + "]"
        let value = ":" + zshEscaped(option.placeholder) + ":" + zshAction(option.completion)
        return shellQuoted(start + help + (option.kind == .option ? value : ""))
      }
    }
  }

  private func zshAction(_ completion: Completion) -> String {
    switch completion {
    case .none: " "
    case .files: "_files"
    case .folders: "_files -/"
    case .words(let words): "(\(words.all.joined(separator: " ")))"
    }
  }

  /// Escapes what `_arguments` would take for the end of a description.
  private func zshEscaped(_ text: String) -> String {
    text.map { #"[]:\"#.contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
