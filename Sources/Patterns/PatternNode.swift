/// A pattern as a tree.
indirect enum PatternNode: Sendable {
  /// Nothing, which every pattern may also be.
  case empty
  case one(ScalarSet)
  case sequence([PatternNode])
  case either([PatternNode])
  /// `atMost` is `nil` where there is no end.
  case repeated(PatternNode, atLeast: Int, atMost: Int?)

  /// How many nodes it comes to once repetitions are written out; what is empty counts, too, as
  /// writing it out takes its time. Does not overflow. The program has at most three states for each.
  var size: Int {
    switch self {
    case .empty, .one: 1
    case .sequence(let parts), .either(let parts):
      parts.reduce(1) { Self.capped($0.addingReportingOverflow($1.size)) }
    case .repeated(let part, let atLeast, let atMost):
      Self.capped(part.size.multipliedReportingOverflow(by: max(atMost ?? atLeast, 1)))
    }
  }

  private static func capped(_ result: (partialValue: Int, overflow: Bool)) -> Int {
    result.overflow ? .max : result.partialValue
  }
}
