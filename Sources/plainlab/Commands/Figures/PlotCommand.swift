import Analytics
import CommandLineKit
import Publishing
import Tables
import Wording

/// The pictures of the lab's figures: one for each `Metric`.
enum PlotCommand {
  static let command = Command(
    "plot", "Pictures of the lab's figures.",
    subcommands: Metric.all.map { command(of: $0) })

  /// The word of a metric after `plot`. Where two nouns have metrics of one name, they stand before it.
  static func name(of metric: Metric) -> String {
    let isAlone = Metric.all.count { $0.name == metric.name } == 1
    return isAlone
      ? metric.name : [metric.noun?.rawValue, metric.name].compactMap { $0 }.joined(separator: "-")
  }

  private static func command(of metric: Metric) -> Command {
    let asked = MetricQuestion(metric)
    return Command(
      name(of: metric), metric.summary,
      discussion: "The figures are those of '\(metric.command)', which its help explains.",
      examples: examples(of: metric), parameters: asked.parameters + [Flags.output]
    ) { context, given in
      func figures() throws -> Figures {
        let figures = try asked.figures(given, in: context)
        for warning in figures.warnings { context.note("Warning: \(warning)") }
        return figures
      }
      if let file = given[Flags.output] ?? nil {
        try context.deliver(to: file) { write in
          guard let svg = try figures().svg(title: metric.summary) else { throw NothingToDraw() }
          try write(Array((svg.text + "\n").utf8))
        }
        if file != "-" { context.note("The picture is in '\(visible(file))'.") }
      } else {
        let figures = try figures()
        guard let picture = figures.picture, try context.draw(picture, of: figures) else {
          throw NothingToDraw()
        }
        for remark in figures.remarks { context.note(remark) }
      }
    }
  }

  /// The first example of the metric, drawn here and written to a file.
  private static func examples(of metric: Metric) -> [Example] {
    guard let first = metric.examples.first else { return [] }
    let words = first.line.dropFirst(metric.command.count)
    let line = "plainlab plot \(name(of: metric))\(words)"
    return [
      Example(line, first.meaning),
      Example("\(line) -o \(metric.name).svg", "the same as a picture for a page or for print"),
    ]
  }
}

/// Nothing in the files counts for the question.
private struct NothingToDraw: Error, CustomStringConvertible {
  var description: String {
    "there is nothing to draw: no row has a number for this question, or there are too many groups. "
      + "Without 'plot' the metric's own command shows its rows and says why."
  }
}
