internal import Tables

/// The synthetic procedures: which steps and versions each has, and their ids.
struct Workbench: Sendable {
  let procedures: Int
  /// The id of the first step and version of each procedure, less one, and at last the totals.
  private let stepsBefore: [Int]
  private let versionsBefore: [Int]
  private let start: Int
  private let asOf: Int
  private let box: DiceBox

  init(options: SyntheticLab.Options, start: Int) {
    procedures = max(options.procedures, 0)
    self.start = start
    asOf = options.asOf.seconds
    box = DiceBox(seed: options.seed, "procedures")
    var steps = [0]
    var versions = [0]
    for place in 0..<procedures {
      let template = ProcedureTemplate.all[place % ProcedureTemplate.all.count]
      steps.append(steps[place] + template.steps.count + (template.retired == nil ? 0 : 1))
      versions.append(versions[place] + template.changes.count + 1)
    }
    stepsBefore = steps
    versionsBefore = versions
  }

  func template(_ place: Int) -> ProcedureTemplate {
    ProcedureTemplate.all[place % ProcedureTemplate.all.count]
  }

  func firstStep(_ place: Int) -> Int { stepsBefore[place] + 1 }

  func firstVersion(_ place: Int) -> Int { versionsBefore[place] + 1 }

  /// When each version began: the first before anything was recorded, the last at times later.
  func versionTimes(_ place: Int) -> [Int] {
    var dice = box[place]
    let length = (asOf - start) / 86_400
    let last = Weekday.workday(
      start / 86_400 + dice.number(in: -60...max(length / 2, 0)), later: 0)
    let count = template(place).changes.count + 1
    return (0..<count).map { version in
      let day = Weekday.workday(last - (count - 1 - version) * dice.number(in: 90...140), later: 0)
      let begin =
        version == 0 ? Swift.min(day, Weekday.workday(start / 86_400 - 90, later: 0)) : day
      return min(begin * 86_400 + dice.number(in: 9 * 60...16 * 60) * 60, asOf)
    }
  }

  /// The version that is followed at a second; the first for what was before it.
  func version(_ place: Int, at second: Int) -> Int {
    max(versionTimes(place).count { $0 <= second }, 1)
  }
}

extension SyntheticLab {
  public var procedures: SyntheticRows<Procedure> {
    let workbench = workbench
    return SyntheticRows(count: workbench.procedures) { place in
      let times = workbench.versionTimes(place)
      return Procedure(
        id: Key(place + 1), name: ProcedureTemplate.name(ofProcedure: place),
        description: workbench.template(place).about, createdAt: Instant(seconds: times[0]),
        updatedAt: Instant(seconds: times[times.count - 1]), version: times.count)
    }
  }

  public var steps: SyntheticRows<Step> {
    let workbench = workbench
    return SyntheticRows(blocks: workbench.procedures) { place, firstID in
      let template = workbench.template(place)
      var rows = template.steps.enumerated().map { i, step in
        Step(
          id: Key(firstID + i), procedure: Key(place + 1), order: i + 1, description: step.text,
          estimatedMinutes: step.minutes)
      }
      if let retired = template.retired {
        rows.append(
          Step(
            id: Key(firstID + rows.count), procedure: Key(place + 1), order: nil,
            description: retired, estimatedMinutes: nil))
      }
      return rows
    }
  }

  /// Each version with the steps it had: the retired one stood last until the last version.
  public var versions: SyntheticRows<ProcedureVersion> {
    let workbench = workbench
    return SyntheticRows(blocks: workbench.procedures) { place, firstID in
      let template = workbench.template(place)
      let times = workbench.versionTimes(place)
      return times.enumerated().map { i, time in
        let isLast = i == times.count - 1
        var steps = template.steps.map { StepText($0.text, minutes: $0.minutes) }
        if let retired = template.retired, !isLast { steps.append(StepText(retired)) }
        let text = ProcedureText(
          name: ProcedureTemplate.name(ofProcedure: place), description: template.about,
          steps: steps)
        return ProcedureVersion(
          id: Key(firstID + i), procedure: Key(place + 1), version: i + 1,
          createdAt: Instant(seconds: time),
          changeDescription: i == 0 ? "First version" : template.changes[i - 1],
          snapshot: text.snapshot(version: i + 1))
      }
    }
  }

  public var labels: SyntheticRows<Label> {
    let words = [
      ("clinical", "#1F77B4"), ("daily", "#2CA02C"), ("photovoltaics", "#FF7F0E"),
      ("quality", "#9467BD"), ("high voltage or heat", "#D62728"),
    ]
    return SyntheticRows(
      words.enumerated().map { i, word in
        Label(id: Key(i + 1), name: word.0, color: HexColor(literal: word.1))
      })
  }

  public var procedureLabels: SyntheticRows<ProcedureLabel> {
    let workbench = workbench
    return SyntheticRows(blocks: workbench.procedures) { place, _ in
      workbench.template(place).labels.map {
        ProcedureLabel(procedure: Key(place + 1), label: Key($0))
      }
    }
  }
}
