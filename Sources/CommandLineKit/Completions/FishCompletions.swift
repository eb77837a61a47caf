extension Program {
  /// A function finds the command in the words typed so far; every line then names its condition.
  var fishCompletions: String {
    """
    # fish completion of \(name), written by '\(name) completions fish'.
    function _\(shellName)_words
      set -l skip 0
      for word in (commandline -opc)[2..-1]
        if test $skip = 1
          set skip 0
          continue
        end
        switch $word
          case \(fishOptionsWithValues)
            set skip 1
          case '-*'
          case '*'
            echo $word
        end
      end
    end
    function _\(shellName)_at
      set -l words (_\(shellName)_words)
      test "$words" = "$argv"
    end
    function _\(shellName)_in
      set -l words (_\(shellName)_words)
      string match -q -- "$argv *" "$words "
    end
    complete -c \(name) -f
    \(nodes.flatMap(fishLines).joined(separator: "\n"))

    """
  }

  private var fishOptionsWithValues: String {
    let options = (nodes.flatMap(\.options) + sharedOptions(of: [])).filter { $0.kind == .option }
    return Set(options.flatMap(\.spellings)).sorted().map(shellQuoted).joined(separator: " ")
  }

  private func fishLines(of node: CommandNode) -> [String] {
    let path = node.path.joined(separator: " ")
    let isAt = "-n " + shellQuoted("_\(shellName)_at \(path)")
    let start = "complete -c \(name)"
    let startInside =
      path.isEmpty ? start : "\(start) -n \(shellQuoted("_\(shellName)_in \(path)"))"
    let commands = node.subcommands.map {
      "\(start) \(isAt) -a \($0.name) -d \(shellQuoted($0.summary))"
    }
    let options = (path.isEmpty ? sharedOptions(of: []) : node.options).map { option in
      let short = option.short.map { " -s \($0)" } ?? ""
      let value = option.kind == .option ? " -r" + fishAction(option.completion) : ""
      return "\(startInside) -l \(option.name)\(short)\(value) -d \(shellQuoted(option.help))"
    }
    let arguments = node.arguments.filter { $0.completion != .none }.map {
      startInside + fishAction($0.completion)
    }
    return commands + options + arguments
  }

  private func fishAction(_ completion: Completion) -> String {
    switch completion {
    case .none: " -f"
    case .files: " -F"
    case .folders: " -f -a '(__fish_complete_directories)'"
    case .words(let words): " -f -a \(shellQuoted(words.all.joined(separator: " ")))"
    }
  }
}
