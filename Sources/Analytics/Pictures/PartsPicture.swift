/// What each row is made of: counts that add up.
public struct PartsPicture: Sendable, Equatable {
  /// A count of each row.
  public struct Part: Sendable, Equatable {
    public let name: String
    let column: String

    init(_ name: String, _ column: String) {
      self.name = name
      self.column = column
    }
  }

  /// What is counted.
  public let axis: String
  /// The columns that name a row.
  let names: [String]
  public let parts: [Part]
  /// Whether the parts are steps of one thing, as ages are, from little to much.
  public let isOrdered: Bool

  init(axis: String, names: [String], parts: [Part], isOrdered: Bool = false) {
    self.axis = axis
    self.names = names
    self.parts = parts
    self.isOrdered = isOrdered
  }

  /// A row as it is drawn.
  public struct Row: Sendable, Equatable {
    public let name: String
    /// One for each part; not below 0.
    public let counts: [Double]
    public var total: Double { counts.reduce(0, +) }
  }

  /// The rows of an answer, in their order.
  public func rows(of figures: Figures) -> [Row] {
    let names = figures.places(names)
    let parts = parts.map { figures.place($0.column) }
    return figures.rows.map { row in
      Row(name: row.name(names), counts: parts.map { max(0, row.number($0) ?? 0) })
    }
  }
}
