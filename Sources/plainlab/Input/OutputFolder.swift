import CommandLineKit
import Wording

extension Context {
  /// A folder that output is written to, which is neither the lab's own nor in it.
  func outputFolder(_ typed: String) throws -> (path: String, title: String) {
    guard !typed.isEmpty else { throw UsageError("The folder needs a name.") }
    let title = withoutEndingSlashes(typed)
    let parts = title.split(separator: "/", omittingEmptySubsequences: false)
    let isNamed = parts.last.map { ![".", ".."].contains($0) } ?? false
    // What is not there yet is in the folder above, wherever that leads.
    let above = parts.dropLast().joined(separator: "/")
    let folder =
      exists(title) || !isNamed
      ? realPath(title)
      : realPath(above.isEmpty ? (title.hasPrefix("/") ? "/" : ".") : above) + "/"
        + (parts.last ?? "")
    let data = realPath(self[Globals.data])
    guard folder != data, !folder.hasPrefix(data + "/") else {
      throw UsageError(
        "'\(visible(title))' is in the lab's own folder, where only its files belong. Name another "
          + "one, as 'site'.")
    }
    return (path(title), title)
  }

  private func withoutEndingSlashes(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }
}
