import Lab
import Tables
import Testing

@testable import Analytics

/// Runs that several threads read, beside those that one reads.
@Suite("The history of runs, read by several threads")
struct SharedRunHistoryTests {
  private static let tables = Result {
    var options = SyntheticLab.Options()
    (options.specimens, options.runs, options.requests, options.days) = (0, 700, 0, 200)
    return try PartedLab.tables(options)
  }

  /// Tables in one file, or in three; as they are, or out of their order and harmed.
  private func lab(parts: Int, isDisordered: Bool) throws -> PartedLab {
    var lab = PartedLab()
    for (name, text) in try Self.tables.get() {
      let isOfRuns = ["runs", "run_steps", "run_events"].contains(name)
      lab.add(
        name, isOfRuns && isDisordered ? text.disordered() : text, parts: isOfRuns ? parts : 1)
    }
    return lab
  }

  @Test(
    "It is the same for small blocks on several threads as for one",
    arguments: [1, 3], [false, true])
  func sameHistory(parts: Int, isDisordered: Bool) throws {
    let lab = try lab(parts: parts, isDisordered: isDisordered)
    let expected = try lab.store(blockSize: 1 << 22).runHistory([.steps, .pauses])
    #expect(expected.count > 650 && expected.steps.count > 3000 && !expected.pauses.isEmpty)
    #expect(isDisordered == (expected.lost > 0))
    for blockSize in [300, 2000, 9000] {
      let history = try lab.store(blockSize: blockSize).runHistory([.steps, .pauses])
      #expect(history.ids == expected.ids, "blocks of \(blockSize)")
      #expect(history.procedures == expected.procedures && history.users == expected.users)
      #expect(history.starts == expected.starts && history.ends == expected.ends)
      #expect(history.versions == expected.versions && history.states == expected.states)
      #expect(history.steps.steps == expected.steps.steps, "blocks of \(blockSize)")
      #expect(history.steps.times == expected.steps.times)
      #expect(history.steps.areDone == expected.steps.areDone)
      #expect(history.stepBounds == expected.stepBounds)
      #expect(history.pauses == expected.pauses && history.pauseBounds == expected.pauseBounds)
      #expect(history.newest == expected.newest && history.lost == expected.lost)
    }
  }

  @Test("Steps out of their order lie by their runs and by their ids, as in a table in order")
  func order() throws {
    let tables = try Self.tables.get()
    var lab = PartedLab()
    lab.add("runs", try #require(tables["runs"]), parts: 1)
    let lines = try #require(tables["run_steps"]).split(separator: "\n")
    let reversed = [lines[0]] + lines.dropFirst().reversed()
    var backwards = lab
    lab.add("run_steps", lines.joined(separator: "\n"), parts: 1)
    backwards.add("run_steps", reversed.joined(separator: "\n"), parts: 2)
    let expected = try lab.store(blockSize: 1 << 22).runHistory(.steps)
    let history = try backwards.store(blockSize: 2000).runHistory(.steps)
    #expect(history.steps.steps == expected.steps.steps)
    #expect(history.steps.times == expected.steps.times)
    #expect(history.stepBounds == expected.stepBounds)
  }

  @Test(
    "Each figure of runs is the same", arguments: [Metric].ofRuns.map(\.name), [false, true])
  func sameFigures(_ name: String, isDisordered: Bool) throws {
    let metric = try #require([Metric].ofRuns.first { $0.name == name })
    let lab = try lab(parts: 2, isDisordered: isDisordered)
    func told(_ blockSize: Int) throws -> [String] {
      let figures = try metric.figures(of: lab.store(blockSize: blockSize), Question())
      return figures.rows.map { "\($0)" } + figures.warnings + figures.remarks
    }
    let expected = try told(1 << 22)
    for blockSize in [300, 9000] {
      #expect(try told(blockSize) == expected, "blocks of \(blockSize)")
    }
  }
}

extension [Metric] {
  fileprivate static let ofRuns: [Metric] = [
    .completion, .duration, .frequency, .bottlenecks, .trends,
  ]
}
