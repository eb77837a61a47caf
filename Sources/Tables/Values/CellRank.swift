/// A cell's place in the order of its type, for comparing, sorting and filtering.
///
/// Numbers, dates and times compare as such; text by its bytes, which is the order of code points.
public enum CellRank: Comparable, Sendable {
  case number(Double)
  case integer(Int)
  case text([UInt8])

  /// The rank of a cell, or `nil` when it is not of the type.
  public init?(_ cell: Span<UInt8>, _ type: ColumnType) {
    switch type {
    case .int:
      guard let value = Int(cell: cell) else { return nil }
      self = .integer(value)
    case .date:
      guard let date = CalendarDate(cell: cell) else { return nil }
      self = .integer(date.days)
    case .datetime:
      guard let instant = Instant(cell: cell) else { return nil }
      self = .integer(instant.seconds)
    case .time:
      guard let time = TimeOfDay(cell: cell) else { return nil }
      self = .integer(time.minutes)
    case .decimal:
      guard let number = ExactDecimal.double(in: cell) else { return nil }
      self = .number(number)
    default:
      var bytes: [UInt8] = []
      bytes.reserveCapacity(cell.count)
      for i in cell.indices { bytes.append(cell[i]) }
      self = .text(bytes)
    }
  }

  public static func < (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.integer(let a), .integer(let b)): a < b
    case (.text(let a), .text(let b)): a.lexicographicallyPrecedes(b)
    case (.text, _): false
    case (_, .text): true
    case (.number(let a), .number(let b)): a < b
    case (.integer(let a), .number(let b)): isLess(a, b)
    case (.number(let a), .integer(let b)): !a.isNaN && Double(exactly: b) != a && !isLess(b, a)
    }
  }

  /// Exact, where turning the whole number into a binary one would round it.
  private static func isLess(_ whole: Int, _ number: Double) -> Bool {
    guard number.magnitude < 0x1p63 else { return number > 0 }
    let floor = number.rounded(.down)
    return floor == number ? whole < Int(floor) : whole <= Int(floor)
  }

  public static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.integer(let a), .integer(let b)): a == b
    case (.text(let a), .text(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.integer(let a), .number(let b)), (.number(let b), .integer(let a)):
      Double(exactly: a) == b
    case (.text, _), (_, .text): false
    }
  }
}
