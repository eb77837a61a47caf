import CSVText
import Foundation
import Lab
import Tables
import TestSupport
import Testing

@testable import Analytics

@Suite("The history of runs")
struct RunHistoryTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../fixtures/runs")

  private func text(_ name: String) throws -> String {
    try String(contentsOf: Self.folder.appending(path: name + ".csv"), encoding: .utf8)
  }

  /// The rows of a file of whole numbers.
  private func numbers(_ name: String) throws -> [[Int]] {
    try text(name).split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",").compactMap { Int($0) }
    }
  }

  private func store() throws -> Store {
    try MemoryFolder.store([
      "runs": text("runs"), "run_steps": text("run_steps"), "run_events": text("run_events"),
    ])
  }

  @Test("Durations with and without pauses are those that were counted second by second")
  func durations() throws {
    let history = try store().runHistory(.pauses)
    let expected = try numbers("expected-durations")
    #expect(expected.count > 40)
    let places = history.ids.indices.filter {
      history.states[$0] == .completed && history.secondsElapsed($0) != nil
    }
    #expect(
      places.map {
        [history.ids[$0], history.secondsElapsed($0) ?? -1, history.secondsWorked($0) ?? -1]
      }
        == expected)
  }

  @Test(
    "The work on each step is what was counted second by second, in whatever order they were done")
  func steps() throws {
    let runs = try NamedRuns(in: store(), [.steps, .pauses])
    let history = runs.history
    let times = history.ids.indices.filter {
      history.states[$0] == .completed && history.secondsElapsed($0) != nil
    }.flatMap { run in
      // By the ids of their rows, which is how they lie.
      history.secondsOfSteps(run).sorted { $0.place < $1.place }.map(\.seconds)
    }
    let expected = try numbers("expected-step-times")
    #expect(expected.count > 100)
    #expect(times == expected.map { $0[1] })
  }

  @Test("Durations are those that a run's own record shows")
  func records() throws {
    let store = try store()
    let history = try store.runHistory(.pauses)
    let events = Dictionary(grouping: try store.rows(of: RunEvent.self), by: \.run)
    for (place, run) in try store.rows(of: Run.self).enumerated() {
      guard history.secondsElapsed(place) != nil, let end = run.endTime else { continue }
      let progress = RunProgress(of: run, events: events[run.id] ?? [], at: end)
      #expect(history.secondsWorked(place) == progress.secondsWorked)
    }
  }

  @Test("Rows that cannot be used are counted, and spoil no others")
  func unusable() throws {
    let store = try MemoryFolder.store([
      "runs": """
      id,procedure_id,start_time,end_time,status
      1,1,2026-11-01T08:00:00Z,2026-11-01T09:00:00Z,completed
      x,1,2026-11-01T08:00:00Z,2026-11-01T09:00:00Z,completed
      2,,2026-11-01T08:00:00Z,2026-11-01T09:00:00Z,completed
      3,1,soon,2026-11-01T09:00:00Z,done
      1,1,2026-11-02T08:00:00Z,2026-11-02T09:00:00Z,completed

      """,
      "run_steps": """
      id,run_id,step_id,completed,completed_at
      1,1,1,true,2026-11-01T08:10:00Z
      2,99,1,true,2026-11-01T08:10:00Z
      3,3,,true,2026-11-01T08:10:00Z

      """,
      "run_events": """
      id,run_id,event,at
      1,1,pause,
      2,1,pause,2026-11-01T08:20:00Z
      3,1,note,2026-11-01T08:30:00Z

      """,
    ])
    let history = try store.runHistory([.steps, .pauses])
    #expect(history.ids == [1, 3, 1])
    #expect(history.states == [.completed, .unknown, .completed])
    // Two runs, two steps, one pause without a time.
    #expect(history.lost == 5)
    // The pause lasts to the end; the second run of the same id has none of it.
    #expect(history.secondsWorked(0) == 20 * 60)
    #expect(history.secondsElapsed(1) == nil)
    #expect(history.secondsWorked(2) == 3600)
    #expect(history.steps(of: 0) == 0..<1)
    #expect(history.steps(of: 2).isEmpty)
  }

  @Test("A lab without runs has none")
  func none() throws {
    let history = try MemoryFolder.store([:]).runHistory([.steps, .pauses])
    #expect(history.count == 0)
    #expect(history.newest == nil)
  }
}
