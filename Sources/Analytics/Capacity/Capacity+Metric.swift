internal import Statistics
internal import Wording

extension Metric {
  static let capacity = Metric(
    .simulate, "capacity", "What if there were other machines, operators, times or loads?",
    definition: """
      The specimens that were received in the period go through a model of the lab, as it is \
      (before) and as it would be (after), beside what was measured. A specimen waits for a machine \
      that measured its assay before; machines that share assays are a pool, named by what their \
      codes begin with. Who came first goes first. A machine is busy for the assay's \
      service_minutes; the 10th percentile of measured turnaround beyond that is handling, which \
      takes its time whatever else happens. Where service_minutes is empty, it is that whole \
      percentile. Machines are open as resource_calendars says, else always, and end what they \
      began. Operators count only when asked for.

      replay: the lab's own arrivals, without any chance; of a load of 1.2 every fifth comes twice. \
      closed-form: Erlang's formula for each pool, and how far the pool is from what it assumes. \
      simulation: arrivals drawn from the lab's own hours of the week, with means of replications and \
      95 % confidence intervals. A load that never settles is refused, with what would do.
      """,
    options: CapacityOptions.all, takes: .period,
    examples: [
      ("plainlab simulate capacity", "how well the model fits the lab as it is"),
      ("plainlab simulate capacity --machines ARCH=+1", "one immunoassay analyzer more"),
      ("plainlab simulate capacity --without CHEM-2 --load 1.2", "one fewer, and more to do"),
      (
        "plainlab simulate capacity --shifts 06:00-22:00 --days 1-6 --service VITD=3",
        "other hours, and a faster method"
      ),
      ("plainlab simulate capacity --operators -1 --operators-today 2", "when one is ill"),
      ("plainlab simulate capacity --method closed-form", "by Erlang's formula"),
      (
        "plainlab simulate capacity --method simulation --load 1.3 --seed 7",
        "a load that has not come yet"
      ),
    ],
    measure: { store, question in try Capacity(of: store, question) })
}

extension Capacity: Measurement {
  static func columns(_ question: Question) -> [FigureColumn] {
    switch question[CapacityOptions.method] {
    case .replay: ReplayRows.columns
    case .closedForm: ClosedFormRows.columns
    case .simulation: SimulationRows.columns
    }
  }

  func figures(_ question: Question) -> Figures {
    var figures = Figures(Self.columns(question))
    figures.warnings = warnings
    if let baseline, let before {
      let scenarios = [("before", before)] + (after.map { [("after", $0)] } ?? [])
      switch question[CapacityOptions.method] {
      case .replay: addReplay(baseline, scenarios, to: &figures)
      case .closedForm: addClosedForm(baseline, scenarios, to: &figures)
      case .simulation: addSimulation(baseline, scenarios, question, to: &figures)
      }
    }
    if !figures.rows.isEmpty {
      figures.picture = .ranges(picture(question[CapacityOptions.method]))
    }
    figures.remarks += remarks + modelRemarks
    return figures
  }

  private func picture(_ method: CapacityOptions.Method) -> RangePicture {
    let names = [CapacityColumns.pool.name, CapacityColumns.scenario.name]
    switch method {
    case .replay:
      return RangePicture(
        axis: "minutes from reception to result", names: names,
        marks: [50, 90, 99].map { .init("p\($0)", "tat_p\($0)_min") }, isWide: true)
    case .closedForm:
      return RangePicture(
        axis: "percent of their time that machines are busy", names: names,
        marks: [.init("busy", CapacityColumns.utilisation.name)],
        levels: [PictureLevel(name: "never settles from", value: 100)])
    case .simulation:
      return RangePicture(
        axis: "minutes from reception to result", names: names,
        whole: .init("95 % interval of p90", "tat_p90_low_min", "tat_p90_high_min"),
        marks: [.init("p90", "tat_p90_min"), .init("p50", "tat_p50_min")], isWide: true)
    }
  }

  /// What is otherwise, in one cell; `none` of today's lab.
  func changes(of scenario: String) -> Figure {
    scenario == "after" ? .text(changes.map(\.description).joined(separator: "; ")) : .none
  }

  private var modelRemarks: [String] {
    guard let baseline else { return [] }
    var remarks: [String] = []
    if after != nil {
      remarks.append("After: \(changes.map(\.description).joined(separator: "; ")).")
    }
    if !baseline.estimated.isEmpty {
      let assays = baseline.estimated.prefix(10).map { visible($0) }
      let others = baseline.estimated.count - assays.count
      let names = (assays + (others > 0 ? [counted(others, "other")] : [])).joinedForReading()
      remarks.append(
        "service_minutes is empty for \(names): the 10th percentile of turnaround stands for it, which "
          + "is rather too long.")
    }
    let leftOut = baseline.history.leftOut
    return remarks
      + leftOutRemarks([
        (leftOut.outsidePeriod, "outside the period"),
        (leftOut.withoutTime, "without a readable time"), (leftOut.lost, "not readable"),
      ])
  }
}

/// Columns that more than one answer has.
enum CapacityColumns {
  static let pool = FigureColumn(
    "pool", .text, "Machines that share assays, by what their codes begin with; 'all' is all pools."
  )
  static let scenario = FigureColumn("scenario", .text, "measured, before or after the change.")
  static let machines = FigureColumn("machines", .count, "Machines of the pool.")
  static let changes = FigureColumn("changes", .text, "What is otherwise. Empty of today's lab.")
  static let compliance = FigureColumn(
    "sla_compliance_pct", .decimals(1),
    "Results within what their assay promises; exactly in time is in time.")
  static let utilisation = FigureColumn(
    "utilisation_pct", .decimals(1), "Of the open time of machines in the period, the time busy.")
}
