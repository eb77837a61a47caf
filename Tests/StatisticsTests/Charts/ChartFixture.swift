import TestSupport
import Testing

/// How far from a figure with so many decimals a value may be.
func tolerance(_ decimals: Int) -> Double {
  (0..<decimals).reduce(0.5000001) { width, _ in width / 10 }
}

extension [String: String] {
  func number(_ column: String) throws -> Double {
    try #require(self[column].flatMap(Double.init), "\(column)")
  }

  func integer(_ column: String) throws -> Int {
    try #require(self[column].flatMap { Int($0) }, "\(column)")
  }

  func numbers(_ column: String) -> [Double] { Fixture.numbers(self[column]) }

  /// Places that count from 1, as places from 0.
  func places(_ column: String) -> [Int] { numbers(column).map { Int($0) - 1 } }
}
