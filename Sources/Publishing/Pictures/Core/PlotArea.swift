/// The rectangle between the axes, and the axes around it.
struct PlotArea {
  var left: Double
  var top: Double
  var width: Double
  var height: Double

  var right: Double { left + width }
  var bottom: Double { top + height }

  func x(_ share: Double) -> Double { left + share * width }
  func y(_ share: Double) -> Double { bottom - share * height }
}

extension PlotArea {
  /// How much room the numbers of an axis at the left take.
  static func room(for scale: NumberScale) -> Double {
    (scale.ticks.map { textWidth($0.label, size: Paper.smallSize) }.max() ?? 0) + 8
  }

  /// Numbers at the left, with a line for each.
  func drawLeft(_ scale: NumberScale, on canvas: inout Canvas) {
    for tick in scale.ticks {
      let y = y(scale.share(of: tick.value))
      canvas.line(left, y, to: right, y, tick.value == 0 ? "axis" : "grid")
      canvas.text(tick.label, left - 5, y + 4, .end, look: "soft small")
    }
  }

  /// Numbers below, with a line for each, and what they are; returns where that ends.
  ///
  /// Names are left out where they would run into each other.
  func drawBelow(_ scale: NumberScale, _ title: String, on canvas: inout Canvas) -> Double {
    var end = -Double.infinity
    let named = Self.named(scale, in: width)
    for (place, tick) in scale.ticks.enumerated() {
      let x = x(scale.share(of: tick.value))
      canvas.line(x, top, to: x, bottom, tick.value == 0 ? "axis" : "grid")
      let half = textWidth(tick.label, size: Paper.smallSize) / 2
      let middle = min(max(x, half), Paper.width - half)
      guard named.contains(place), middle - half > end else { continue }
      canvas.text(tick.label, middle, bottom + 14, .middle, look: "soft small")
      end = middle + half + 4
    }
    let words = title + (scale.isLogarithmic ? " (logarithmic)" : "")
    let room = Paper.width - 2 * Paper.margin
    let shown = words.cut(to: room, size: Paper.smallSize)
    let half = textWidth(shown, size: Paper.smallSize) / 2
    let middle = min(max(left + width / 2, half), Paper.width - half)
    canvas.text(shown, middle, bottom + 30, .middle, look: "soft small", saying: words)
    return bottom + 34
  }

  /// Of ticks at equal distances each second, third or fourth, as many as there is room for.
  private static func named(_ scale: NumberScale, in width: Double) -> Set<Int> {
    let places = scale.ticks.indices
    guard !scale.isLogarithmic, places.count > 1 else { return Set(places) }
    let widest = scale.ticks.map { textWidth($0.label, size: Paper.smallSize) }.max() ?? 0
    let step = width / Double(places.count - 1)
    let stride = max(1, Int(((widest + 8) / step).rounded(.up)))
    return Set(places.filter { $0 % stride == 0 })
  }

  /// Moments below; returns where that ends.
  ///
  /// - Parameter step: How long what is drawn at a moment lasts, in seconds: the names stand below its
  ///   middle.
  func drawBelow(_ scale: TimeScale, step: Int = 0, on canvas: inout Canvas) -> Double {
    var end = -Double.infinity
    for tick in scale.ticks {
      let x = x(scale.share(of: tick.time + step / 2))
      canvas.line(x, bottom, to: x, bottom + 4, "axis")
      for (row, text) in [tick.label, tick.above].enumerated() where !text.isEmpty {
        let half = textWidth(text, size: Paper.smallSize) / 2
        let middle = min(max(x, half), Paper.width - half)
        if row == 0 {
          canvas.text(text, middle, bottom + 16, .middle, look: "soft small")
        } else if middle - half > end {
          canvas.text(text, middle, bottom + 29, .middle, look: "soft small")
          end = middle + half + 4
        }
      }
    }
    canvas.line(left, bottom, to: right, bottom, "axis")
    return bottom + 33
  }
}
