/// Where the numbers of each row lie on one axis: percentiles, boxes, estimates with their intervals.
public struct RangePicture: Sendable, Equatable {
  /// A number of each row.
  public struct Mark: Sendable, Equatable {
    public let name: String
    let column: String

    init(_ name: String, _ column: String) {
      self.name = name
      self.column = column
    }
  }

  /// From one number of a row to another.
  public struct Span: Sendable, Equatable {
    public let name: String
    let low: String
    let high: String

    init(_ name: String, _ low: String, _ high: String) {
      self.name = name
      self.low = low
      self.high = high
    }
  }

  /// What the axis shows, with its unit.
  public let axis: String
  /// The columns that name a row.
  let names: [String]
  /// All of it, or an interval.
  public let whole: Span?
  /// Its middle.
  public let middle: Span?
  public let marks: [Mark]
  /// What was promised, or thought, of the row.
  public let goal: Mark?
  /// What every row is compared with.
  public let levels: [PictureLevel]
  /// Whether the numbers are lengths of time or the like, of which some may be a hundred times others.
  public let isWide: Bool

  init(
    axis: String, names: [String], whole: Span? = nil, middle: Span? = nil, marks: [Mark],
    goal: Mark? = nil, levels: [PictureLevel] = [], isWide: Bool = false
  ) {
    self.axis = axis
    self.names = names
    self.whole = whole
    self.middle = middle
    self.marks = marks
    self.goal = goal
    self.levels = levels
    self.isWide = isWide
  }

  /// A row as it is drawn. What the figures leave open is `nil`.
  public struct Row: Sendable, Equatable {
    public let name: String
    public let whole: ClosedRange<Double>?
    public let middle: ClosedRange<Double>?
    /// One for each of the picture's marks.
    public let marks: [Double?]
    public let goal: Double?

    /// Every number of it.
    public var numbers: [Double] {
      marks.compactMap { $0 } + [goal].compactMap { $0 }
        + [whole, middle].compactMap { $0 }.flatMap { [$0.lowerBound, $0.upperBound] }
    }
  }

  /// The rows of an answer that have something to show, in their order.
  public func rows(of figures: Figures) -> [Row] {
    let names = figures.places(names)
    let marks = marks.map { figures.place($0.column) }
    let goal = goal.flatMap { figures.place($0.column) }
    let whole = figures.places(whole)
    let middle = figures.places(middle)
    return figures.rows.compactMap { row in
      let found = Row(
        name: row.name(names), whole: row.range(whole), middle: row.range(middle),
        marks: marks.map { row.number($0) }, goal: row.number(goal))
      return found.marks.contains { $0 != nil } || found.whole != nil ? found : nil
    }
  }
}

extension Figures {
  /// The place of a column; `nil` where this answer has none of that name.
  func place(_ name: String) -> Int? { columns.firstIndex { $0.name == name } }

  func places(_ names: [String]) -> [Int] { names.compactMap { place($0) } }

  fileprivate func places(_ span: RangePicture.Span?) -> (low: Int, high: Int)? {
    guard let span, let low = place(span.low), let high = place(span.high) else { return nil }
    return (low, high)
  }
}

extension [Figure] {
  /// The cells that name a row, as one text.
  func name(_ places: [Int]) -> String {
    places.compactMap { place in
      switch self[place] {
      case .text(let text): text
      case .count(let count): String(count)
      default: nil
      }
    }.joined(separator: ", ")
  }

  func number(_ place: Int?) -> Double? {
    switch place.map({ self[$0] }) {
    case .count(let count): Double(count)
    case .number(let number) where number.isFinite: number
    default: nil
    }
  }

  fileprivate func range(_ places: (low: Int, high: Int)?) -> ClosedRange<Double>? {
    guard let low = number(places?.low), let high = number(places?.high), low <= high else {
      return nil
    }
    return low...high
  }
}
