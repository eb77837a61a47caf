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
  var usage: ParameterUsage { Flags.dryRun.usage }
  var usages: [ParameterUsage] { [Flags.dryRun.usage, Flags.commit.usage] }

  func value(from words: inout GivenWords) throws(UsageError) -> WritingMode {
    WritingMode(
      isDryRun: try Flags.dryRun.value(from: &words),
      isCommitted: try Flags.commit.value(from: &words))
  }
}
