public import Statistics

/// How often numbers are how large.
public struct HistogramPicture: Sendable, Equatable {
  /// What the numbers are.
  public let axis: String
  public let histogram: Histogram
  /// What to compare with, as percentiles.
  public let levels: [PictureLevel]

  init(axis: String, _ histogram: Histogram, levels: [PictureLevel]) {
    self.axis = axis
    self.histogram = histogram
    self.levels = levels
  }
}
