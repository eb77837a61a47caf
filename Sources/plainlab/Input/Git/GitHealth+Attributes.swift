import CommandLineKit
import History
import Tables
import Wording

// What `.gitattributes` and the configuration let git do to the bytes of tables.

extension GitHealth {
  /// Attributes with which git changes tables.
  static let attributes = HealthCheck<GitHealth>("git-attributes") { health in
    let remedy =
      "Write '*.csv -text diff=plainlab merge=plainlab' into "
      + "\(visible(health.data.title(of: ".gitattributes"))), after the lines that say otherwise."
    let values = try health.values(of: ["text", "eol", "merge", "filter"])
    func files(_ matches: ([String: String]) -> Bool) -> [String] {
      values.filter { matches($0.value) }.keys.sorted()
    }
    let doubled = files { $0["merge"] == "union" }
    if !doubled.isEmpty {
      return .error("git merges \(health.some(doubled)) by 'union', which doubles rows", remedy)
    }
    let rewritten = files { $0["text"] == "set" || ["lf", "crlf"].contains($0["eol"]) }
    if !rewritten.isEmpty {
      return .error(
        "git rewrites line ends of \(health.some(rewritten)), those inside cells too", remedy)
    }
    let guessed = files { $0["text"] == "auto" }
    if !guessed.isEmpty {
      return .warning("git may rewrite line ends of \(health.some(guessed))", remedy)
    }
    return .ok("git keeps tables byte by byte")
  }

  /// Whether the drivers that attributes name are there. Without one, git merges lines.
  static let drivers = HealthCheck<GitHealth>("git-drivers") { health in
    var missing: Set<String> = []
    for (_, values) in try health.values(of: ["merge", "diff"]) {
      for (kind, name) in values where !builtIn.contains(name) {
        let setting = kind == "merge" ? "merge.\(name).driver" : "diff.\(name)"
        let isSet =
          try kind == "merge"
          ? health.git.answer("config", "--get", setting) != nil
          : health.git.answer("config", "--get-regexp", "^diff\\.\(name)\\.") != nil
        if !isSet { missing.insert("\(kind)=\(name)") }
      }
    }
    // Without a program for 'diff' git shows lines, which is no harm.
    let merging = missing.filter { $0.hasPrefix("merge=") }.sorted()
    guard merging.isEmpty else {
      return .warning(
        "this clone has no program for \(merging.map { visible($0) }.joinedForReading()), so git "
          + "merges tables line by line",
        "Set it up with 'plainlab git install'.")
    }
    return .ok(
      missing.isEmpty
        ? "every driver that attributes name is set up"
        : "git merges tables by rows, and compares them line by line")
  }

  /// Values that name no driver, and drivers that come with git.
  private static let builtIn: Set<String> = [
    "unspecified", "set", "unset", "text", "binary", "union",
  ]

  /// Whether git is told to rewrite line ends in general.
  static let lineEnds = HealthCheck<GitHealth>("git-line-ends") { health in
    let setting = try health.git.answer("config", "--get", "core.autocrlf")?.lines.first ?? "false"
    guard ["true", "input"].contains(setting.lowercased()) else {
      return .ok("git is not told to rewrite line ends")
    }
    let values = try health.values(of: ["text"])
    let open = values.filter { $0.value["text"] != "unset" }.keys.sorted()
    guard !open.isEmpty else { return .ok("core.autocrlf is \(setting), but not for tables") }
    return .warning(
      "with core.autocrlf=\(setting) git rewrites line ends of \(health.some(open))",
      "Write '*.csv -text' into \(visible(health.data.title(of: ".gitattributes"))).")
  }

  /// The attributes of each table's file, by name.
  private func values(of names: [String]) throws -> [String: [String: String]] {
    guard !files.isEmpty else { return [:] }
    // A lab with many parts has more names than a command line takes: they have their folder's
    // attributes, and a few stand for all.
    var seen: [String: Int] = [:]
    let some = files.filter { file in
      let folder = file.split(separator: "/").dropLast().joined(separator: "/")
      seen[folder, default: 0] += 1
      return folder.isEmpty || seen[folder, default: 0] <= 3
    }
    let words = ["check-attr", "-z"] + names + ["--"] + some
    guard let answer = try git.answer(words) else { return [:] }
    var values: [String: [String: String]] = [:]
    let fields = answer.split(separator: "\0", omittingEmptySubsequences: false)
    for i in stride(from: 0, to: fields.count - 2, by: 3) {
      values[String(fields[i]), default: [:]][String(fields[i + 1])] = String(fields[i + 2])
    }
    return values
  }

  private func some(_ files: [String]) -> String {
    if files.count == self.files.count, files.count > 1 { return "every table" }
    var shown = files.prefix(3).map { visible(data.title(of: $0)) }
    if files.count > 3 { shown.append("\(files.count - 3) more") }
    return shown.joinedForReading()
  }
}
