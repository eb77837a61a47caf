import CommandLineKit
import Tables
import Testing

@testable import plainlab

@Suite("Times that were noted")
struct NotedTimeTests {
  private func instant(
    _ text: String, in zone: String?, now: String = "2026-11-20T12:00:00Z"
  ) throws -> String {
    let now = try #require(Instant(cellText: now))
    return try NotedTime(argument: text).instant(now: now, zone: zone).cellText
  }

  @Test(
    "An instant says its zone; other times are the lab's own",
    arguments: [
      ("2026-11-20T08:30:00Z", "Europe/Berlin", "2026-11-20T08:30:00Z"),
      ("2026-11-20T08:30:00+02:00", "Europe/Berlin", "2026-11-20T08:30:00+02:00"),
      ("2026-11-20 08:30", "Europe/Berlin", "2026-11-20T07:30:00Z"),
      ("2026-07-20T08:30", "Europe/Berlin", "2026-07-20T06:30:00Z"),
      ("2026-11-20 08:30", "UTC", "2026-11-20T08:30:00Z"),
      ("08:30", "Europe/Berlin", "2026-11-20T07:30:00Z"),
      ("08:30", "America/New_York", "2026-11-20T13:30:00Z"),
    ])
  func times(text: String, zone: String, expected: String) throws {
    #expect(try instant(text, in: zone) == expected)
  }

  @Test("Today is the lab's today, whatever day it is in Greenwich")
  func today() throws {
    #expect(
      try instant("08:30", in: "Asia/Tokyo", now: "2026-11-20T18:00:00Z") == "2026-11-20T23:30:00Z")
    #expect(
      try instant("23:30", in: "America/New_York", now: "2026-11-20T03:00:00Z")
        == "2026-11-20T04:30:00Z")
  }

  @Test("An instant needs no zone; without one nothing else is guessed")
  func noZone() throws {
    #expect(try instant("2026-11-20T08:30:00Z", in: nil) == "2026-11-20T08:30:00Z")
    for text in ["08:30", "2026-11-20 08:30"] {
      let error = #expect(throws: UsageError.self) { try instant(text, in: nil) }
      #expect(error?.message.contains("no zone is known") ?? false)
      #expect(throws: UsageError.self) { try instant(text, in: "Mars/Olympus") }
    }
  }

  @Test("An hour that was twice, or never, is not guessed either")
  func changeOfClocks() throws {
    let twice = #expect(throws: UsageError.self) {
      try instant("2026-10-25 02:30", in: "Europe/Berlin")
    }
    #expect(
      twice?.message
        == "2026-10-25 02:30 was twice in Europe/Berlin: write 2026-10-25T00:30:00Z or "
        + "2026-10-25T01:30:00Z.")
    let never = #expect(throws: UsageError.self) {
      try instant("2026-03-29 02:30", in: "Europe/Berlin")
    }
    #expect(never?.message.contains("did not exist in Europe/Berlin") ?? false)
    #expect(try instant("2026-10-25 01:59", in: "Europe/Berlin") == "2026-10-24T23:59:00Z")
    #expect(try instant("2026-10-25 03:00", in: "Europe/Berlin") == "2026-10-25T02:00:00Z")
  }

  @Test(
    "What is no time is not taken for one",
    arguments: [
      "", "8:30", "24:00", "08:30:00", "2026-11-20", "20.11.2026 08:30", "2026-11-20x08:30", "now",
      "2026-02-30 08:30", "2026-11-20T08:30:00", "０８:30",
    ])
  func notTimes(text: String) {
    #expect(throws: InvalidValue.self) { try NotedTime(argument: text) }
  }

  @Test("A time that is still to come is remarked upon, and taken")
  func future() throws {
    let folder = try TemporaryFolder()
    try folder.writeRinsing()
    let run = folder.at("08:00", "run", "start", "1", "--at", "08:30")
    #expect(run.status == .success)
    #expect(
      run.error
        == "2026-11-20T08:30:00Z is still to come: the clock says 2026-11-20T08:00:00Z.\n")
    #expect(folder.at("08:00", "run", "start", "1", "--at", "08:05").error == "")
  }
}
