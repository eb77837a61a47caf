import CommandLineKit

/// What a person wants of a change besides that it is made.
struct WritingMode: Sendable {
  /// Whether it is only shown.
  var isDryRun = false
  /// Whether it is committed; where it is not said, the lab's setting decides.
  var isCommitted = false
}

/// `--dry-run` and `--commit`, which every command that writes takes.
struct WritingFlags: Parameter {
  private let dryRun = Flag("dry-run", "Show what would change, and change nothing")

  var usage: ParameterUsage { dryRun.usage }
  var usages: [ParameterUsage] { [dryRun.usage, Flags.commit.usage] }

  func value(from words: inout GivenWords) throws(UsageError) -> WritingMode {
    WritingMode(
      isDryRun: try dryRun.value(from: &words), isCommitted: try Flags.commit.value(from: &words))
  }
}
