/// The world around a command: where its words go, whom it hears, and what it may ask of its
/// surroundings.
///
/// Everything a command could otherwise take from the process is here, so that a test can give it
/// instead.
public struct Console: Sendable {
  /// The answer.
  public let out: Output
  /// The talk.
  public let error: Output
  /// The person's answers.
  public let input: Input
  /// The columns of the terminal, or 80.
  public let width: Int
  public let environment: [String: String]
  public let workingDirectory: String
  /// The wall clock in seconds since 1970.
  public let now: @Sendable () -> Int64

  public init(
    out: Output, error: Output, input: Input = .none, width: Int = 80,
    environment: [String: String] = [:], workingDirectory: String = "/",
    now: @escaping @Sendable () -> Int64
  ) {
    self.out = out
    self.error = error
    self.input = input
    self.width = max(20, width)
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.now = now
  }

  /// The same console without colours.
  public var plain: Console {
    Console(
      out: out.plain, error: error.plain, input: input, width: width, environment: environment,
      workingDirectory: workingDirectory, now: now)
  }
}

extension Console {
  /// Writes one line of the answer.
  public func print(_ text: String = "") throws(OutputError) { try out.write(text + "\n") }

  /// Writes one line of talk. That nobody can read it is no reason to stop, so it never throws.
  public func note(_ text: String) {
    // What was answered before the remark should also stand before it, where both go to one place.
    try? out.flush()
    try? error.write(text + "\n")
  }

  /// Whether a terminal gets colour: not when `NO_COLOR` has a value (no-color.org) or the terminal
  /// cannot.
  static func wantsColour(_ environment: [String: String]) -> Bool {
    environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
  }
}
