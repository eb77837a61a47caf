import Foundation
import Lab
import Tables
import Testing

@testable import Analytics

/// Errors by the hour of the day at which the specimen came.
struct ErrorHours: SpecimenMeasurement {
  private let question: Question
  private var clock: LocalClock
  private var errors = Array(repeating: 0, count: 24)

  init(_ question: Question, _ promises: Promises) {
    self.question = question
    clock = LocalClock(question.zone)
  }

  var needed: Set<SpecimenColumns.Name> { [.status, .receivedAt] }

  mutating func add(_ specimens: SpecimenColumns) {
    let (states, received) = (specimens.status.codes, specimens.received.seconds)
    for (state, start) in zip(states, received) where state == specimens.failed {
      // A cell that is empty or not readable is no time, though a period without ends holds it.
      guard start > InstantColumn.unreadable, question.period.contains(start) else { continue }
      errors[clock.hourOfWeek(at: start) % 24] += 1
    }
  }

  mutating func merge(_ other: ErrorHours) {
    for hour in errors.indices { errors[hour] += other.errors[hour] }
  }

  mutating func finish(_ names: SpecimenColumns, lost: Int) {}

  static func columns(_ question: Question) -> [FigureColumn] {
    [
      FigureColumn("hour", .count, "Hour of the day, from 0, on the lab's clock."),
      FigureColumn("errors", .count, "Specimens that ended in an error."),
    ]
  }

  func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    for (hour, count) in errors.enumerated() { figures.add([.count(hour), .count(count)]) }
    figures.picture = .bars(column: 1)
    return figures
  }
}

extension Metric {
  static let errorHours = Metric(
    .metrics, "error-hours", "Errors by hour of the day.",
    definition: "Specimens of status ERROR, by the hour of received_at on the lab's clock.",
    takes: .period,
    examples: [("plainlab metrics error-hours --since 2026-11-01", "this month's")],
    of: ErrorHours.self)
}

/// The metric of CONTRIBUTING, as it stands there.
@Suite struct AddingAMetricTests {
  @Test("The metric of the manual for contributors is the one above, word for word")
  func sameWords() throws {
    let here = URL(filePath: #filePath)
    let manual = try String(
      contentsOf: here.deletingLastPathComponent().appending(path: "../../CONTRIBUTING.md"),
      encoding: .utf8)
    let code = try String(contentsOf: here, encoding: .utf8)
    let page = try #require(manual.split(separator: "## Adding a metric").last)
    let parts = page.split(separator: "```swift\n").dropFirst().prefix(2).compactMap {
      $0.split(separator: "```").first
    }
    #expect(parts.count == 2)
    for part in parts { #expect(code.contains(part)) }
  }

  @Test("It counts errors by the hour of the lab's clock, and survives cells that are no time")
  func counts() throws {
    let lab = OperationsLab(
      """
      TSH,M1,ANN,ERROR,E1,20T08:30,20T09:00
      TSH,M1,ANN,ERROR,E1,,20T09:00
      TSH,M1,ANN,ERROR,E1,soon,20T09:00
      TSH,M1,ANN,COMPLETED,,20T08:30,20T09:00
      """)
    var question = Question()
    question.zone = try LocalZone("Europe/Berlin")
    let figures = try Metric.errorHours.figures(of: try lab.store(), question)
    #expect(figures.rows.filter { $0[1] != .count(0) } == [[.count(9), .count(1)]])
    #expect(Metric.errorHours.command == "plainlab metrics error-hours")
  }
}
