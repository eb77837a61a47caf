extension Program {
  /// Stops a program whose table contradicts itself.
  ///
  /// It makes every command, so a test of the program calls it and not each of its starts.
  package func checkDeclarations() {
    precondition(
      !globals.contains { $0.usage.kind == .argument }, "A program has options, not arguments")
    let shared = globals.map(\.usage) + [.help, .noColour, .version]
    Self.check(options: shared, of: name)
    Self.check(commands, of: name, shared: shared)
  }

  private static func check(
    _ commands: [Command], of name: String, shared: [ParameterUsage]
  ) {
    precondition(!commands.isEmpty, "The group '\(name)' needs a command")
    let names = commands.map(\.name)
    precondition(Set(names).count == names.count, "'\(name)' has two commands of one name")
    for command in commands {
      let parameters = command.parameters
      check(options: parameters.filter { $0.kind != .argument } + shared, of: command.name)
      let arguments = parameters.filter { $0.kind == .argument }
      precondition(
        arguments.dropLast().allSatisfy { !$0.isRepeated },
        "In '\(command.name)' an argument follows one that takes all words")
      precondition(
        arguments.drop { $0.isRequired }.allSatisfy { !$0.isRequired },
        "In '\(command.name)' a required argument follows an optional one")
      if command.isGroup { check(command.subcommands, of: command.name, shared: shared) }
    }
  }

  private static func check(options: [ParameterUsage], of name: String) {
    let names = options.map(\.name)
    precondition(Set(names).count == names.count, "'\(name)' has two options of one name")
    let letters = options.compactMap(\.short)
    precondition(Set(letters).count == letters.count, "'\(name)' has two options of one letter")
  }
}
