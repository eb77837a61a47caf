internal import Foundation

/// A step of 1, 2 or 5 times a power of ten, as axes are parted by and people count in.
package struct RoundStep: Sendable, Equatable {
  private let factor: Int
  /// The power of ten.
  package let exponent: Int

  /// The smallest that is not below a width; widths are greater than 0 and finite.
  package init(atLeast width: Double) {
    precondition(width > 0 && width.isFinite, "a step has a width")
    var exponent = Int(log10(width).rounded(.down))
    // A little is forgiven, as 0.3 / 3 is not quite 0.1.
    let share = width / Self.power(exponent) * (1 - 1e-9)
    let factor = [1, 2, 5].first { share <= Double($0) }
    if factor == nil { exponent += 1 }
    self.factor = factor ?? 1
    self.exponent = exponent
  }

  package var width: Double { self[1] }

  /// So many steps from 0, as exactly as there is a number for it: three of 0.1 are 0.3.
  package subscript(count: Double) -> Double {
    exponent < 0
      ? count * Double(factor) / Self.power(-exponent)
      : count * Double(factor) * Self.power(exponent)
  }

  private static func power(_ exponent: Int) -> Double { pow(10, Double(exponent)) }
}
