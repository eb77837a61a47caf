internal import Wording

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

extension Program {
  /// Runs with the words and the console of this process, and ends it.
  public func main() -> Never {
    exit(run(arguments: Array(CommandLine.arguments.dropFirst()), console: .standard).rawValue)
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
      guard !sorter.wantsHelp, case .run(let action)? = sorter.path.last?.action else {
        try console.out.write(help(of: sorter.path, on: console))
        return .success
      }
      var words = sorter.given
      let context = try Context(
        program: self, console: console, path: [name] + sorter.path.map(\.name), words: &words)
      return try action(context, words)
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
