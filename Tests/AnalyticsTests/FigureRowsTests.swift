import Testing

@testable import Analytics

@Suite struct FigureRowsTests {
  @Test("Rows that are kept, and rows that are made, stand in the order in which they came")
  func order() {
    var rows: FigureRows = [[.count(0)]]
    rows.append([.count(1)])
    rows.append(0) { _ in [.none] }
    rows.append(3) { [.count($0 + 2)] }
    rows.append([.count(5)])
    rows.append(2) { [.count($0 + 6)] }
    #expect(rows.count == 8)
    #expect(Array(rows) == (0..<8).map { [.count($0)] })
    #expect(rows[4] == [.count(4)] && rows.last == [.count(7)])
  }

  @Test("Rows are equal whether they are kept or made")
  func equal() {
    var made = FigureRows()
    made.append(2) { [.count($0)] }
    #expect(made == [[.count(0)], [.count(1)]])
    #expect(made != [[.count(0)]])
    #expect(FigureRows().isEmpty)
  }
}
