import Testing

@testable import Analytics

@Suite struct FiguresComparisonTests {
  private static let columns = [
    FigureColumn("assay", .text, "The assay."), FigureColumn("n", .count, "How many."),
    FigureColumn("p50_min", .decimals(1), "The median."),
  ]

  private func figures(_ rows: [(String, Int, Double?)]) -> Figures {
    var figures = Figures(Self.columns)
    for (name, n, p50) in rows { figures.add([.text(name), .count(n), Figure(p50)]) }
    return figures
  }

  @Test("Each number has the one that was at its side; rows of one state alone are not lost")
  func beside() {
    let now = figures([("GLU", 5, 40), ("TSH", 3, nil), ("NEW", 1, 2)])
    let was = figures([("OLD", 9, 8), ("TSH", 2, 100), ("GLU", 4, 50)])
    let both = now.beside(was, called: "v1")
    #expect(both.columns.map(\.name) == ["assay", "n", "n_was", "p50_min", "p50_min_was"])
    #expect(
      both.rows.map { $0 } == [
        [.text("GLU"), .count(5), .count(4), .number(40), .number(50)],
        [.text("TSH"), .count(3), .count(2), .none, .number(100)],
        [.text("NEW"), .count(1), .none, .number(2), .none],
        [.text("OLD"), .none, .count(9), .none, .number(8)],
      ])
    #expect(both.remarks.last == "_was: as in v1.")
  }

  @Test("Rows of one name are compared in their order")
  func sameNames() {
    let now = figures([("A", 1, nil), ("A", 2, nil)])
    let was = figures([("A", 3, nil), ("A", 4, nil), ("A", 5, nil)])
    #expect(
      now.beside(was, called: "v1").rows.map { [$0[1], $0[2]] } == [
        [.count(1), .count(3)], [.count(2), .count(4)], [.none, .count(5)],
      ])
  }

  @Test("Figures of other columns stand below each other")
  func otherColumns() {
    var was = Figures([Self.columns[0], FigureColumn("p90_min", .decimals(1), "The 90th.")])
    was.add([.text("GLU"), .number(80)])
    let both = figures([("GLU", 5, 40)]).beside(was, called: "v1")
    #expect(both.columns.map(\.name) == ["state", "assay", "n", "p50_min", "p90_min"])
    #expect(
      both.rows.map { $0 } == [
        [.text("now"), .text("GLU"), .count(5), .number(40), .none],
        [.text("v1"), .text("GLU"), .none, .none, .number(80)],
      ])
  }
}
