import CommandLineKit

/// The lab's data for other programs.
enum ExportCommand {
  static let command = Command(
    "export", "Write the lab's data for other programs.",
    discussion: """
      What is written is a copy, made anew each time: the lab's own files are never changed by it, and \
      what somebody changes in it does not come back.
      """,
    subcommands: [powerBI])
}
