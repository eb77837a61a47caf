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

@Suite("The console")
struct ConsoleTests {
  /// Runs a program whose only command writes a thousand lines to `out` and then returns `status`.
  private func run(
    writingTo out: Output, status: CommandLineKit.ExitStatus = .findings
  ) -> (status: CommandLineKit.ExitStatus, error: String) {
    let program = Program(
      "demo", version: "1", summary: "",
      commands: [
        Command(
          "talk", "",
          status: { context in
            for line in 0..<1000 { try context.print("line \(line)") }
            return status
          })
      ])
    let captured = Console.captured()
    let console = Console(out: out, error: captured.console.error, now: { 0 })
    return (program.run(arguments: ["talk"], console: console), captured.error)
  }

  @Test("A reader who leaves ends a command quietly")
  func brokenPipe() {
    let buffered = run(writingTo: Output { _ throws(OutputError) in throw .brokenPipe })
    #expect(buffered == (.findings, ""))
    let direct = run(
      writingTo: Output(isBuffered: false) { _ throws(OutputError) in throw .brokenPipe })
    #expect(direct == (.success, ""))
  }

  @Test("A full disk is told once, also when it shows at the last flush")
  func fullDisk() {
    for isBuffered in [true, false] {
      let out = Output(isBuffered: isBuffered) { _ throws(OutputError) in
        throw .failed(reason: "No space left on device")
      }
      let answer = run(writingTo: out, status: .success)
      #expect(answer.status == .couldNotRun)
      let lines = answer.error.split(separator: "\n")
      #expect(lines.count == 1)
      #expect(lines.first?.hasSuffix("cannot write the output: No space left on device") == true)
    }
  }

  private static let hasFullDevice = unsafe access("/dev/full", W_OK) == 0

  @Test("Real descriptors report both", .enabled(if: hasFullDevice, "there is no /dev/full here"))
  func descriptors() {
    // Its first use makes the broken pipe an error.
    _ = Console.standard
    let full = unsafe open("/dev/full", O_WRONLY)
    defer { close(full) }
    let fullOutput = Output.descriptor(full, isBuffered: true, [:])
    #expect(run(writingTo: fullOutput).error.contains("No space left on device"))

    var ends: [Int32] = [0, 0]
    #expect(unsafe pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    let brokenOutput = Output.descriptor(ends[1], isBuffered: false, [:])
    #expect(run(writingTo: brokenOutput) == (.success, ""))
  }

  @Test("Output is handed on in blocks, and whole at the end")
  func buffering() throws {
    let blocks = Blocks()
    let out = Output { bytes in blocks.sizes.withLock { $0.append(bytes.count) } }
    for _ in 0..<100 { try out.write(String(repeating: "x", count: 999) + "\n") }
    #expect(blocks.sizes.withLock { $0 } == [66_000])
    try out.flush()
    try out.flush()
    #expect(blocks.sizes.withLock { $0 } == [66_000, 34_000])
  }

  private final class Blocks: Sendable { let sizes = Mutex<[Int]>([]) }

  @Test("Colour follows NO_COLOR and the terminal")
  func colour() {
    #expect(Console.wantsColour([:]))
    #expect(Console.wantsColour(["NO_COLOR": "", "TERM": "xterm"]))
    #expect(!Console.wantsColour(["NO_COLOR": "1"]))
    #expect(!Console.wantsColour(["TERM": "dumb"]))
    let console = Console.captured(hasColour: true).console
    #expect(console.out.styled("late", .red) == "\u{1B}[31mlate\u{1B}[0m")
    #expect(console.plain.out.styled("late", .red) == "late")
  }

  @Test("Many threads may write to a captured console")
  func threads() async {
    let captured = Console.captured()
    await withTaskGroup { group in
      for task in 0..<8 {
        group.addTask { for _ in 0..<500 { captured.console.note("task \(task)") } }
      }
    }
    let lines = captured.error.split(separator: "\n")
    #expect(lines.count == 4000)
    #expect(Set(lines).count == 8)
  }
}
