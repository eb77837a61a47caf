import Foundation
import Statistics
import Tables
import Testing

@testable import Analytics
@testable import Publishing

@Suite("Pictures")
struct PictureTests {
  private static let hostile = [
    "</title><script>alert('x')</script>", "\"&<>'\u{0}\u{1B}[31m\u{202E}", "",
    String(repeating: "a very long name of a thing ", count: 200), "検体検査 🧪 αβγ", "=1+1", "..",
  ]

  private static let numbers: [[Double?]] = [
    [], [nil], [nil, nil, nil], [5], [0], [-5], [3, 3, 3], [1, nil, 2], [1e15, -1e15, 0],
    [1e308, -1e308, .nan, .infinity], [.leastNonzeroMagnitude, 1e-12],
    (0..<300).map { Double($0 % 17) },
    (0..<5000).map { Double($0 * $0 % 1013) - 500 },
  ]

  /// Rows with these numbers in columns of all kinds.
  private func figures(_ numbers: [Double?], _ picture: Picture) -> Figures {
    var figures = Figures([
      FigureColumn("name", .text, "A name."), FigureColumn("low", .decimals(1), "Low."),
      FigureColumn("value", .decimals(1), "Value."), FigureColumn("high", .decimals(1), "High."),
    ])
    for (place, number) in numbers.enumerated() {
      figures.add([
        .text(Self.hostile[place % Self.hostile.count] + (place < 7 ? "" : " \(place)")),
        Figure(number.map { $0 - 1 }), Figure(number), Figure(number.map { $0 + 1 }),
      ])
    }
    figures.picture = picture
    return figures
  }

  private func pictures(_ numbers: [Double?]) -> [(String, Picture)] {
    let names = Self.hostile
    let day = 86_400
    let points = numbers.enumerated().compactMap { place, value in
      value.map { TimePicture.Point(group: "", start: place * day, value: $0) }
    }
    let grouped = points.enumerated().map { place, point in
      TimePicture.Point(
        group: names[place % 3], start: point.start, value: point.value)
    }
    let many = points.enumerated().map { place, point in
      TimePicture.Point(
        group: "\(names[place % 7]) \(place % 40)", start: point.start, value: point.value)
    }
    func time(_ points: [TimePicture.Point], _ gap: TimePicture.Gap) -> Picture {
      .overTime(
        TimePicture(
          axis: names[0], column: nil, points, calendar: CalendarBuckets(.day, in: .utc), gap: gap))
    }
    let levels = [PictureLevel(name: names[0], value: 2), PictureLevel(name: names[3], value: 1e9)]
    return [
      ("bars", .bars(column: 2)),
      (
        "ranges",
        .ranges(
          RangePicture(
            axis: names[0], names: ["name"], whole: .init(names[3], "low", "high"),
            middle: .init("middle", "low", "value"),
            marks: [.init(names[1], "value"), .init(names[4], "high")],
            goal: .init(names[0], "high"), levels: levels, isWide: true))
      ),
      (
        "parts",
        .parts(
          PartsPicture(
            axis: names[3], names: ["name"],
            parts: [.init(names[0], "low"), .init(names[3], "value"), .init("c", "high")]))
      ),
      ("columns", time(points, .zero)), ("lines", time(grouped, .unknown)),
      ("sparklines", time(many, .unknown)),
      (
        "schedule",
        .schedule(
          SchedulePicture(
            axis: names[0],
            tasks: numbers.enumerated().compactMap { place, value in
              guard let value, value.isFinite else { return nil }
              return SchedulePicture.Task(
                name: names[place % 7], time: min(0, value)...max(0, value), estimate: 3)
            }))
      ),
      (
        "map",
        .heatMap(
          HeatMap(
            title: names[0], rows: ["a", names[3]],
            columns: numbers.prefix(30).indices.map { "\($0)" },
            values: [Array(numbers.prefix(30)), Array(numbers.prefix(30))],
            rowTotals: .init("sum", [1, nil]),
            columnTotals: .init(names[0], Array(numbers.prefix(30)))))
      ),
      (
        "chart",
        .chart([
          ControlChartPicture(
            title: names[3], values: numbers.map { $0.flatMap { $0.isFinite ? $0 : nil } },
            marked: [0, 2, 99_999], rules: [0: names[0], 2: "1-3s"],
            levels: [
              .init(name: "lower", value: -1), .init(name: names[0], value: 0),
              .init(name: "upper", values: numbers.map { $0.map { min(3, abs($0)) } ?? 1 }),
            ],
            times: numbers.indices.map { $0 * day })
        ])
      ),
    ]
  }

  @Test(
    "Whatever the numbers and the names, a picture is XML and its names are on the paper",
    arguments: numbers)
  func anything(numbers: [Double?]) throws {
    for (kind, picture) in pictures(numbers) {
      guard let svg = figures(numbers, picture).svg(title: Self.hostile[0], id: "p") else {
        // Only where there is nothing at all.
        #expect(numbers.allSatisfy { $0 == nil || $0?.isFinite == false }, "\(kind)")
        continue
      }
      let faults = try DrawnPicture(svg).faults
      #expect(faults.isEmpty, "\(kind) of \(numbers.prefix(5)): \(faults.prefix(5))")
      #expect(svg.text.utf8.count < 700_000, "\(kind): \(svg.text.utf8.count)")
      #expect(svg == figures(numbers, picture).svg(title: Self.hostile[0], id: "p"))
    }
  }

  @Test("A histogram is XML too, with what lies far out told at its sides")
  func histogram() throws {
    let samples = (0..<500).map { Double($0 % 40) } + [1e9, -1e9]
    var figures = Figures([])
    figures.picture = .histogram(
      HistogramPicture(
        axis: Self.hostile[3], try #require(try Summary(samples).histogram),
        levels: [PictureLevel(name: Self.hostile[0], value: 20)]))
    let drawn = try DrawnPicture(try #require(figures.svg(title: "Numbers")))
    #expect(drawn.faults == [])
    #expect(drawn.all("text").contains { $0.text == "← 1 far below" })
  }

  @Test("The shades of a map end at round numbers, and each value has the one that reaches it")
  func shades() throws {
    var figures = Figures([])
    figures.picture = .heatMap(
      HeatMap(
        title: "arrivals", rows: ["Mon"], columns: ["0", "1", "2", "3", "4"],
        values: [[0, 0.5, 0.51, 2.5, nil]]))
    let drawn = try DrawnPicture(try #require(figures.svg(title: "Map")))
    #expect(
      drawn.all("text").map(\.text).filter { $0.hasPrefix("to ") } == [
        "to 0.5", "to 1", "to 1.5", "to 2", "to 2.5",
      ])
    let looks = drawn.all("rect").compactMap { $0.attributes["class"] }
    #expect(looks.dropFirst().prefix(5) == ["empty", "h1", "h2", "h5", "paper"])
  }

  @Test("On a page with headings the title of a picture is only told")
  func untitled() throws {
    var figures = Figures([])
    figures.picture = .histogram(
      HistogramPicture(axis: "min", try #require(try Summary([1, 2, 3]).histogram), levels: []))
    for isBelowTitle in [true, false] {
      let svg = try #require(figures.svg(title: "Times.", isBelowTitle: isBelowTitle))
      let drawn = try DrawnPicture(svg)
      #expect(drawn.all("title").map(\.text).first == "Times")
      #expect(drawn.all("text").contains { $0.text == "Times" } == isBelowTitle)
      #expect(drawn.faults == [])
    }
  }

  @Test("Figures without a picture have none")
  func none() { #expect(Figures([]).svg(title: "x") == nil) }

  @Test("The words of a picture say what stands out")
  func words() throws {
    var figures = Figures([
      FigureColumn("assay", .text, "Code."), FigureColumn("p90_min", .decimals(1), "Ninety."),
      FigureColumn("target_min", .count, "Target."),
    ])
    figures.add([.text("GLU"), .number(74.8), .count(90)])
    figures.add([.text("TROP"), .number(79), .count(60)])
    figures.picture = .ranges(
      RangePicture(
        axis: "minutes", names: ["assay"], marks: [.init("p90", "p90_min")],
        goal: .init("target", "target_min")))
    let drawn = try DrawnPicture(try #require(figures.svg(title: "Turnaround.", id: "a")))
    #expect(
      drawn.all("desc").map(\.text) == [
        "2 rows of minutes. p90: from 74.8 (GLU) to 79 (TROP). p90 above target: TROP."
      ])
    #expect(drawn.all("title").first?.text == "Turnaround")
    #expect(drawn.elements[0].attributes["aria-labelledby"] == "a-title a-desc")
  }

  @Test("A point alone between unknown ones is a dot, and many in one place are few")
  func trace() {
    #expect(Trace([nil, (1, 2), nil, (3, 4), (5, 6)]).path == "M1 2L1 2M3 4L5 6")
    #expect(Trace([(1, 2), nil, (3, 4)], isWhole: true).path == "M1 2L3 4")
    let many = (0..<100_000).map { (x: Double($0) / 1000, y: Double($0 % 100)) }
    #expect(Trace(many).path.utf8.count < 8000)
    #expect(Trace([]).path == "")
  }

  @Test("The style needs no escaping")
  func style() {
    #expect(!"\(PictureStyle.css)".contains { "<&\"".contains($0) })
  }
}
