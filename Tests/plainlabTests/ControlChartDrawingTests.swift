import Analytics
import Testing

@testable import plainlab

@Suite struct ControlChartDrawingTests {
  private func lines(
    _ values: [Double?], marked: Set<Int> = [], levels: [(String, Double)], width: Int = 40
  ) -> [String] {
    let chart = ControlChartPicture(
      title: "", values: values, marked: marked,
      levels: levels.map { .init(name: $0.0, value: $0.1) })
    return ControlChartDrawing(chart, width: width).lines.map { $0.label + String($0.cells) }
  }

  @Test("Points stand beside their levels, marked ones by their shape, far ones at the edge")
  func picture() {
    let drawn = lines(
      [0, 3, nil, -3, 9, -9], marked: [1, 4, 5],
      levels: [("-3 s", -3), ("mean", 0), ("+3 s", 3)])
    #expect(drawn.count == 13)
    #expect(drawn[0].hasSuffix("    ^ "))
    #expect(drawn[3].hasPrefix("+3 s 3"))
    #expect(drawn[3].hasSuffix("·X····"))
    #expect(drawn[6].hasSuffix("o·····"))
    #expect(drawn[9].hasSuffix("···o··"))
    #expect(drawn[12].hasSuffix("     v"))
  }

  @Test("Of more points than columns the last are drawn")
  func narrow() {
    let drawn = lines(Array(repeating: 1, count: 99) + [2], levels: [("a", 1)], width: 25)
    #expect(drawn.allSatisfy { $0.count == 25 })
    #expect(drawn[0].hasSuffix(" o"))
  }

  @Test("No points, points alike and huge ones make no trap")
  func edges() {
    #expect(lines([], levels: []).isEmpty)
    #expect(lines([nil], levels: []).isEmpty)
    #expect(lines([5, 5], levels: [("m", 5)]).count == 13)
    #expect(lines([1e308, -1e308, .infinity], levels: [("m", 0)]).count == 13)
    // A number so large that one less is the same.
    #expect(lines([1e308], levels: []).isEmpty)
  }
}
