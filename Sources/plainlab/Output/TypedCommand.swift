import CommandLineKit
import Wording

// Commands as they are typed to ask of this lab, wherever this one was typed.

extension Context {
  /// The first words of a command about this lab: `plainlab`, or with the folder where it is not the
  /// usual one.
  var programWords: String {
    let folder = self[Globals.data]
    let isPlain =
      folder == Globals.data.usage.fallback || folder == console.environment["PLAINLAB_DATA"]
    return isPlain ? "plainlab" : "plainlab --data \(shellWord(folder))"
  }

  /// A command about this lab, in the zone in which another command was asked.
  ///
  /// - Parameter timeZone: The zone that was asked for; `nil` where the lab's own holds.
  func typed(_ command: String, _ timeZone: String? = nil) -> String {
    guard command.hasPrefix("plainlab ") else { return command }
    let words = command.dropFirst("plainlab".count)
    let zone =
      words.contains(" --since ") ? timeZone.map { " --time-zone \(shellWord($0))" } ?? "" : ""
    return programWords + words + zone
  }
}
