internal import Foundation
internal import Statistics
internal import Wording

/// Where numbers lie along an axis, and the round ones that stand beside it.
///
/// What is not finite does not count, and what is beyond 1e300 counts as that. Where all numbers are
/// equal the axis reaches a little beyond them on either side.
package struct NumberScale: Sendable, Equatable {
  package struct Tick: Sendable, Equatable {
    package let value: Double
    package let label: String
  }

  package let ticks: [Tick]
  package let isLogarithmic: Bool
  private let low: Double
  private let high: Double

  /// A scale from a round number to a round number over all these.
  ///
  /// - Parameters:
  ///   - fromZero: Whether 0 is on it in any case, as lengths are only compared from there.
  ///   - steps: About how many there are between two ticks.
  package init(over numbers: some Sequence<Double>, fromZero: Bool = false, steps: Int = 5) {
    var (low, high) = Self.ends(of: numbers) ?? (0, 1)
    if fromZero { (low, high) = (min(low, 0), max(high, 0)) }
    if high / 2 - low / 2 <= max(abs(low), abs(high)) * 1e-12 {
      let reach = low == 0 ? 1 : abs(low) * 0.1
      (low, high) = fromZero && low == 0 ? (0, 1) : (low - reach, high + reach)
    }
    let width = high / Double(steps) - low / Double(steps)
    let step = RoundStep(atLeast: width)
    let first = (low / step.width + 1e-9).rounded(.down)
    let last = max(first + 1, (high / step.width - 1e-9).rounded(.up))
    let values = stride(from: first, through: last, by: 1).map { step[$0] }
    let greatest = max(abs(step[first]), abs(step[last]))
    ticks = values.map { Tick(value: $0, label: Self.label($0, step, upTo: greatest)) }
    self.low = step[first]
    self.high = step[last]
    isLogarithmic = false
  }

  /// A scale on which equal distances are equal factors; numbers that are not above 0 lie at its start.
  package init(logarithmicOver numbers: some Sequence<Double>) {
    let (low, high) = Self.ends(of: numbers.filter { $0 > 1e-290 }) ?? (1, 10)
    let marks = [1.0, 2, 5]
    let (first, last) = (Int(log10(low).rounded(.down)), Int(log10(high).rounded(.up)))
    let all = (first...last).flatMap { power in marks.map { $0 * pow(10, Double(power)) } }
    let start = all.last { $0 <= low * (1 + 1e-9) } ?? low
    let end = all.first { $0 >= high * (1 - 1e-9) && $0 > start } ?? high * 10
    let inside = all.filter { (start...end).contains($0) }
    // With many powers of ten only those are named, and of very many only some.
    let powers = last - first
    let stride = max(1, (powers + 5) / 6)
    let named = inside.filter { value in
      let power = log10(value)
      let isPower = abs(power - power.rounded()) < 1e-6
      return powers <= 3 || isPower && (Int(power.rounded()) - first) % stride == 0
    }
    ticks = named.map { Tick(value: $0, label: Self.label($0)) }
    self.low = start
    self.high = end
    isLogarithmic = true
  }

  /// Whether numbers differ so much that equal distances would hide the smaller ones.
  package static func isWide(_ numbers: some Sequence<Double>) -> Bool {
    guard let (low, high) = ends(of: numbers), low > 0 else { return false }
    return high / 30 > low
  }

  /// Where a number lies, from 0 at the start of the axis to 1 at its end; what is beyond lies there.
  package func share(of value: Double) -> Double {
    guard !value.isNaN else { return 0 }
    guard isLogarithmic else {
      // Halved, since the span of two huge numbers of different sign is infinite.
      let share = (value / 2 - low / 2) / (high / 2 - low / 2)
      return min(1, max(0, share))
    }
    guard value > low else { return 0 }
    return min(1, log(value / low) / log(high / low))
  }

  /// Whether a number lies on the axis.
  package func holds(_ value: Double) -> Bool { (low...high).contains(value) }

  /// The least and the greatest that count.
  private static func ends(of numbers: some Sequence<Double>) -> (Double, Double)? {
    var ends: (Double, Double)?
    for number in numbers where number.isFinite {
      let value = abs(number) < 1e-290 ? 0 : min(1e300, max(-1e300, number))
      ends = ends.map { (min($0.0, value), max($0.1, value)) } ?? (value, value)
    }
    return ends
  }
}

extension NumberScale {
  private static func label(_ value: Double, _ step: RoundStep, upTo greatest: Double) -> String {
    if greatest >= 1e7 || step.width < 1e-4 {
      let digits = log10(greatest / step.width).rounded(.up) + 1
      return significant(value, digits: min(15, max(1, Int(digits))))
    }
    return step.exponent >= 0
      ? grouped(Int(value.rounded())) : fixed(value, decimals: -step.exponent)
  }

  /// A number by itself, with three digits, or whole where it is larger.
  package static func label(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    return (1000..<1e7).contains(abs(value))
      ? grouped(Int(value.rounded())) : significant(value, digits: 3)
  }
}
