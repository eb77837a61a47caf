import Foundation
import Processes
import Testing

@Suite("Programs")
struct ProgramRunTests {
  private func run(
    _ script: String, input: String = "", limits: ProgramRun.Limits = .init()
  ) throws -> ProgramRun {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script]
    return try ProgramRun(process, input: Array(input.utf8), limits: limits)
  }

  @Test("What it writes to both streams, and how it ends")
  func streams() throws {
    let end = try run("cat; echo talk >&2; exit 3", input: "words")
    #expect(String(decoding: end.output, as: UTF8.self) == "words")
    #expect(end.complaint == "talk\n")
    #expect(end.status == 3)
    #expect(!end.wasStopped)
  }

  @Test("One that does not read what it is given is no hindrance")
  func unread() throws {
    let end = try run("exit 0", input: String(repeating: "x", count: 200_000))
    #expect(end.status == 0)
    #expect(end.output == [])
  }

  @Test("One that writes without end is stopped when it wrote as much as it may")
  func endless() throws {
    let end = try run("yes", limits: .init(output: 1000))
    #expect(end.output.count == 1000)
    #expect(end.wasStopped)
  }

  @Test("One that takes too long is stopped, with what it began")
  func slow() throws {
    let end = try run("echo begun; sleep 60; echo done", limits: .init(seconds: 0.3))
    #expect(String(decoding: end.output, as: UTF8.self) == "begun\n")
    #expect(end.wasStopped)
  }

  @Test("A program is looked for where the variable PATH says")
  func path() throws {
    #expect(InstalledProgram("sh", environment: ["PATH": "/nowhere:/bin"])?.path == "/bin/sh")
    #expect(InstalledProgram("sh", environment: ["PATH": "/nowhere"]) == nil)
  }
}
