extension Program {
  /// The script follows the words typed so far down the table (`at`), counting arguments (`place`)
  /// and skipping the values of options, and then looks up what may come next. It is written for
  /// bash 3.2, which macOS still has.
  var bashCompletions: String {
    var lines = [
      "# bash completion of \(name), written by '\(name) completions bash'.",
      "\(shellName)() {",
      #"  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}""#,
      #"  local at="" place=0 skip="" word index"#,
      "  COMPREPLY=()",
      "  # bash takes '--name=value' for three words.",
      #"  if [[ $current == "=" ]]; then current=""; elif [[ $previous == "=" ]]; then"#,
      #"    previous="${COMP_WORDS[COMP_CWORD-2]}""#,
      "  fi",
      "  for ((index = 1; index < COMP_CWORD; index++)); do",
      #"    word="${COMP_WORDS[index]}""#,
      #"    if [[ $word == "=" ]]; then skip=1; continue; fi"#,
      #"    if [[ -n $skip ]]; then skip=""; continue; fi"#,
      #"    case "$at $word" in"#,
    ]
    for node in nodes where !node.path.isEmpty {
      let parent = node.path.dropLast().map { " " + $0 }.joined()
      lines.append(
        "      \(shellQuoted(parent + " " + node.path[node.path.count - 1]))) at+=\" $word\" ;;")
    }
    let takingValues = Set(nodes.flatMap { node in node.valuePatterns }).sorted()
    if !takingValues.isEmpty {
      lines.append("      \(takingValues.joined(separator: " | "))) skip=1 ;;")
    }
    lines += [
      "      *' -'*) ;;",
      "      *) place=$((place + 1)) ;;",
      "    esac",
      "  done",
      #"  case "$at $previous" in"#,
    ]
    for node in nodes {
      for option in node.options where option.kind == .option {
        let patterns = option.spellings.map { shellQuoted(node.bashPath + " " + $0) }
        lines.append(
          "    \(patterns.joined(separator: " | "))) \(bashReply(option.completion)); return ;;")
      }
    }
    lines += ["  esac", "  if [[ $current == -* ]]; then", #"    case "$at" in"#]
    for node in nodes {
      let words = node.options.flatMap(\.spellings).joined(separator: " ")
      lines.append("      \(shellQuoted(node.bashPath))) \(bashReply(.choices([words]))) ;;")
    }
    lines += ["    esac", "    return", "  fi", #"  case "$at:$place" in"#]
    for node in nodes {
      if !node.subcommands.isEmpty {
        let reply = bashReply(.choices(node.subcommands.map(\.name)))
        lines.append("    \(shellQuoted(node.bashPath + ":0"))) \(reply) ;;")
      }
      for (place, argument) in node.arguments.enumerated() {
        let pattern = shellQuoted(node.bashPath + ":") + (argument.isRepeated ? "*" : "\(place)")
        lines.append("    \(pattern)) \(bashReply(argument.completion)) ;;")
      }
    }
    lines += ["  esac", "}", "complete -F \(shellName) \(name)"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func bashReply(_ completion: Completion) -> String {
    switch completion {
    case .none: ":"
    case .files: #"compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current"))"#
    case .folders: #"compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$current"))"#
    case .choices(let words):
      "COMPREPLY=($(compgen -W \(shellQuoted(words.joined(separator: " "))) -- \"$current\"))"
    }
  }
}

extension CommandNode {
  fileprivate var bashPath: String { path.map { " " + $0 }.joined() }

  /// Patterns of the options that take the next word, with any path before them.
  fileprivate var valuePatterns: [String] {
    options.filter { $0.kind == .option }.flatMap(\.spellings).map { "*" + shellQuoted(" " + $0) }
  }
}
