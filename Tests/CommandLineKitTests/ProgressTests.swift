import CommandLineKit
import Synchronization
import Testing

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
}
