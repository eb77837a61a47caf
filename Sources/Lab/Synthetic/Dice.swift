/// Random numbers that are the same on every platform (SplitMix64): whole numbers only, as the last
/// bit of a logarithm differs between C libraries.
package struct Dice: Sendable {
  private var state: UInt64

  fileprivate init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return mixed(state)
  }

  /// A number from 0 to `bound` - 1.
  package mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "there is no number below \(bound)")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  mutating func chance(perMille: Int) -> Bool { below(1000) < perMille }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// The place of a weight, drawn in proportion to the weights.
  package mutating func weighted(_ weights: [Int]) -> Int {
    var rest = below(weights.reduce(0, +))
    for (i, weight) in weights.enumerated() {
      if rest < weight { return i }
      rest -= weight
    }
    return weights.count - 1
  }
}

/// Dice for each row of one purpose, so that a row depends on its own number alone: it can be made
/// without those before it, and asking for more of one table does not change another.
package struct DiceBox: Sendable {
  private let base: UInt64

  package init(seed: UInt64, _ purpose: String) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    base = mixed(mixed(seed) ^ hash)
  }

  package subscript(_ row: Int) -> Dice {
    Dice(state: mixed(base ^ mixed(UInt64(truncatingIfNeeded: row))))
  }
}

private func mixed(_ bits: UInt64) -> UInt64 {
  var bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
  bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
  return bits ^ (bits >> 31)
}
