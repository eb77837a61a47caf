internal import Lab
internal import Tables
internal import Wording

extension Metric {
  static let sigma = Metric(
    .qc, "sigma", "How many deviations fit between a control's bias and its allowed error.",
    definition: """
      (TEa % - |bias %|) / CV %, of the results in the period and in the material's validity: CV is \
      the standard deviation (n - 1) in percent of the mean, bias the mean against the target in \
      percent of it, TEa the allowed error in qc_materials. Six is world class, below three is not \
      fit for routine (J. O. Westgard, Six Sigma Quality Design and Control, 2001).
      """,
    options: [QualityOptions.material, QualityOptions.machine, SigmaMetrics.atLeast],
    takes: .period,
    examples: [
      ("plainlab qc sigma", "of every control"),
      ("plainlab qc sigma GLU --since 2026-11-01", "of the controls of glucose, this month"),
    ],
    measure: { try SigmaMetrics($0, $1) })
}

extension SigmaMetrics: Measurement {
  static let atLeast = MetricOption(
    "at-least", default: 20, in: 2...100_000, "How many results a sigma metric is worth giving for")

  init(_ store: Store, _ question: Question) throws {
    let materials = try store.rows(of: QCMaterial.self)
    let selection = try ControlSelection(question, in: materials)
    let results = try store.rows(of: QCResult.self).filter {
      question.period.contains($0.timestamp.seconds)
    }
    self.init(
      results, of: materials.filter(selection.contains), atLeast: question[Self.atLeast])
  }

  public static func columns(_ question: Question) -> [FigureColumn] {
    [
      FigureColumn("material_id", .count, "The id of the row in qc_materials."),
      FigureColumn("material", .text, "The control's name."),
      FigureColumn("level", .text, "Its level, as the lab calls it."),
      FigureColumn("machine", .text, "The instrument's code."),
      FigureColumn("n", .count, "Valid results in the period."),
      FigureColumn("mean", .significant(6), "Arithmetic mean, in the unit of the material."),
      FigureColumn(
        "sd", .significant(4), "Standard deviation (n - 1), in the unit of the material."),
      FigureColumn("cv_pct", .decimals(2), "Standard deviation in percent of the mean."),
      FigureColumn("bias_pct", .decimals(2), "Mean above the target, in percent of the target."),
      FigureColumn("tea_pct", .significant(6), "Total error that is allowed, in percent."),
      FigureColumn("sigma", .decimals(2), "(TEa % - |bias %|) / CV %."),
      .note,
    ]
  }

  public func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    for one in materials {
      figures.add([
        .count(one.material.id.id), .text(one.material.name), .text(one.material.level),
        .text(one.material.resource.text), .count(one.count), Figure(one.mean), Figure(one.sd),
        Figure(one.cvPercent), Figure(one.biasPercent), Figure(one.totalErrorPercent),
        Figure(one.sigma), Figure(one.missing?.reason),
      ])
    }
    figures.picture = .ranges(
      RangePicture(
        axis: "sigma", names: ["machine", "level", "material"], marks: [.init("sigma", "sigma")],
        levels: [
          PictureLevel(name: "not fit below", value: 3),
          PictureLevel(name: "world class from", value: 6),
        ]))
    if outsideValidity > 0 {
      figures.remarks.append(
        "\(counted(outsideValidity, "result")) left out: outside the material's validity.")
    }
    return figures
  }
}
