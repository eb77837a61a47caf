import Synchronization

/// A console for tests, and what was written to it.
public struct CapturedConsole: Sendable {
  public let console: Console
  private let outTranscript: Transcript
  private let errorTranscript: Transcript

  /// Everything written to `console.out` so far.
  public var out: String { outTranscript.text }
  /// Everything written to `console.error` so far.
  public var error: String { errorTranscript.text }

  fileprivate init(console: (Output, Output) -> Console, isTerminal: Bool, hasColour: Bool) {
    let out = Transcript()
    let error = Transcript()
    outTranscript = out
    errorTranscript = error
    func output(to transcript: Transcript) -> Output {
      Output(
        isTerminal: isTerminal, hasColour: hasColour, isBuffered: false,
        write: { bytes in transcript.append(bytes) })
    }
    self.console = console(output(to: out), output(to: error))
  }
}

extension Console {
  /// Returns a console that keeps what is written to it, in a world made of the arguments alone.
  public static func captured(
    input: Input = .none, isTerminal: Bool = false, hasColour: Bool = false, width: Int = 80,
    environment: [String: String] = [:], workingDirectory: String = "/",
    now: @escaping @Sendable () -> Int64 = { 1_795_000_000 }
  ) -> CapturedConsole {
    CapturedConsole(
      console: { out, error in
        Console(
          out: out, error: error, input: input, width: width, environment: environment,
          workingDirectory: workingDirectory, now: now)
      }, isTerminal: isTerminal, hasColour: hasColour)
  }
}

private final class Transcript: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  func append(_ more: [UInt8]) { bytes.withLock { $0 += more } }
}
