/// What a command tells the shell.
public enum ExitStatus: Int32, Sendable {
  case success = 0
  /// The work was done, and there is something to see to: findings, differences, a conflict.
  case findings = 1
  /// The words made no sense.
  case usage = 2

  /// The work could not be done; a shell cannot tell it from wrong usage.
  public static let couldNotRun = ExitStatus.usage
}

/// An error that knows its exit status; every other error ends a command with `couldNotRun`.
public protocol ExitStatusConvertible: Error {
  var exitStatus: ExitStatus { get }
}
