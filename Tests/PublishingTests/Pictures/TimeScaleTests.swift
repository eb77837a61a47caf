import Publishing
import Tables
import Testing

@Suite("Scales of time")
struct TimeScaleTests {
  struct Case: Sendable {
    let from: String
    let to: String
    var most = 8
    let names: [String]
  }

  private func seconds(_ text: String) throws -> Int {
    try #require(Instant(cellText: text + "Z")).seconds
  }

  @Test(
    "Ticks are those of a clock and a calendar, and say what they are in where that is new",
    arguments: [
      Case(
        from: "2026-11-20T00:00:00", to: "2026-11-21T00:00:00",
        names: [
          "00:00 20 Nov 2026", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00",
        ]),
      Case(
        from: "2026-12-30T10:00:00", to: "2027-01-02T10:00:00",
        names: [
          "12:00 30 Dec 2026", "00:00 31 Dec 2026", "12:00", "00:00 1 Jan 2027", "12:00",
          "00:00 2 Jan 2027",
        ]),
      Case(
        from: "2026-12-28T00:00:00", to: "2027-01-03T00:00:00",
        names: ["28 Dec 2026", "29 Dec", "30 Dec", "31 Dec", "1 Jan 2027", "2 Jan"]),
      // Weeks begin on Mondays.
      Case(
        from: "2026-10-21T00:00:00", to: "2026-11-21T00:00:00",
        names: ["26 Oct 2026", "2 Nov", "9 Nov", "16 Nov"]),
      Case(
        from: "2026-01-01T00:00:00", to: "2026-07-01T00:00:00",
        names: ["Jan 2026", "Feb", "Mar", "Apr", "May", "Jun"]),
      Case(
        from: "2020-06-01T00:00:00", to: "2026-06-01T00:00:00",
        names: ["2021", "2022", "2023", "2024", "2025", "2026"]),
      Case(
        from: "1900-01-01T00:00:00", to: "2026-01-01T00:00:00", most: 7,
        names: ["1900", "1920", "1940", "1960", "1980", "2000", "2020"]),
    ])
  func ticks(_ example: Case) throws {
    let scale = TimeScale(try seconds(example.from)..<seconds(example.to), most: example.most)
    let names = scale.ticks.map { $0.above.isEmpty ? $0.label : "\($0.label) \($0.above)" }
    #expect(names == example.names)
  }

  @Test("Any span has few ticks, in order and within it")
  func spans() throws {
    for length in [1, 60, 3600, 90_000, 700_000, 5_000_000, 40_000_000, 9_000_000_000] {
      for most in [2, 5, 9] {
        let start = try seconds("1000-02-28T23:59:59")
        let scale = TimeScale(start..<start + length, most: most)
        let times = scale.ticks.map(\.time)
        #expect(times.count <= most)
        #expect(times == times.sorted() && Set(times).count == times.count)
        #expect(times.allSatisfy { (0...1).contains(scale.share(of: $0)) })
      }
    }
  }

  @Test("Times that no calendar has make no trap")
  func extremes() {
    for span in [Int.min..<Int.max, 0..<0, Int.max - 1..<Int.max, Int.min..<Int.min + 1] {
      let scale = TimeScale(span, most: 6)
      #expect(scale.ticks.count <= 6)
      #expect((0...1).contains(scale.share(of: .max)) && (0...1).contains(scale.share(of: .min)))
    }
  }
}
