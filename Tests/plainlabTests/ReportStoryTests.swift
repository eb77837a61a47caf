import CommandLineKit
import Foundation
import JSONText
import Testing

@testable import plainlab

/// `generate --bad-week` makes a lab in whose last week much goes wrong; the report has to say so.
@Suite("plainlab report, of a bad week")
struct ReportStoryTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What needs attention, each with its command, in the order of the report.
  private func attention(_ options: String) throws -> [(what: String, command: String)] {
    let size = "--specimens 4000 --runs 400 --days 60"
    #expect(folder.plainlab("generate data \(size) \(options)").status == .success)
    let run = folder.plainlab("report --format json")
    #expect(run.status == .success)
    guard case .array(let rows) = try JSON(parsing: run.out) else { return [] }
    return rows.compactMap { row in
      guard case .object(let members) = row,
        case .string(let what)? = members.first(where: { $0.name == "what" })?.value,
        case .string(let command)? = members.first(where: { $0.name == "command" })?.value
      else { return nil }
      return (what, command)
    }
  }

  @Test("It tells of the controls first, then of broken promises, the machine and the slow step")
  func story() throws {
    let told = try attention("--bad-week")
    func place(_ words: String...) throws -> Int {
      try #require(
        told.firstIndex { item in words.allSatisfy { item.what.contains($0) } },
        "nothing of \(words) in \(told.map(\.what))")
    }
    let control = try place("TSH on ARCH-1", "out of control")
    let machine = try place("CHEM-2", "error")
    let step = try place("Release of control results")
    let late = try place("INR")
    #expect(control < machine)
    #expect(control < late)
    #expect(machine < step)
  }

  @Test("Each thing comes with a command that runs, and shows rows")
  func commands() throws {
    for item in try attention("--bad-week") {
      #expect(item.command.hasPrefix("plainlab "))
      let run = folder.plainlab(String(item.command.dropFirst("plainlab ".count)))
      #expect(run.status != .usage, "\(item.command): \(run.error)")
      #expect(!run.out.isEmpty, "\(item.command)")
    }
  }

  @Test("An ordinary week is told in fewer words")
  func ordinary() throws {
    let bad = try attention("--bad-week")
    try folder.remove("data")
    let ordinary = try attention("")
    #expect(ordinary.count < bad.count)
    #expect(!ordinary.contains { $0.what.contains("CHEM-2") && $0.what.contains("error") })
  }
}
