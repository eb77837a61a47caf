import Synchronization
import Testing

@testable import CommandLineKit

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

@Suite("Progress")
struct ProgressTests {
  /// A clock that a test moves by hand.
  private final class HandClock: Sendable {
    private let time = Mutex(Duration.seconds(1000))
    var now: Duration { time.withLock { $0 } }
    func pass(_ step: Duration) { time.withLock { $0 += step } }
  }

  @Test("A meter shows how far, how fast and how long, and then nothing")
  func whole() {
    let captured = Console.captured(isTerminal: true)
    let clock = HandClock()
    let meter = ProgressMeter(
      "Reading runs.csv", of: 10_000_000, in: .bytes, on: captured.console, clock: { clock.now })
    clock.pass(.milliseconds(299))
    meter.advance(to: 500_000)
    clock.pass(.milliseconds(1))
    meter.advance(to: 1_000_000)
    clock.pass(.milliseconds(99))
    meter.advance(to: 1_500_000)
    clock.pass(.milliseconds(1601))
    meter.advance(by: 500_000)
    meter.finish()
    #expect(
      captured.error.split(separator: "\r").map { String($0) } == [
        "Reading runs.csv  10 %  1.0 MB of 10 MB\u{1B}[K",
        "Reading runs.csv  20 %  2.0 MB of 10 MB  1.0 MB/s  8 s left\u{1B}[K",
        "\u{1B}[K",
      ])
    #expect(captured.out == "")
  }

  @Test("Ten updates a second are enough")
  func throttled() {
    let captured = Console.captured(isTerminal: true)
    let clock = HandClock()
    let meter = ProgressMeter("Rows", in: .count("row"), on: captured.console) { clock.now }
    for _ in 0..<10_000 {
      meter.advance()
      clock.pass(.microseconds(100))
    }
    #expect(captured.error.split(separator: "\r").count == 7)
  }

  @Test("Off a terminal it is silent")
  func silent() {
    let captured = Console.captured()
    let meter = ProgressMeter("Rows", in: .count("row"), on: captured.console)
    meter.advance(by: 5)
    meter.finish()
    #expect(captured.error == "")
  }

  /// A terminal on this process's stderr, whatever that is.
  private static func terminal() -> Console {
    let error = Output(
      isTerminal: true, hasColour: false, isBuffered: false, descriptor: STDERR_FILENO
    ) { bytes in
      _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
    return Console(out: Output { _ in }, error: error, now: { 0 })
  }

  /// A meter whose line stands there, on a thread that signals come to.
  private static func drawnMeter() -> ProgressMeter {
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
    let clock = HandClock()
    let meter = ProgressMeter("Rows", in: .count("row"), on: terminal()) { clock.now }
    clock.pass(.seconds(1))
    meter.advance(by: 7)
    return meter
  }

  @Test("A signal that ends the process takes a half-drawn line along, and ends it as ever")
  func interrupted() async {
    let result = await #expect(
      processExitsWith: .signal(SIGINT), observing: [\.standardErrorContent]
    ) {
      let meter = ProgressTests.drawnMeter()
      raise(SIGINT)
      meter.finish()
    }
    #expect(
      String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        == "\rRows  7 rows  7 rows/s\u{1B}[K\r\u{1B}[K")
  }

  @Test("Where no line stands, a signal writes nothing, and what was asked for before holds")
  func released() async {
    let result = await #expect(
      processExitsWith: .signal(SIGTERM), observing: [\.standardErrorContent]
    ) {
      _ = signal(SIGHUP, SIG_IGN)
      _ = signal(SIGINT) { _ in _ = unsafe write(STDERR_FILENO, "mine", 4) }
      let meter = ProgressTests.drawnMeter()
      raise(SIGHUP)
      raise(SIGINT)
      meter.finish()
      raise(SIGHUP)
      raise(SIGINT)
      raise(SIGTERM)
    }
    #expect(
      String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        == "\rRows  7 rows  7 rows/s\u{1B}[Kmine\r\u{1B}[Kmine")
  }
}
