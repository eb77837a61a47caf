import Synchronization
import Testing

@testable import CommandLineKit

@Suite("What a command hears")
struct InputTests {
  @Test("Lines come one after the other, and then there are no more")
  func lines() {
    let input = Input.lines(["yes", ""])
    #expect(input.line() == "yes")
    #expect(input.line() == "")
    #expect(input.line() == nil)
    #expect(input.line() == nil)
    #expect(Input.none.line() == nil)
  }

  @Test("A question stands at the end of the answer so far, and its answer has no spaces around it")
  func ask() throws {
    let captured = Console.captured(input: .lines(["  go on \r", ""]))
    try captured.console.print("Step 1")
    #expect(try captured.console.ask("[d]one > ") == "go on")
    #expect(try captured.console.ask("? ") == "")
    #expect(captured.out == "Step 1\n[d]one > ? ")
  }

  @Test("When there are no more lines, what comes next begins a line of its own")
  func end() throws {
    let captured = Console.captured()
    #expect(try captured.console.ask("> ") == nil)
    try captured.console.print("Bye.")
    #expect(captured.out == "> \nBye.\n")
  }

  @Test("What was asked is written before anybody is waited for")
  func flush() throws {
    let written = Mutex("")
    let out = Output(write: { bytes in
      written.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
    })
    let seen = Mutex("")
    let console = Console(
      out: out, error: out,
      input: Input {
        seen.withLock { $0 = written.withLock { $0 } }
        return nil
      }, now: { 0 })
    _ = try console.ask("Really? ")
    #expect(seen.withLock { $0 } == "Really? ")
  }
}
