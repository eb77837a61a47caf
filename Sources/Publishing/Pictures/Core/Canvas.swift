internal import Wording

/// What a picture is drawn on: shapes at places, from the top left, in a picture's own unit.
struct Canvas {
  private(set) var markup = Markup()

  /// Where a text is held.
  enum Anchor: String { case start, middle, end }

  /// A place as it is written, with one decimal.
  static func place(_ value: Double) -> String {
    let text = fixed(value.isFinite ? min(1e5, max(-1e5, value)) : 0, decimals: 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  mutating func line(_ x: Double, _ y: Double, to x2: Double, _ y2: Double, _ look: String) {
    markup.element(
      "line",
      [
        "x1": Self.place(x), "y1": Self.place(y), "x2": Self.place(x2), "y2": Self.place(y2),
        "class": look,
      ])
  }

  /// - Parameter saying: What it is, for those who point at it.
  mutating func rectangle(
    _ x: Double, _ y: Double, width: Double, height: Double, _ look: String, saying: String? = nil
  ) {
    let places: KeyValuePairs<StaticString, String?> = [
      "x": Self.place(x), "y": Self.place(y), "width": Self.place(max(0, width)),
      "height": Self.place(max(0, height)), "class": look,
    ]
    if let saying {
      markup.element("rect", places) { $0.element("title", [:], saying.abridged) }
    } else {
      markup.element("rect", places)
    }
  }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, look: String? = nil,
    saying: String? = nil
  ) {
    let places: KeyValuePairs<StaticString, String?> = [
      "x": Self.place(x), "y": Self.place(y),
      "text-anchor": anchor == .start ? nil : anchor.rawValue, "class": look,
    ]
    markup.element("text", places) { markup in
      markup.add(text)
      if let saying, saying != text { markup.element("title", [:], saying.abridged) }
    }
  }

  /// - Parameter path: In the language of SVG, of `Canvas.place`.
  mutating func path(_ path: String, _ look: String, dashes: String? = nil) {
    markup.element("path", ["d": path, "class": look, "stroke-dasharray": dashes])
  }

  /// The mark of a series, which has a shape of its own.
  mutating func marker(
    _ shape: Int, _ x: Double, _ y: Double, size: Double = 4, look: String? = nil,
    saying: String? = nil
  ) {
    let path = Self.markerPath(shape, x, y, size)
    let look = look ?? "f\(shape % PictureStyle.looks)"
    guard let saying else {
      self.path(path, look)
      return
    }
    markup.element("path", ["d": path, "class": look]) { $0.element("title", [:], saying.abridged) }
  }

  private static func markerPath(_ shape: Int, _ x: Double, _ y: Double, _ r: Double) -> String {
    func points(_ all: [(Double, Double)]) -> String {
      "M" + all.map { "\(place(x + $0.0 * r)) \(place(y + $0.1 * r))" }.joined(separator: "L") + "Z"
    }
    switch shape % PictureStyle.looks {
    case 0:
      let (left, size) = ("\(place(x - r)) \(place(y))", place(r))
      return
        "M\(left)a\(size) \(size) 0 1 0 \(place(2 * r)) 0a\(size) \(size) 0 1 0 \(place(-2 * r)) 0Z"
    case 1: return points([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])
    case 2: return points([(0, -1.15), (1.1, 0.85), (-1.1, 0.85)])
    case 3: return points([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)])
    case 4: return points([(0, 1.15), (1.1, -0.85), (-1.1, -0.85)])
    case 5:
      return points([
        (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2),
        (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4),
      ])
    default: return points([(-1.2, -0.5), (1.2, -0.5), (1.2, 0.5), (-1.2, 0.5)])
    }
  }

  /// The dashes of a series; `nil` is a whole line.
  static func dashes(_ series: Int) -> String? {
    [nil, "7 3", "2 2", "9 3 2 3", "5 2", "12 3", "1 3"][series % PictureStyle.looks]
  }
}
