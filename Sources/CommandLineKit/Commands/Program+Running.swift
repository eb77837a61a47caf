import Wording

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension Program {
  /// Runs with the words and the console of this process, and ends it.
  public func main() -> Never {
    let words = Array(CommandLine.arguments.dropFirst())
    // Swift has put U+FFFD in the place of what was no text; nobody typed that.
    for word in words where word.unicodeScalars.contains("\u{FFFD}") {
      guard !Self.wasTyped(word) else { continue }
      let error = UsageError("'\(word)' is not UTF-8. Set the terminal to UTF-8 and type it again.")
      report(error, at: [], on: .standard)
      exit(ExitStatus.usage.rawValue)
    }
    exit(run(arguments: words, console: .standard).rawValue)
  }

  /// Whether one of the process's arguments is exactly this word.
  private static func wasTyped(_ word: String) -> Bool {
    (1..<Int(CommandLine.argc)).contains { i in
      unsafe CommandLine.unsafeArgv[i].map { unsafe strcmp($0, word) == 0 } ?? false
    }
  }

  /// Runs a command and reports what it throws; throws only what concerns the output itself.
  func run(_ arguments: [String], on console: Console) throws(OutputError) -> ExitStatus {
    var sorter = WordSorter(program: self, environment: console.environment)
    var console = console
    do {
      try sorter.sort(arguments)
      if sorter.takeNoColour() { console = console.plain }
      if sorter.wantsVersion, !sorter.wantsHelp {
        try console.print("\(name) \(version)")
        return .success
      }
      guard !sorter.wantsHelp, case .run(let prepare)? = sorter.path.last?.action else {
        try console.out.write(help(of: sorter.path, on: console))
        return .success
      }
      var words = sorter.given
      let context = try Context(
        program: self, console: console, path: [name] + sorter.path.map(\.name), words: &words)
      // All words are read before anything runs.
      let action = try prepare(words)
      return try action(context)
    } catch let error as OutputError {
      throw error
    } catch {
      // What was answered so far comes first, also where both streams meet. A failure of the output
      // shows again later.
      try? console.out.flush()
      report(error, at: sorter.path, on: console)
      return (error as? any ExitStatusConvertible)?.exitStatus ?? .couldNotRun
    }
  }

  /// Reads the words as `run` would, and runs nothing; throws what `run` would say about them.
  ///
  /// With it a test can hold every example of a README against the table.
  public func validate(
    arguments: [String], environment: [String: String] = [:]
  ) throws(UsageError) {
    var sorter = WordSorter(program: self, environment: environment)
    try sorter.sort(arguments)
    guard !sorter.wantsHelp, !sorter.wantsVersion else { return }
    _ = sorter.takeNoColour()
    var words = sorter.given
    _ = try GivenValues(of: globals, from: &words)
    if case .run(let prepare)? = sorter.path.last?.action { _ = try prepare(words) }
  }

  /// Says on stderr what went wrong, and where to read on when the words were at fault.
  func report(_ error: any Error, at path: [Command], on console: Console) {
    let words = ([name] + path.map(\.name)).joined(separator: " ")
    let sentence = visible("\(error)", keepingLineBreaks: true)
    console.note("\(console.error.styled(words + ":", .bold)) \(sentence)")
    guard error is UsageError else { return }
    console.note("usage: \(usageLine(of: path))")
    console.note("See '\(words) --help'.")
  }
}
