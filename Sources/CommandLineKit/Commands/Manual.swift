import Wording

extension Program {
  /// The whole manual as Markdown, a chapter a command, in the order of the table.
  var manual: String {
    var sections = ["# \(name)", summary, discussion]
    sections.append("Version \(version).")
    sections += synopsis(of: [])
    sections += markdownList("Options of every command", sharedOptions(of: []))
    for command in commands { sections += chapter(of: [command]) }
    return sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func chapter(of path: [Command]) -> [String] {
    guard let command = path.last else { return [] }
    let heading = String(repeating: "#", count: min(6, path.count + 1))
    let title = ([name] + path.map(\.name)).joined(separator: " ")
    var sections = ["\(heading) \(title)", command.summary]
    sections += synopsis(of: path)
    sections.append(markdownText(command.discussion))
    sections += markdownList("Arguments", command.parameters.filter { $0.kind == .argument })
    sections += markdownList("Options", command.parameters.filter { $0.kind != .argument })
    sections += columns(of: command)
    sections += examples(of: command)
    return sections + command.subcommands.flatMap { chapter(of: path + [$0]) }
  }

  private func synopsis(of path: [Command]) -> [String] {
    ["```\n\(usageLine(of: path))\n```"]
  }

  private func markdownList(_ heading: String, _ parameters: [ParameterUsage]) -> [String] {
    guard !parameters.isEmpty else { return [] }
    let lines = parameters.map { parameter in
      let label =
        parameter.kind == .argument ? parameter.label : parameter.optionLabel(withLetters: false)
      return "- `\(label)`: \(parameter.fullHelp)"
    }
    return ["**\(heading)**", lines.joined(separator: "\n")]
  }

  private func columns(of command: Command) -> [String] {
    guard !command.columns.isEmpty else { return [] }
    let lines = command.columns.map { "- `\($0.name)`: \($0.meaning)" }
    return ["**Columns of the answer**", lines.joined(separator: "\n")]
  }

  private func examples(of command: Command) -> [String] {
    guard !command.examples.isEmpty else { return [] }
    let lines = command.examples.map { "# \($0.meaning)\n\($0.line)" }
    return ["**Examples**", "```sh\n\(lines.joined(separator: "\n\n"))\n```"]
  }

  /// Lines set apart by spaces become code, as Markdown wants them: four spaces and a blank line
  /// before.
  private func markdownText(_ text: String) -> String {
    var result: [String] = []
    var wasCode = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isCode = line.hasPrefix(" ")
      if isCode != wasCode, result.last?.isEmpty == false { result.append("") }
      result.append(isCode ? "    " + line.drop { $0 == " " } : String(line))
      wasCode = isCode
    }
    return result.joined(separator: "\n")
  }
}
