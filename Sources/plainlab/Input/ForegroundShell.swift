#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs a command line of the shell on the terminal of this process, waits for it, and returns its
/// status.
///
/// Foundation's `Process` would put it into a process group of its own (seen in Swift 6.3.1), which
/// is not the one in the foreground: an editor that reads the keyboard there is stopped at once.
/// While it runs, an interrupt from the keyboard is its matter and not ours.
func runInForeground(_ command: String, environment: [String: String]) throws(CannotRun) -> Int {
  #if canImport(Darwin)
    var attributes: posix_spawnattr_t?
  #else
    var attributes = posix_spawnattr_t()
  #endif
  unsafe posix_spawnattr_init(&attributes)
  defer { unsafe posix_spawnattr_destroy(&attributes) }
  // What this process ignores, the command must not.
  var signals = sigset_t()
  unsafe sigemptyset(&signals)
  for signal in [SIGINT, SIGQUIT, SIGPIPE] { unsafe sigaddset(&signals, signal) }
  unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
  unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

  let interrupt = signal(SIGINT, SIG_IGN)
  let quit = signal(SIGQUIT, SIG_IGN)
  defer {
    _ = signal(SIGINT, interrupt)
    _ = signal(SIGQUIT, quit)
  }
  var child = pid_t()
  let words = ["/bin/sh", "-c", command]
  let variables = environment.map { "\($0.key)=\($0.value)" }
  let failure = unsafe withCStrings(words) { words in
    unsafe withCStrings(variables) { variables in
      unsafe posix_spawn(&child, "/bin/sh", nil, &attributes, words, variables)
    }
  }
  guard failure == 0 else { throw CannotRun(code: failure) }
  var status: Int32 = 0
  while unsafe waitpid(child, &status, 0) < 0 {
    guard errno == EINTR else { throw CannotRun(code: errno) }
  }
  // The status of the shell, or, as a shell tells it, the signal that ended it.
  let ending = status & 0x7F
  return Int(ending == 0 ? status >> 8 & 0xFF : 128 + ending)
}

/// The system could not start a program.
struct CannotRun: Error, CustomStringConvertible {
  let code: Int32
  var description: String {
    unsafe "the shell cannot be started: \(String(cString: strerror(code)))"
  }
}

/// Lends a list of strings as C wants it, with a null at its end.
private func withCStrings<Answer>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Answer
) -> Answer {
  let count = strings.count + 1
  let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: count)
  unsafe list.initialize(repeating: nil, count: count)
  for (i, string) in strings.enumerated() { unsafe list[i] = strdup(string) }
  defer {
    for i in strings.indices { unsafe free(list[i]) }
    unsafe list.deallocate()
  }
  return unsafe body(UnsafePointer(list))
}
