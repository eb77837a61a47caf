import Synchronization
import Wording

/// One line on stderr that says how far a long work is, while somebody watches.
///
///     let meter = ProgressMeter("Reading runs.csv", of: size, in: .bytes, on: console)
///     meter.advance(to: position)    // often: it draws ten times a second at most
///     meter.finish()                 // the line is gone
///
/// Off a terminal it does nothing. Any thread may advance it. A signal that ends the process while the
/// line stands there clears it.
public final class ProgressMeter: Sendable {
  public enum Unit: Sendable, Equatable {
    case bytes
    /// Things of that name, in the singular: `.count("row")`.
    case count(String)
  }

  private struct State {
    var done = 0
    var lastDrawn: Duration?
    var lineGuard: LineGuard?
  }

  private let label: String
  private let total: Int?
  private let unit: Unit
  private let console: Console
  private let clock: @Sendable () -> Duration
  private let start: Duration
  private let state = Mutex(State())

  /// A meter of `total` units; without a total it shows how many there were so far. The clock may
  /// start anywhere.
  public init(
    _ label: String, of total: Int? = nil, in unit: Unit, on console: Console,
    clock: @escaping @Sendable () -> Duration = ProgressMeter.steadyClock
  ) {
    self.label = visible(label)
    self.total = total
    self.unit = unit
    self.console = console
    self.clock = clock
    self.start = clock()
  }

  public func advance(by step: Int = 1) { update { $0 + step } }

  public func advance(to position: Int) { update { _ in position } }

  /// Clears the line.
  public func finish() {
    guard console.error.isTerminal else { return }
    state.withLock { state in
      guard state.lastDrawn != nil else { return }
      state.lastDrawn = nil
      try? console.error.write("\r\u{1B}[K")
      state.lineGuard?.end()
      state.lineGuard = nil
    }
  }

  private func update(_ change: (Int) -> Int) {
    guard console.error.isTerminal else { return }
    state.withLock { state in
      state.done = change(state.done)
      let now = clock()
      if let last = state.lastDrawn, now - last < .milliseconds(100) { return }
      // What is done in a moment needs no meter.
      if state.lastDrawn == nil, now - start < .milliseconds(300) { return }
      if state.lastDrawn == nil { state.lineGuard = console.error.descriptor.map(LineGuard.init) }
      state.lastDrawn = now
      let line = line(done: state.done, after: now - start).truncated(toWidth: console.width - 1)
      try? console.error.write("\r\(line)\u{1B}[K")
    }
  }

  private func line(done: Int, after time: Duration) -> String {
    let seconds = time / .seconds(1)
    var parts = [label]
    if let total, total > 0 {
      let fraction = min(1, Double(done) / Double(total))
      parts.append("\(Int(fraction * 100)) %")
      parts.append("\(bareAmount(done)) of \(amount(total))")
    } else {
      parts.append(amount(done))
    }
    // The first moments say nothing about the rest.
    guard seconds >= 1, done > 0 else { return parts.joined(separator: "  ") }
    let rate = Double(done) / seconds
    parts.append("\(amount(Int(min(rate, 1e15))))/s")
    if let total, total > done {
      parts.append(
        "\(elapsed(seconds: Int(min(Double(total - done) / rate, 1e9).rounded(.up)))) left")
    }
    return parts.joined(separator: "  ")
  }

  /// The amount without its noun, where the noun follows: "12 of 300 rows".
  private func bareAmount(_ count: Int) -> String {
    unit == .bytes ? byteSize(count) : grouped(count)
  }

  private func amount(_ count: Int) -> String {
    switch unit {
    case .bytes: byteSize(count)
    case .count(let noun): counted(count, noun)
    }
  }
}

extension ProgressMeter {
  /// Time that never jumps, counted from the first use.
  public static let steadyClock: @Sendable () -> Duration = {
    let origin = ContinuousClock.now
    return { ContinuousClock.now - origin }
  }()
}
