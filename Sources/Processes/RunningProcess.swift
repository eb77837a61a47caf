public import Foundation

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A process that was begun, and keeps its pipes open until somebody has waited for its end.
public struct RunningProcess: Sendable {
  private let process: Process
  private let end = DispatchSemaphore(value: 0)

  public init(_ process: Process) throws {
    _ = Self.brokenPipesAreErrors
    self.process = process
    let end = end
    process.terminationHandler = { _ in end.signal() }
    try process.run()
  }

  /// From the first process on, writing to one that has ended is an error, and no longer kills this
  /// one.
  private static let brokenPipesAreErrors: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

  /// Waits for its end.
  ///
  /// Foundation's own waiting looks for the end a few times a second only, which is longer than most
  /// questions to a program take; but it alone lets go of the process, and of its pipes.
  public func wait() {
    end.wait()
    process.waitUntilExit()
  }

  /// Waits for its end, but not longer than that, and stops it then.
  ///
  /// - Returns: Whether it ended by itself.
  public func wait(atMost seconds: Double) -> Bool {
    let endedItself = end.wait(timeout: .now() + seconds) == .success
    if !endedItself {
      stop()
      end.wait()
    }
    process.waitUntilExit()
    return endedItself
  }

  /// Ends it, and what it began in its group, without asking.
  func stop() {
    let id = process.processIdentifier
    guard process.isRunning, id > 0 else { return }
    // It leads a group of its own, or is in ours, which must go on.
    _ = kill(getpgid(id) == id ? -id : id, SIGKILL)
  }
}
