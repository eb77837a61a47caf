import Analytics
import CommandLineKit
import Publishing
import Statistics
import Wording

/// How often numbers are how large: a bar for each step.
struct HistogramDrawing: Drawing {
  let picture: HistogramPicture

  func lines(toWidth width: Int) -> [String] {
    let histogram = picture.histogram
    var rows = histogram.counts.enumerated().map { place, count in
      (name: NumberScale.label(histogram.start(of: place)), value: Optional(Double(count)))
    }
    if histogram.below > 0 { rows.insert(("far below", Double(histogram.below)), at: 0) }
    if histogram.above > 0 { rows.append(("far above", Double(histogram.above))) }
    let title =
      "\(picture.axis), from each number on, in steps of \(NumberScale.label(histogram.width))"
    let levels = picture.levels.map { "\($0.name): \(NumberScale.label($0.value))" }
    return BarDrawing(axis: title, rows: rows).lines(toWidth: width)
      + (levels.isEmpty ? [] : [levels.joined(separator: "   ")])
  }
}
