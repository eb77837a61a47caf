import CommandLineKit
import Foundation
import Synchronization
import Tables

@testable import plainlab

extension TemporaryFolder {
  /// What the program does with these words at a time of 2026-11-20, in UTC.
  ///
  /// - Parameter answers: What the person says when asked; each takes them a minute.
  func at(
    _ time: String, _ words: String..., answers: [String] = [], isTerminal: Bool = false
  ) -> Answer {
    at(time, words, answers: answers, isTerminal: isTerminal)
  }

  func at(
    _ time: String, _ words: [String], answers: [String] = [],
    environment: [String: String] = [:], isTerminal: Bool = false
  ) -> Answer {
    let clock = Clock(Instant(cellText: "2026-11-20T\(time):00Z")?.seconds ?? 0)
    let lines = Input.lines(answers)
    let captured = Console.captured(
      input: Input {
        clock.advance()
        return lines.line()
      }, isTerminal: isTerminal, environment: environment,
      workingDirectory: url.path, now: { Int64(clock.seconds) })
    let status = Plainlab.program.run(arguments: words, console: captured.console)
    return (status, captured.out, captured.error)
  }
}

extension TemporaryFolder {
  /// Every file of the lab's tables, to see that nothing was changed.
  func tables() throws -> [String: [UInt8]] {
    try everything().filter { $0.key.hasSuffix(".csv") && !$0.key.contains(".plainlab") }
  }
}

private final class Clock: Sendable {
  private let now: Mutex<Int>

  init(_ seconds: Int) { now = Mutex(seconds) }

  var seconds: Int { now.withLock { $0 } }
  func advance() { now.withLock { $0 += 60 } }
}
