import CommandLineKit
import Wording

extension Context {
  /// The first words of a command about this lab, wherever this one was typed: `plainlab`, or with
  /// the folder where it is not the usual one.
  var programWords: String {
    let folder = self[Globals.data]
    let isPlain =
      folder == Globals.data.usage.fallback || folder == console.environment["PLAINLAB_DATA"]
    return isPlain ? "plainlab" : "plainlab --data \(shellWord(folder))"
  }

  /// A command about the lab as it is to be typed, in the zone that was asked for.
  func shown(_ command: String, timeZone: String?) -> String {
    guard command.hasPrefix("plainlab ") else { return command }
    let words = command.dropFirst("plainlab".count)
    let zone =
      words.contains(" --since ") ? timeZone.map { " --time-zone \(shellWord($0))" } ?? "" : ""
    return "\(programWords)\(words)\(zone)"
  }
}
