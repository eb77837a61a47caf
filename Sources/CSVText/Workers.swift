internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Workers that take a piece of work together, each on a thread of its own.
///
///     let workers = Workers { Tally() }
///     try reader.read(with: workers, fault: { … }) { tally, batch in … }
///     let tallies = workers.results { $0 }
///
/// A worker is a value, or an object that nobody else knows; one thread at a time has it.
public struct Workers<Worker>: Sendable {
  private let seats: [Seat<Worker>]

  /// - Parameters:
  ///   - count: How many; as many as this machine has processors, where it is not given.
  ///   - make: Makes a worker. Called once for each, here.
  public init(_ count: Int? = nil, _ make: () -> sending Worker) {
    seats = (0..<max(1, count ?? processorCount)).map { _ in Seat(make()) }
  }

  public var count: Int { seats.count }

  /// What became of each worker.
  public func results<Result>(
    _ result: (inout Worker) throws -> sending Result
  ) rethrows -> [Result] {
    var all: [Result] = []
    for seat in seats { all.append(try seat.worker.withLock { try result(&$0) }) }
    return all
  }

  /// Lends the first worker to this thread.
  func withFirst<Result>(_ body: (inout Worker) throws -> sending Result) rethrows -> Result {
    try seats[0].worker.withLock { try body(&$0) }
  }

  /// Lends each worker, with its number, to a thread, and waits for all.
  public func atOnce(_ body: @Sendable (Int, inout Worker) -> Void) {
    DispatchQueue.concurrentPerform(iterations: seats.count) { number in
      seats[number].worker.withLock { body(number, &$0) }
    }
  }
}

extension Sequence where Self: Sendable, Element: Sendable {
  /// What becomes of each element, in order, computed on all processors.
  ///
  /// For a few pieces of work of a millisecond or more.
  public func mapAtOnce<Result: Sendable>(
    _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    let elements = Array(self)
    let results = Mutex([Result?](repeating: nil, count: elements.count))
    DispatchQueue.concurrentPerform(iterations: elements.count) { number in
      let result = transform(elements[number])
      results.withLock { $0[number] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}

/// A worker's place among the threads.
private final class Seat<Worker>: Sendable {
  let worker: Mutex<Worker>

  init(_ worker: sending Worker) { self.worker = Mutex(worker) }
}

/// How many processors there are for this process's threads; sixteen at most, as more would only wait
/// for each other to read.
private let processorCount = max(1, min(16, Int(sysconf(CInt(_SC_NPROCESSORS_ONLN)))))
