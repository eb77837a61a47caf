extension Program {
  /// The script follows the words typed so far down the table (`at`), counting arguments (`place`)
  /// and skipping the values of options, and then looks up what may come next. It is written for
  /// bash 3.2, which macOS still has.
  var bashCompletions: String {
    """
    # bash completion of \(name), written by '\(name) completions bash'.
    \(shellName)_paths() {
      # A line a name, for there may be spaces in it.
      local IFS=$'\\n'
      compopt -o filenames 2>/dev/null
      COMPREPLY=($(compgen "$1" -- "$current"))
    }
    \(shellName)() {
      local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
      local at="" place=0 skip="" word index
      COMPREPLY=()
      # bash takes '--name=value' for three words.
      if [[ $current == "=" ]]; then
        current=""
      elif [[ $previous == "=" ]]; then
        previous="${COMP_WORDS[COMP_CWORD-2]}"
      fi
      for ((index = 1; index < COMP_CWORD; index++)); do
        word="${COMP_WORDS[index]}"
        if [[ $word == "=" ]]; then skip=1; continue; fi
        if [[ -n $skip ]]; then skip=""; continue; fi
        case "$at $word" in
    \(block(bashSteps, indent: 6))
          *' -'*) ;;
          *) place=$((place + 1)) ;;
        esac
      done
      case "$at $previous" in
    \(block(bashValues, indent: 4))
      esac
      if [[ $current == -* ]]; then
        case "$at" in
    \(block(bashOptions, indent: 6))
        esac
        return
      fi
      case "$at:$place" in
    \(block(bashWords, indent: 4))
      esac
    }
    complete -F \(shellName) \(name)

    """
  }

  private func block(_ lines: [String], indent: Int) -> String {
    lines.map { String(repeating: " ", count: indent) + $0 }.joined(separator: "\n")
  }

  /// From command to subcommand, and over the values of options.
  private var bashSteps: [String] {
    let commands = nodes.filter { !$0.path.isEmpty }.map { shellQuoted($0.bashPath) }
    let options = (nodes.flatMap(\.options) + sharedOptions(of: [])).filter { $0.kind == .option }
    let patterns = Set(options.flatMap(\.spellings)).sorted().map { "*" + shellQuoted(" " + $0) }
    return commands.map { "\($0)) at+=\" $word\" ;;" }
      + (patterns.isEmpty ? [] : ["\(patterns.joined(separator: " | "))) skip=1 ;;"])
  }

  /// After an option that takes a value; those of the program mean the same at every place.
  private var bashValues: [String] {
    func line(_ option: ParameterUsage, at start: String) -> String {
      let patterns = option.spellings.map { start + shellQuoted(" " + $0) }
      return "\(patterns.joined(separator: " | "))) \(bashReply(option.completion)); return ;;"
    }
    let own = nodes.flatMap { node in
      node.options.filter { $0.kind == .option }.map { line($0, at: shellQuoted(node.bashPath)) }
    }
    return own + sharedOptions(of: []).filter { $0.kind == .option }.map { line($0, at: "*") }
  }

  private var bashOptions: [String] {
    nodes.map { node in
      let options = node.options + sharedOptions(at: node)
      let reply = bashReply(.choices(options.flatMap(\.spellings)))
      return "\(shellQuoted(node.bashPath))) \(reply) ;;"
    }
  }

  /// The subcommands of a group, and the arguments of a command by place.
  private var bashWords: [String] {
    nodes.flatMap { node -> [String] in
      if !node.subcommands.isEmpty {
        let reply = bashReply(.choices(node.subcommands.map(\.name)))
        return ["\(shellQuoted(node.bashPath + ":0"))) \(reply) ;;"]
      }
      return node.arguments.enumerated().filter { $1.completion != .none }.map { place, argument in
        let pattern = shellQuoted(node.bashPath + ":") + (argument.isRepeated ? "*" : "\(place)")
        return "\(pattern)) \(bashReply(argument.completion)) ;;"
      }
    }
  }

  private func bashReply(_ completion: Completion) -> String {
    switch completion {
    case .none: ":"
    case .files: "\(shellName)_paths -f"
    case .folders: "\(shellName)_paths -d"
    case .words(let words):
      "COMPREPLY=($(compgen -W \(shellQuoted(words.all.joined(separator: " "))) -- \"$current\"))"
    }
  }
}

extension CommandNode {
  fileprivate var bashPath: String { path.map { " " + $0 }.joined() }
}
