import Synchronization

/// Where a command hears the person: the keyboard, a pipe, or a test's lines.
///
/// It is read line by line, in the terminal's own way of editing a line, so that a conversation needs
/// nothing that a terminal, a serial line or a file of answers does not have.
public struct Input: Sendable {
  private let next: @Sendable () -> String?

  /// - Parameter next: Waits for a line and returns it without its end; `nil` once there are no more.
  public init(next: @escaping @Sendable () -> String?) { self.next = next }

  /// The next line without its end, or `nil` once there are no more: the person pressed Control-D,
  /// closed the terminal, or the file of answers is over.
  public func line() -> String? { next() }
}

extension Input {
  /// What the process reads on stdin.
  static let standard = Input { readLine(strippingNewline: true) }

  /// Nobody who could answer.
  public static let none = Input { nil }

  /// Those lines, and then no more.
  public static func lines(_ lines: [String]) -> Input {
    let rest = Queue(lines)
    return Input { rest.next() }
  }
}

private final class Queue: Sendable {
  private let rest: Mutex<ArraySlice<String>>

  init(_ lines: [String]) { rest = Mutex(lines[...]) }

  func next() -> String? { rest.withLock { $0.popFirst() } }
}

extension Console {
  /// Writes a question at the end of the answer so far, and returns the line that the person gives,
  /// without spaces around it; `nil` when there are no more.
  public func ask(_ question: String) throws(OutputError) -> String? {
    try out.write(question)
    try out.flush()
    guard let line = input.line() else {
      // Nobody pressed Enter, so what comes next begins a line of its own.
      try print()
      return nil
    }
    return line.trimmed
  }
}

extension String {
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
  }
}
