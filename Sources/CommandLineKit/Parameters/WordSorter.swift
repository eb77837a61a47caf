/// Walks along a command line, from command to subcommand, and sorts its words by parameter.
///
/// Options of the program stand anywhere; those of a command, anywhere after its name. Nothing is
/// converted here, so that `--help` works in the midst of mistakes.
struct WordSorter {
  private(set) var given: GivenWords
  /// The command that the words lead to, with the groups before it.
  private(set) var path: [Command] = []
  private(set) var wantsHelp = false
  private(set) var wantsVersion = false

  /// Whether a word that should have been a command was none.
  private var isLost = false
  /// Where the next command is looked for.
  private var sections: [Section]
  private var options: [ParameterUsage]
  private var words: ArraySlice<String> = []

  init(program: Program, environment: [String: String]) {
    given = GivenWords(environment: environment)
    sections = program.sections
    options = program.globals.map(\.usage) + [.noColour, .help]
  }

  mutating func sort(_ all: [String]) throws(UsageError) {
    words = all[...]
    do throws(UsageError) {
      try sortWords()
    } catch {
      // Who asks for help next to a mistake gets help, unless nobody knows with what.
      wantsHelp = wantsHelp || all.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
      if !wantsHelp || isLost { throw error }
    }
  }

  private mutating func sortWords() throws(UsageError) {
    var onlyArguments = false
    while let word = words.popFirst() {
      if onlyArguments || !looksLikeOption(word) {
        try sortPlain(word)
      } else if word == "--" {
        onlyArguments = true
      } else if word == "--version", path.isEmpty {
        wantsVersion = true
      } else if word.hasPrefix("--") {
        try sortLong(word)
      } else {
        try sortShort(word)
      }
    }
  }

  private func looksLikeOption(_ word: String) -> Bool {
    guard word.hasPrefix("-"), word != "-" else { return false }
    return word.hasPrefix("--") || !isNegativeNumber(word)
      || option(short: word.dropFirst().first) != nil
  }

  private func isNegativeNumber(_ word: String) -> Bool {
    word.hasPrefix("-") && (try? Double(argument: word)) != nil
  }
}

extension WordSorter {
  private mutating func sortPlain(_ word: String) throws(UsageError) {
    if let command = path.last, !command.isGroup {
      given.arguments.append(word)
      return
    }
    guard let command = sections.command(named: word) else {
      isLost = true
      throw .unknownCommand(word, known: sections.flatMap(\.commands).map(\.name))
    }
    path.append(command)
    sections = command.sections
    options = command.parameters.filter { $0.kind != .argument } + options
  }

  private mutating func sortLong(_ word: String) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let title = String(parts[0])
    guard let option = options.first(where: { $0.title == title }) else {
      if sections.flatMap(\.commands).contains(where: { $0.accepts(title) }) {
        throw .earlyOption(title)
      }
      throw .unknownOption(title, like: title, known: options.map(\.title))
    }
    let value = parts.count > 1 ? String(parts[1]) : nil
    if option.kind == .flag {
      if value != nil { throw .unwantedValue(of: option) }
      try add("", to: option)
    } else if let value {
      try add(value, to: option)
    } else {
      try add(nextValue(of: option), to: option)
    }
  }

  /// Sorts `-n 5`, `-n5`, and flags that share a dash: `-qn5`.
  private mutating func sortShort(_ word: String) throws(UsageError) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = option(short: letter) else {
        // '-last' may have been meant for '--last'; of single letters, none is like another.
        let like = word.count > 2 ? "-" + word : nil
        throw .unknownOption("-\(letter)", like: like, known: options.map(\.title))
      }
      if option.kind == .flag {
        try add("", to: option)
      } else {
        try add(letters.isEmpty ? nextValue(of: option) : String(letters), to: option)
        return
      }
    }
  }

  private func option(short: Character?) -> ParameterUsage? {
    guard let short else { return nil }
    return options.first { $0.short == short }
  }

  private mutating func nextValue(of option: ParameterUsage) throws(UsageError) -> String {
    guard let next = words.first else { throw .missingValue(of: option, before: nil) }
    guard !next.hasPrefix("-") || next == "-" || isNegativeNumber(next) else {
      throw .missingValue(of: option, before: next)
    }
    words.removeFirst()
    return next
  }

  private mutating func add(_ word: String, to option: ParameterUsage) throws(UsageError) {
    if option.name == ParameterUsage.help.name {
      wantsHelp = true
      return
    }
    guard option.isRepeated || given.options[option.name] == nil else { throw .repeated(option) }
    given.options[option.name, default: []].append(word)
  }
}

extension ParameterUsage {
  static var help: ParameterUsage { Flag("help", short: "h", "Show this help").usage }
  static var noColour: ParameterUsage { Flag("no-color", "Never write colours").usage }
  static var version: ParameterUsage { Flag("version", "Show the version").usage }
}

extension WordSorter {
  /// Whether colours were declined; asked once, before the command's own parameters are read.
  mutating func takeNoColour() -> Bool {
    given.options.removeValue(forKey: ParameterUsage.noColour.name) != nil
  }
}

extension Command {
  /// Whether it, or one of its subcommands, has that option.
  fileprivate func accepts(_ title: String) -> Bool {
    parameters.contains { $0.kind != .argument && $0.title == title }
      || subcommands.contains { $0.accepts(title) }
  }
}
