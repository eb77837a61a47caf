import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A line that stands half drawn on the terminal: a signal that ends the process clears it first.
///
/// Signals that somebody else asked for, or ignores, stay theirs.
struct LineGuard {
  /// Those that were left to the system before, and are again at `end`.
  private let signals: [CInt]

  /// Guards the line on the terminal that is open as this descriptor.
  init(_ descriptor: CInt) {
    terminal.store(descriptor, ordering: .relaxed)
    signals = [SIGINT, SIGTERM, SIGHUP].filter { Self.exchange($0, SIG_DFL, for: clearing) }
  }

  func end() {
    for number in signals { Self.exchange(number, clearing, for: SIG_DFL) }
  }

  private typealias Handler = @convention(c) (CInt) -> Void

  /// Puts a handler in the place of another; whether it was there.
  @discardableResult
  private static func exchange(_ number: CInt, _ old: Handler?, for new: Handler?) -> Bool {
    let found = signal(number, new)
    if address(found) == address(old) { return true }
    _ = signal(number, found)
    return false
  }

  private static func address(_ handler: Handler?) -> Int {
    unsafe unsafeBitCast(handler, to: Int.self)
  }
}

/// Where the line stands.
private let terminal = Atomic<CInt>(-1)

/// Clears the line, and lets the signal do what it would have done. Nothing but system calls that a
/// signal handler may make, and no memory of its own.
private func clearing(_ number: CInt) {
  let clear: StaticString = "\r\u{1B}[K"
  _ = unsafe write(
    terminal.load(ordering: .relaxed), clear.utf8Start, clear.utf8CodeUnitCount)
  _ = signal(number, SIG_DFL)
  _ = raise(number)
}
