/// A line through points, which is broken where one is not known.
///
/// Of many points in one place along the axis the first, the lowest, the highest and the last are kept:
/// a million of them look the same, and take a few kilobytes.
struct Trace {
  private let points: [(x: Double, y: Double)?]

  /// - Parameter isWhole: Goes on over what is not known.
  init(_ points: [(x: Double, y: Double)?], isWhole: Bool = false) {
    self.points = isWhole ? points.filter { $0 != nil } : points
  }

  /// In the language of SVG. A point alone is a dot.
  var path: String {
    var text = ""
    for part in points.split(whereSeparator: { $0 == nil }) {
      let kept = Self.thinned(part.compactMap { $0 })
      let places = kept.map { "\(Canvas.place($0.x)) \(Canvas.place($0.y))" }
      text += "M" + (places.count == 1 ? places + places : places).joined(separator: "L")
    }
    return text
  }

  private static func thinned(
    _ points: [(x: Double, y: Double)]
  ) -> [(x: Double, y: Double)] {
    guard points.count > 2 * Int(Paper.width) else { return points }
    var kept: [(x: Double, y: Double)] = []
    var start = 0
    while start < points.count {
      let column = points[start].x.rounded(.down)
      var end = start
      var (low, high) = (start, start)
      while end < points.count, points[end].x.rounded(.down) == column {
        if points[end].y < points[low].y { low = end }
        if points[end].y > points[high].y { high = end }
        end += 1
      }
      for place in Set([start, low, high, end - 1]).sorted() { kept.append(points[place]) }
      start = end
    }
    return kept
  }
}
