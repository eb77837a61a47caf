/// A picture of figures, without a size or colours: the terminal draws it with blocks, a page with
/// lines.
///
/// It is declared beside the metric, and names the columns that it shows; what is not in the rows it
/// has itself.
public enum Picture: Sendable, Equatable {
  /// A bar for each row, of the values in that column.
  case bars(column: Int)
  /// Where the numbers of each row lie on one axis.
  case ranges(RangePicture)
  /// What each row is made of.
  case parts(PartsPicture)
  /// Numbers in the order of time.
  case overTime(TimePicture)
  /// How often numbers are how large.
  case histogram(HistogramPicture)
  /// What comes after what, and how long it takes.
  case schedule(SchedulePicture)
  /// Values by row and column; stands for the rows, which are as many.
  case heatMap(HeatMap)
  /// Points in their order, with levels to compare them with.
  case chart([ControlChartPicture])

  /// Whether who sees it needs no rows beside it.
  public var standsForRows: Bool { if case .heatMap = self { true } else { false } }

  /// More charts at once than that nobody looks at.
  static let mostCharts = 24
}

/// A line to compare numbers with.
public struct PictureLevel: Sendable, Equatable {
  public let name: String
  public let value: Double

  public init(name: String, value: Double) {
    self.name = name
    self.value = value
  }
}
