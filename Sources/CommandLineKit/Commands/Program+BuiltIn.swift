extension Program {
  /// The commands that every program has, whatever its name.
  static func builtIn(for name: String) -> [Command] {
    [
      Command(
        "help", "Show the help of the program or of a command.",
        Arguments("command", "Words of the command"),
        run: { context, words in
          let path = try context.program.path(of: words)
          try context.console.out.write(context.program.help(of: path, on: context.console))
        }),
      Command(
        "completions", "Write the script that completes commands in a shell.",
        discussion: """
          For bash, add to ~/.bashrc:
              source <(\(name) completions bash)
          For zsh, after compinit in ~/.zshrc:
              source <(\(name) completions zsh)
          For fish, once:
              \(name) completions fish > ~/.config/fish/completions/\(name).fish
          """,
        Argument("shell", as: Shell.self, "Your shell"),
        run: { context, shell in
          try context.console.out.write(context.program.completions(for: shell))
        }),
      Command(
        "manual", "Write the whole manual as Markdown.",
        run: { context in try context.console.out.write(context.program.manual) }),
    ]
  }

  private func path(of words: [String]) throws(UsageError) -> [Command] {
    var path: [Command] = []
    for word in words {
      let known = sections(below: path)
      guard let command = known.command(named: word) else {
        throw .unknownCommand(word, known: known.flatMap(\.commands).map(\.name))
      }
      path.append(command)
    }
    return path
  }
}

/// A shell for which a completion script can be written.
enum Shell: String, CaseIterable, ParameterValue { case bash, zsh, fish }
