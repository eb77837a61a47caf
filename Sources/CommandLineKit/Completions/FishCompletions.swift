extension Program {
  /// A helper function finds the command in the words typed so far; every line then names its
  /// condition.
  var fishCompletions: String {
    let helper = "_" + shellName
    let takingValues = Set(
      nodes.flatMap { $0.options.filter { $0.kind == .option }.flatMap(\.spellings) }
    ).sorted()
    var lines = [
      "# fish completion of \(name), written by '\(name) completions fish'.",
      "function \(helper)_words",
    ]
    lines += ["  set -l skip 0", "  for word in (commandline -opc)[2..-1]"]
    lines += [
      "    if test $skip = 1", "      set skip 0", "      continue", "    end", "    switch $word",
    ]
    if !takingValues.isEmpty {
      lines += [
        "      case \(takingValues.map(shellQuoted).joined(separator: " "))", "        set skip 1",
      ]
    }
    lines += ["      case '-*'", "      case '*'", "        echo $word", "    end", "  end", "end"]
    lines += [
      "function \(helper)_at", "  set -l words (\(helper)_words)", "  test \"$words\" = \"$argv\"",
      "end",
    ]
    lines += ["function \(helper)_in", "  set -l words (\(helper)_words)"]
    lines += ["  string match -q -- \"$argv *\" \"$words \"", "end", "complete -c \(name) -f"]
    for node in nodes {
      let path = node.path.joined(separator: " ")
      let isAt = "-n \(shellQuoted("\(helper)_at \(path)"))"
      let isIn = path.isEmpty ? "" : " -n \(shellQuoted("\(helper)_in \(path)"))"
      for command in node.subcommands {
        lines.append(
          "complete -c \(name) \(isAt) -a \(command.name) -d \(shellQuoted(command.summary))")
      }
      let shared = node.path.isEmpty ? [] : sharedOptions(of: []).map(\.name)
      for option in node.options where !shared.contains(option.name) {
        var line = "complete -c \(name)\(isIn) -l \(option.name)"
        if let short = option.short { line += " -s \(short)" }
        if option.kind == .option { line += " -r" + fishAction(option.completion) }
        lines.append(line + " -d \(shellQuoted(option.help))")
      }
      for argument in node.arguments where argument.completion != .none {
        lines.append("complete -c \(name)\(isIn)\(fishAction(argument.completion))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func fishAction(_ completion: Completion) -> String {
    switch completion {
    case .none: " -f"
    case .files: " -F"
    case .folders: " -f -a '(__fish_complete_directories)'"
    case .choices(let words): " -f -a \(shellQuoted(words.joined(separator: " ")))"
    }
  }
}
