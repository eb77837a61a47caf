import CommandLineKit
import Testing

@Suite("Pictures")
struct PictureTests {
  @Test("A bar is exact to an eighth")
  func bars() {
    #expect(bar(0, width: 4) == "")
    #expect(bar(1, width: 4) == "████")
    #expect(bar(0.5, width: 4) == "██")
    #expect(bar(0.4, width: 4) == "█▋")
    #expect(bar(1.0 / 32, width: 4) == "▏")
    #expect(bar(7, width: 2) == "██")
    #expect(bar(-1, width: 2) == "")
    #expect(bar(.nan, width: 2) == "")
    #expect(bar(.infinity, width: 2) == "██")
  }

  @Test("A sparkline runs from the lowest to the highest, with gaps")
  func sparklines() {
    #expect(sparkline([1, 2, 3, 4, 5, 6, 7, 8]) == "▁▂▃▄▅▆▇█")
    #expect(sparkline([8, nil, 1, .nan, 4.5]) == "█ ▁ ▅")
    #expect(sparkline([3, 3, 3]) == "▄▄▄")
    #expect(sparkline([nil, nil]) == "  ")
    #expect(sparkline([]) == "")
    #expect(sparkline([-.greatestFiniteMagnitude, 0, .greatestFiniteMagnitude]) == "▁▅█")
  }
}
