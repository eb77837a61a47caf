internal import Lab
internal import Tables
internal import Wording

extension Metric {
  package static let leveyJennings = Metric(
    .qc, "levey-jennings", "Results of controls, each judged by the Westgard rules.",
    definition: """
      Each result's distance z from the material's target in its standard deviations, by time. A \
      result that lies strictly beyond 2 s is a warning (1-2s). It is rejected beyond 3 s (1-3s); \
      when two consecutive results of a material, or two levels of one run, lie beyond the same 2 s \
      (2-2s); by R-4s; when four consecutive results lie beyond the same 1 s (4-1s), or ten on one \
      side of the mean (10-x), of the material, or of all levels of its measurement on its \
      instrument in the order of time (--levels within: of the material only). R-4s is by default \
      that in one run a result lies beyond +2 s and another one beyond -2 s (within-run); or that \
      two consecutive results of a material do (consecutive); or that two results of a run differ \
      by more than 4 s (range). Rules see what came before the period. Westgard, Barry, Hunt, Groth, \
      Clinical Chemistry 27 (1981), 493-501.
      """,
    options: [
      QualityOptions.material, QualityOptions.machine, QualityOptions.ranges,
      QualityOptions.scope, QualityOptions.limits, QualityOptions.baseline,
    ],
    takes: .period,
    examples: [
      ("plainlab qc levey-jennings 3", "the control with the id 3, with its chart"),
      ("plainlab qc levey-jennings --machine ARCH-2 --since 2026-11-01", "an instrument's month"),
      ("plainlab qc levey-jennings TSH --r4s range", "all controls of TSH, by another R-4s"),
      ("plainlab qc levey-jennings --limits observed --baseline 30", "limits of the lab's own"),
    ],
    measure: { try LeveyJennings($0, $1) })

  static let westgard = Metric(
    .qc, "westgard", "Results of controls that break a Westgard rule.",
    definition: """
      The rows of 'plainlab qc levey-jennings' that are a warning or rejected, by the same rules and \
      options.
      """,
    options: leveyJennings.options, takes: .period,
    examples: [
      ("plainlab qc westgard", "all that was out of control"),
      ("plainlab qc westgard --machine ARCH-2 --since 2026-11-01", "of one instrument, this month"),
    ],
    measure: { WestgardViolations(all: try LeveyJennings($0, $1)) })
}

extension LeveyJennings: WatchedMeasurement {
  /// Judges what the lab has, and keeps what is asked for.
  init(_ store: Store, _ question: Question) throws {
    let materials = try store.rows(of: QCMaterial.self)
    let selection = try ControlSelection(question, in: materials)
    let results = try store.rows(of: QCResult.self).filter {
      $0.timestamp.seconds < question.period.upperBound
    }
    let judge = WestgardJudge(
      ranges: question[QualityOptions.ranges], scope: question[QualityOptions.scope])
    self = LeveyJennings(
      results, of: materials, judge: judge, limits: question[QualityOptions.limits],
      baseline: question[QualityOptions.baseline]
    ).filtered {
      selection.contains($0.material) && question.period.contains($0.result.timestamp.seconds)
    }
  }

  public static func columns(_ question: Question) -> [FigureColumn] {
    [
      FigureColumn("result_id", .count, "The id of the row in qc_results."),
      FigureColumn("material", .text, "The control's name."),
      FigureColumn("level", .text, "Its level, as the lab calls it."),
      FigureColumn("machine", .text, "The instrument's code."),
      FigureColumn("run", .text, "The analytical run."),
      FigureColumn("time", .instant, "When it was measured."),
      FigureColumn("value", .significant(15), "What was measured, in the unit of the material."),
      FigureColumn(
        "z", .decimals(2),
        "Distance from the expected mean, in standard deviations; empty when it is not judged."),
      FigureColumn("rules", .text, "The rules that it breaks; empty when it breaks none."),
      FigureColumn("verdict", .text, "In control, warning, rejected or not judged."),
      .note,
    ]
  }

  public func figures(_ question: Question) -> Figures { figures(question) { _ in true } }

  func figures(_ question: Question, where isShown: (Entry) -> Bool) -> Figures {
    var figures = Figures(Self.columns(question))
    for entry in entries where isShown(entry) { figures.add(entry.row) }
    figures.remarks = remarks(question)
    let charts = pictures(question.zone)
    if !charts.isEmpty, charts.count <= Picture.mostCharts { figures.picture = .chart(charts) }
    return figures
  }

  private func remarks(_ question: Question) -> [String] {
    let counts = Verdict.allCases.compactMap { verdict -> String? in
      let count = entries.count { $0.verdict == verdict }
      return count == 0 ? nil : "\(grouped(count)) \(verdict.rawValue)"
    }
    let total = counted(entries.count, "result")
    var remarks = [
      counts.isEmpty ? "\(total)." : "\(total): \(counts.joined(separator: ", "))."
    ]
    if withoutMaterial > 0 {
      remarks.append(
        "\(counted(withoutMaterial, "result")) left out: of no material in qc_materials.")
    }
    let limits =
      question[QualityOptions.limits] == .target
      ? "the materials' own"
      : "of each material's first \(question[QualityOptions.baseline]) results"
    remarks.append(
      "Limits are \(limits); R-4s is \(question[QualityOptions.ranges].rawValue); 4-1s and 10-x "
        + "look \(question[QualityOptions.scope].rawValue) levels.")
    return remarks
  }

  /// A chart for each material, in the order of their ids.
  private func pictures(_ zone: LocalZone) -> [ControlChartPicture] {
    let materials = Dictionary(grouping: entries.filter { $0.z != nil }, by: \.material.id.id)
    return materials.sorted { $0.key < $1.key }.compactMap { _, entries in
      guard let material = entries.first?.material else { return nil }
      return ControlChartPicture(
        title: "\(visible(material.name)), \(visible(material.level)), "
          + "\(visible(material.resource.text)): z by time",
        values: entries.map(\.z),
        marked: Set(entries.indices.filter { entries[$0].verdict == .rejected }),
        rules: Dictionary(
          uniqueKeysWithValues: entries.indices.filter { entries[$0].verdict == .rejected }.map {
            ($0, entries[$0].broken.map(\.rawValue).joined(separator: " "))
          }),
        levels: [-3, -2, 0, 2, 3].map {
          .init(name: $0 == 0 ? "mean" : "\($0 > 0 ? "+" : "-")\(abs($0)) s", value: Double($0))
        },
        times: entries.map {
          $0.result.timestamp.seconds + zone.offset(at: $0.result.timestamp.seconds)
        })
    }
  }
}

extension LeveyJennings.Entry {
  fileprivate var row: [Figure] {
    [
      .count(result.id.id), .text(material.name), .text(material.level),
      .text(material.resource.text), .text(result.runKey), .instant(result.timestamp.seconds),
      Figure(result.measuredValue.double), Figure(z),
      broken.isEmpty ? .none : .text(broken.map(\.rawValue).joined(separator: " ")),
      .text(verdict.rawValue), Figure(notJudged?.reason),
    ]
  }
}

/// Results of controls that break a rule.
struct WestgardViolations: Measurement {
  let all: LeveyJennings

  static func columns(_ question: Question) -> [FigureColumn] { LeveyJennings.columns(question) }

  func figures(_ question: Question) -> Figures {
    let materials = Set(all.entries.filter { !$0.broken.isEmpty }.map(\.material.id))
    var figures = all.figures(question) { !$0.broken.isEmpty }
    // Of a control that broke no rule there is nothing to see.
    figures.picture =
      all.filtered { materials.contains($0.material.id) }.figures(question).picture
    figures.isPictureApart = true
    return figures
  }
}
