import Statistics
import Testing

@Suite("Histograms")
struct HistogramTests {
  @Test(
    "Steps are 1, 2 or 5 times a power of ten",
    arguments: [
      (0.3, 0.5), (1, 1), (1.1, 2), (2.4, 5), (5.1, 10), (37, 50), (0.000_12, 0.0002), (7e12, 1e13),
    ])
  func steps(width: Double, expected: Double) {
    #expect(RoundStep(atLeast: width).width == expected)
  }

  @Test("So many steps from 0 are the number that people write")
  func exact() {
    #expect(RoundStep(atLeast: 0.1)[3] == 0.3)
    #expect(RoundStep(atLeast: 0.05)[-7] == -0.35)
    #expect(RoundStep(atLeast: 200)[4] == 800)
  }

  @Test("Each number is in the step that begins at or below it")
  func counts() throws {
    // Quartiles 2.25, 4.5 and 6.75: 1.4 * 4.5 / cbrt(10) = 2.92, so steps of 5.
    let histogram = try #require(try Summary((0...9).map { Double($0) }).histogram)
    #expect(histogram.width == 5)
    #expect(histogram.start(of: 0) == 0)
    #expect(histogram.counts == [5, 5])
    #expect(histogram.below == 0 && histogram.above == 0)
  }

  @Test("What lies far out is counted at its side, and nothing is lost")
  func farOut() throws {
    let samples = (0..<100).map { Double($0) } + [1e6, 1e9, -1e9]
    let histogram = try #require(try Summary(samples).histogram)
    #expect(histogram.below == 1 && histogram.above == 2)
    #expect(histogram.counts.reduce(0, +) == 100)
    #expect(histogram.counts.count <= 60)
  }

  @Test(
    "Numbers that no step can part have no histogram",
    arguments: [
      [5.0], [5, 5, 5], [1e308, -1e308], [1e15, 1e15 + 0.125], [0, .leastNonzeroMagnitude],
    ])
  func none(samples: [Double]) throws {
    #expect(try Summary(samples).histogram == nil)
  }

  @Test("Every number is counted once, whatever they are")
  func property() throws {
    var random = SplitMix(seed: 11)
    for _ in 0..<300 {
      let scale = Double(Int.random(in: 1...1_000_000, using: &random)) / 1000
      let count = Int.random(in: 2...200, using: &random)
      let samples = (0..<count).map { _ in
        (Double.random(in: -1...1, using: &random) * scale * 1000).rounded() / 1000
      }
      guard let histogram = try Summary(samples).histogram else {
        #expect(Set(samples).count == 1)
        continue
      }
      #expect(histogram.counts.reduce(histogram.below + histogram.above, +) == count)
      #expect(histogram.counts.count <= 120)
      for (place, counted) in histogram.counts.enumerated() {
        let (start, end) = (histogram.start(of: place), histogram.start(of: place + 1))
        let slack = histogram.width * 1e-6
        let within = samples.count { $0 > start + slack && $0 < end - slack }
        let about = samples.count { $0 > start - slack && $0 < end + slack }
        #expect((within...about).contains(counted))
      }
    }
  }
}
