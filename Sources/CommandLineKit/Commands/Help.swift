import Wording

extension Program {
  /// Returns the help of a command, or of the program when the path is empty.
  func help(of path: [Command], on console: Console) -> String {
    var page = HelpPage(width: min(console.width, 100), output: console.out)
    page.paragraph("usage: \(usageLine(of: path))")
    page.paragraph(path.last?.summary ?? summary)
    page.paragraph(path.last?.discussion ?? discussion)
    let parameters = path.last?.parameters ?? []
    page.commands(sections(below: path))
    page.list(
      "Arguments", parameters.filter { $0.kind == .argument }.map { ($0.label, $0.fullHelp) })
    page.options("Options", parameters.filter { $0.kind != .argument })
    page.options(path.isEmpty ? "Options" : "Options of every command", sharedOptions(of: path))
    page.list(
      "Columns of the answer", (path.last?.columns ?? []).map { ("\($0.name)", $0.meaning) })
    page.examples(path.last?.examples ?? [])
    if path.last?.isGroup ?? true {
      let words = [name, "help"] + path.map(\.name) + ["COMMAND"]
      page.paragraph("See '\(words.joined(separator: " "))' for one of them.")
    }
    return page.text
  }

  func usageLine(of path: [Command]) -> String {
    var words = [name] + path.map(\.name)
    if path.last?.parameters.contains(where: { $0.kind != .argument && !$0.isRequired }) ?? true {
      words.append("[options]")
    }
    guard let command = path.last, !command.isGroup else {
      return (words + ["COMMAND"]).joined(separator: " ")
    }
    for option in command.parameters where option.kind == .option && option.isRequired {
      words.append("\(option.title) \(option.placeholder)")
    }
    words += command.parameters.filter { $0.kind == .argument }.map(\.label)
    return words.joined(separator: " ")
  }

  /// The commands that can follow a command's words, or the program's name when the path is empty.
  func sections(below path: [Command]) -> [Section] { path.last?.sections ?? sections }

  func sharedOptions(of path: [Command]) -> [ParameterUsage] {
    globals.map(\.usage) + [.noColour, .help] + (path.isEmpty ? [.version] : [])
  }
}

extension ParameterUsage {
  /// An argument as the usage line shows it: `ASSAY`, `[ASSAY]`, `FILE...` or `[FILE...]`.
  var label: String {
    let words = placeholder + (isRepeated ? "..." : "")
    return isRequired ? words : "[\(words)]"
  }

  /// An option as its list shows it; all are aligned when one has a letter.
  func optionLabel(withLetters: Bool) -> String {
    let letter = short.map { "-\($0), " } ?? (withLetters ? "    " : "")
    return letter + title + (kind == .option ? " \(placeholder)" : "")
  }

  /// The help with what follows from the declaration: choices, default, variable, repetition.
  var fullHelp: String {
    var notes: [String] = []
    if case .words(let words) = completion { notes.append(words.all.joinedForReading("or")) }
    if let fallback, !fallback.isEmpty { notes.append("default: \(fallback)") }
    if let environment { notes.append("environment: \(environment)") }
    if kind == .option, isRepeated { notes.append("may be repeated") }
    if kind == .option, isRequired { notes.append("required") }
    return notes.isEmpty ? help : "\(help) (\(notes.joined(separator: "; ")))"
  }
}

/// Lays out one page of help.
private struct HelpPage {
  let width: Int
  let output: Output
  private var sections: [String] = []

  init(width: Int, output: Output) {
    self.width = width
    self.output = output
  }

  var text: String { sections.joined(separator: "\n") }

  mutating func paragraph(_ text: String) {
    guard !text.isEmpty else { return }
    sections.append(wrapped(text, toWidth: width).joined(separator: "\n") + "\n")
  }

  mutating func list(
    _ heading: String, _ entries: [(label: String, help: String)], besides: [String] = []
  ) {
    guard !entries.isEmpty else { return }
    // Labels share a column as long as most of them fit; a longer one gets its own line.
    let column =
      min((entries.map(\.label) + besides).map(displayWidth).max() ?? 0, max(12, width / 3)) + 4
    var lines = [output.styled(heading, .bold)]
    for (label, help) in entries {
      let helpLines = wrapped(help, toWidth: max(20, width - column))
      let start = ("  " + label).padded(toWidth: column)
      var rest = helpLines[...]
      if displayWidth(label) + 4 <= column {
        lines.append(start + (rest.popFirst() ?? ""))
      } else {
        lines.append("  " + label)
      }
      lines += rest.map { String(repeating: " ", count: column) + $0 }
    }
    sections.append(lines.map { $0 + "\n" }.joined())
  }

  /// Lists the sections with one column for all of them.
  mutating func commands(_ sections: [Section]) {
    let names = sections.flatMap(\.commands).map(\.name)
    for section in sections {
      list(section.title, section.commands.map { ($0.name, $0.summary) }, besides: names)
    }
  }

  mutating func options(_ heading: String, _ options: [ParameterUsage]) {
    let withLetters = options.contains { $0.short != nil }
    list(heading, options.map { ($0.optionLabel(withLetters: withLetters), $0.fullHelp) })
  }

  mutating func examples(_ examples: [Example]) {
    guard !examples.isEmpty else { return }
    var lines = [output.styled("Examples", .bold)]
    for example in examples {
      lines.append("  " + example.line)
      lines += wrapped(example.meaning, toWidth: width - 6).map { "      " + $0 }
    }
    sections.append(lines.map { $0 + "\n" }.joined())
  }
}
