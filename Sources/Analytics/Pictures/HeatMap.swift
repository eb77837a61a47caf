/// Values by row and column; `nil` where there is nothing to count.
public struct HeatMap: Sendable, Equatable {
  public let title: String
  public let rows: [String]
  public let columns: [String]
  public let values: [[Double?]]
  /// What the values of each row, or of each column, come to.
  public let rowTotals: Margin?
  public let columnTotals: Margin?

  /// A figure for each row or column, beside the map.
  public struct Margin: Sendable, Equatable {
    public let name: String
    public let values: [Double?]

    public init(_ name: String, _ values: [Double?]) {
      self.name = name
      self.values = values
    }
  }

  public init(
    title: String, rows: [String], columns: [String], values: [[Double?]],
    rowTotals: Margin? = nil, columnTotals: Margin? = nil
  ) {
    self.title = title
    self.rows = rows
    self.columns = columns
    self.values = values
    self.rowTotals = rowTotals
    self.columnTotals = columnTotals
  }
}
