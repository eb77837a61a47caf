import Foundation
import Tables
import Testing

@testable import Analytics
@testable import Publishing

/// A picture of each look, kept in `fixtures/pictures` to be looked at.
///
/// With `PLAINLAB_UPDATE=1` in the environment they are written anew instead; look at them.
@Suite("Kept pictures")
struct PictureSnapshotTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../fixtures/pictures").standardized
  private static let isUpdating = ProcessInfo.processInfo.environment["PLAINLAB_UPDATE"] == "1"

  private func expect(_ figures: Figures, _ title: String, in name: String) throws {
    let svg = try #require(figures.svg(title: title))
    #expect(try DrawnPicture(svg).faults == [])
    let file = Self.folder.appending(path: name)
    if Self.isUpdating { try Data((svg.text + "\n").utf8).write(to: file) }
    let kept = try? String(contentsOf: file, encoding: .utf8)
    #expect(svg.text + "\n" == kept, "fixtures/pictures/\(name): PLAINLAB_UPDATE=1 writes it anew")
  }

  @Test("Percentiles beside their targets")
  func ranges() throws {
    var figures = Figures(Turnaround.columns(Question()))
    figures.add([
      .text("GLU"), .count(61), .number(43.8), .number(74.8), .number(124.2), .number(51.9),
      .number(19.6), .number(136), .count(90), .number(8.2),
    ])
    figures.add([
      .text("VITD"), .count(14), .number(1467.3), .number(2366.3), .number(2451), .number(1448.4),
      .number(582.1), .number(2455.2), .none, .none,
    ])
    figures.picture = .ranges(
      RangePicture(
        axis: "minutes from reception to result", names: ["assay"],
        whole: .init("shortest to longest", "min_min", "max_min"),
        marks: [.init("p50", "p50_min"), .init("p90", "p90_min")],
        goal: .init("target", "target_min"), isWide: true))
    try expect(figures, "Turnaround time from reception to result.", in: "ranges.svg")
  }

  @Test("Two series over weeks, with one that is not known")
  func lines() throws {
    let week = 7 * 86_400
    // 2026-10-19 was a Monday.
    let start = 1_792_368_000
    let points: [TimePicture.Point] = [
      .init(group: "first", start: start, value: 12),
      .init(group: "second", start: start, value: 30),
      .init(group: "first", start: start + week, value: 17),
      .init(group: "first", start: start + 2 * week, value: 15),
      .init(group: "second", start: start + 2 * week, value: 22),
    ]
    var figures = Figures([])
    figures.picture = .overTime(
      TimePicture(
        axis: "median minutes of work", column: nil, points,
        calendar: CalendarBuckets(.week, in: .utc), gap: .unknown))
    try expect(figures, "Whether procedures take longer from week to week.", in: "lines.svg")
  }

  @Test("A control chart with points that break rules")
  func chart() throws {
    var figures = Figures([])
    figures.picture = .chart([
      ControlChartPicture(
        title: "TSH control, level 1, ARCH-2: z by time",
        values: [0.2, -1.1, 0.4, 2.4, 3.6, nil, -0.3, 16], marked: [4, 7],
        rules: [4: "1-3s", 7: "1-3s R-4s"],
        levels: [-3, -2, 0, 2, 3].map {
          .init(name: $0 == 0 ? "mean" : "\($0 > 0 ? "+" : "")\($0) s", value: Double($0))
        },
        times: (0..<8).map { 1_792_368_000 + $0 * 86_400 })
    ])
    try expect(figures, "Results of controls, each judged by the Westgard rules.", in: "chart.svg")
  }
}
