import Publishing
import Testing

/// Random numbers that come again in every run (D. E. Knuth's linear congruence).
private struct Sequence: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 33
  }
}

@Suite("Scales of numbers")
struct NumberScaleTests {
  struct Case: Sendable {
    let numbers: [Double]
    var fromZero = false
    let labels: [String]
  }

  @Test(
    "Ticks are round numbers that reach over all there is",
    arguments: [
      Case(numbers: [3, 17], fromZero: true, labels: ["0", "5", "10", "15", "20"]),
      Case(numbers: [0.1, 0.3], labels: ["0.10", "0.15", "0.20", "0.25", "0.30"]),
      Case(numbers: [-3, 3], labels: ["-4", "-2", "0", "2", "4"]),
      Case(numbers: [-7], fromZero: true, labels: ["-8", "-6", "-4", "-2", "0"]),
      Case(numbers: [1200, 5800], labels: ["1,000", "2,000", "3,000", "4,000", "5,000", "6,000"]),
      Case(numbers: [0, 4.2e7], labels: ["0", "1e+07", "2e+07", "3e+07", "4e+07", "5e+07"]),
      Case(numbers: [0, 3e-6], labels: ["0", "1e-06", "2e-06", "3e-06"]),
      Case(
        numbers: [1e15, 1.2e15], labels: ["1e+15", "1.05e+15", "1.1e+15", "1.15e+15", "1.2e+15"]),
      Case(numbers: [], labels: ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
      Case(
        numbers: [0, .nan, .infinity], fromZero: true,
        labels: ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    ])
  func ticks(_ example: Case) {
    let scale = NumberScale(over: example.numbers, fromZero: example.fromZero)
    #expect(scale.ticks.map(\.label) == example.labels)
  }

  @Test("Equal numbers lie in the middle of an axis", arguments: [5.0, -5, 0, 1e15, 1e-9, 1e300])
  func equal(number: Double) {
    let scale = NumberScale(over: [number, number])
    #expect(scale.ticks.count > 1)
    #expect((0.2...0.8).contains(scale.share(of: number)))
  }

  @Test("Shares are from 0 to 1, of any number")
  func shares() {
    let scale = NumberScale(over: [10, 20])
    #expect(scale.share(of: 15) == 0.5)
    #expect(scale.share(of: -1e308) == 0)
    #expect(scale.share(of: .infinity) == 1)
    #expect(scale.share(of: .nan) == 0)
    let huge = NumberScale(over: [-1e308, 1e308])
    #expect(abs(huge.share(of: 0) - 0.5) < 1e-9)
    #expect(huge.ticks.allSatisfy { $0.value.isFinite })
  }

  @Test("On a logarithmic scale a factor is a distance")
  func logarithmic() {
    let scale = NumberScale(logarithmicOver: [18.7, 4148])
    #expect(
      scale.ticks.map(\.label) == [
        "10", "20", "50", "100", "200", "500", "1,000", "2,000", "5,000",
      ])
    let steps = [50.0, 500, 5000].map { scale.share(of: $0) }
    #expect(abs((steps[2] - steps[1]) - (steps[1] - steps[0])) < 1e-12)
    #expect(scale.share(of: 10) == 0 && scale.share(of: 0) == 0 && scale.share(of: -1) == 0)
    #expect(scale.share(of: 5000) == 1)
  }

  @Test("Of many powers of ten some are named")
  func decades() {
    for numbers in [[1e-200, 1e200], [1e-300, 1e300], [5, 5], [0, -1], [.nan]] {
      let scale = NumberScale(logarithmicOver: numbers)
      #expect((2...12).contains(scale.ticks.count), "\(numbers): \(scale.ticks.count)")
    }
    #expect(NumberScale.isWide([1, 31]))
    #expect(!NumberScale.isWide([1, 29]))
    #expect(!NumberScale.isWide([0, 1e9]))
  }

  @Test("Whatever the numbers, ticks rise, are few, differ in their names, and hold all")
  func property() {
    var random = Sequence(state: 7)
    for _ in 0..<2000 {
      let size = Double.random(in: -250...250, using: &random)
      func number() -> Double {
        Double.random(in: -1...1, using: &random)
          * Double(sign: .plus, exponent: Int(size), significand: 1)
      }
      let numbers = [number(), number()]
      let scale = NumberScale(over: numbers, fromZero: Bool.random(using: &random))
      let values = scale.ticks.map(\.value)
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 }, "\(numbers)")
      #expect((2...12).contains(values.count), "\(numbers)")
      #expect(Set(scale.ticks.map(\.label)).count == values.count, "\(numbers)")
      #expect(numbers.allSatisfy { scale.holds($0) }, "\(numbers)")
    }
  }
}
