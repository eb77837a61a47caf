import CommandLineKit
import Wording

extension Context {
  /// A command as it is typed to ask of this lab, in this zone, what another command was asked.
  ///
  /// - Parameter timeZone: The zone that was asked for; `nil` where the lab's own holds.
  func typed(_ command: String, _ timeZone: String? = nil) -> String {
    let folder = self[Globals.data]
    let isPlain =
      folder == Globals.data.usage.fallback || folder == console.environment["PLAINLAB_DATA"]
    guard command.hasPrefix("plainlab ") else { return command }
    let words = command.dropFirst("plainlab ".count)
    let zone =
      words.contains(" --since ") ? timeZone.map { " --time-zone \(shellWord($0))" } ?? "" : ""
    return "plainlab \(isPlain ? "" : "--data \(shellWord(folder)) ")\(words)\(zone)"
  }
}
