import CommandLineKit
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Ctrl-C during a work that would leave something behind: it stops at the next block, clears up, and
/// only then does the process end, as the signal wanted.
enum Interruption {
  /// Throws when the person wants to stop.
  static func check() throws {
    if isWanted { throw Interrupted() }
  }

  /// Whether the person wants to stop.
  static var isWanted: Bool { signalNumber.load(ordering: .relaxed) != 0 }

  /// Whether a work goes on in which signals are only noted.
  static var isNoting: Bool { depth.load(ordering: .relaxed) > 0 }

  /// Runs a work that calls `check` now and then. Until it ends, signals are only noted; those of a
  /// work in it are also those of the one around it.
  static func noting<Value>(_ body: () throws -> Value) throws -> Value {
    let before = watch()
    depth.add(1, ordering: .relaxed)
    defer {
      depth.subtract(1, ordering: .relaxed)
      forget(before)
    }
    return try body()
  }
}

/// Which signal came; 0 for none. A signal handler may touch nothing but such a word.
private let signalNumber = Atomic<CInt>(0)
/// How many works are going on, one in the other, in which signals are noted.
private let depth = Atomic<Int>(0)

/// The person wants to stop. What was begun is undone by those who meet it on its way up.
struct Interrupted: Error, CustomStringConvertible {
  var description: String { "interrupted; nothing is left of it" }
}

extension Context {
  /// Runs a work that calls `Interruption.check` now and then, and undoes what it began when that
  /// throws.
  func interruptible<Value>(_ body: () throws -> Value) throws -> Value {
    try ending { try Interruption.noting(body) }
  }

  /// Ends the process where a work was interrupted, once all is undone: by the outermost work.
  func ending<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as Interrupted {
      guard !Interruption.isNoting else { throw error }
      note("\(error).")
      Interruption.passOn()
      throw error
    }
  }
}

extension Interruption {
  fileprivate typealias Handler = @convention(c) (CInt) -> Void
  fileprivate typealias Handlers = [(signal: CInt, handler: Handler?)]

  /// Notes from here on what would end the process, and returns what happened so far.
  fileprivate static func watch() -> Handlers {
    if !isNoting { signalNumber.store(0, ordering: .relaxed) }
    return [SIGINT, SIGTERM, SIGHUP].compactMap { number in
      let old = signal(number) { signalNumber.store($0, ordering: .relaxed) }
      guard isIgnored(old) else { return (number, old) }
      // Who ignores a signal, as 'nohup' does, goes on ignoring it.
      _ = signal(number, old)
      return nil
    }
  }

  fileprivate static func forget(_ handlers: Handlers) {
    for (number, handler) in handlers { _ = signal(number, handler) }
  }

  /// Lets the signal do what it would have done: a shell then knows that its loop is to end, too.
  fileprivate static func passOn() {
    raise(signalNumber.load(ordering: .relaxed))
  }

  private static func isIgnored(_ handler: Handler?) -> Bool {
    unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
