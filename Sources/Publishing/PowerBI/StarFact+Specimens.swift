internal import Analytics
internal import Lab
internal import Tables

extension StarFact {
  static let specimens = StarFact(
    of: Specimen.self, parts: "received_at",
    columns: [
      FactColumn.copy("id"),
      FactColumn.copy("specimen_id"),
      FactColumn.key(.assay, "assay"),
      FactColumn.key(.machine, "machine_id"),
      FactColumn.key(.operator, "operator_id"),
      FactColumn.key(.errorCode, "error_code"),
      FactColumn.copy("status"),
      FactColumn.moment("received_at", "received", isActive: true),
      FactColumn.hour("received_at", "received"),
      FactColumn.moment("processed_at", "processed"),
      FactColumn.computed(
        "turnaround_minutes", .decimal,
        "From reception to the result, of completed specimens; empty for others."
      ) { $0.turnaround() },
      FactColumn.word(
        "sla_state",
        "What became of the promise: within, closed_breached, open_breached, at_risk, or "
          + "open_in_time. Empty: an error, or times that are missing."
      ) { scan in
        let states = scan.promiseStates()
        return { row in Array((states(row)?.rawValue ?? "").utf8) }
      },
      FactColumn.computed(
        "is_within_sla", .boolean,
        "Whether the promise was kept; empty while that is open, and for errors."
      ) { scan in
        let states = scan.promiseStates()
        return { row, bytes in
          switch states(row) {
          case .within: bytes.append(.boolean(true))
          case .closedBreached, .openBreached: bytes.append(.boolean(false))
          case .atRisk, .openInTime, nil: return
          }
        }
      },
      FactColumn.flag(
        "is_open", "Neither a result nor an error yet.", when: "status",
        in: [Specimen.Status.received.rawValue, Specimen.Status.inProcess.rawValue]),
      FactColumn.flag(
        "is_error", "Ended in an error.", when: "status", in: [Specimen.Status.error.rawValue]),
    ],
    measures: measures)

  private static let fact = "fact_specimens"
  private static let processed = "processed_date_key"
  private static let isCompleted = "fact_specimens[status] = \"COMPLETED\""

  private static let measures = [
    StarMeasure.count("Specimens received", of: fact, "By the day of reception."),
    .count(
      "Specimens completed", of: fact, where: isCompleted, by: processed,
      "Throughput: specimens with a result, by its day."),
    StarMeasure(
      name: "Throughput per day",
      meaning: "Specimens with a result a day, over the days that have any.",
      expression: "AVERAGEX(DISTINCT(dim_date[date]), [Specimens completed])", format: "#,0.0"),
    .count(
      "Specimen errors", of: fact, where: "fact_specimens[status] = \"ERROR\"", by: processed,
      "Specimens that ended in an error, by the day on which that was known."),
    .share(
      "Error rate", "[Specimen errors]", of: "[Specimens completed] + [Specimen errors]",
      "Errors of all that ended, as 'plainlab metrics errors'."),
    .percentile(
      "P50 TAT (min)", "0.50", of: fact, "turnaround_minutes", by: processed,
      "Median turnaround in minutes by the day of the result, as 'plainlab metrics tat'."),
    .percentile(
      "P90 TAT (min)", "0.90", of: fact, "turnaround_minutes", by: processed,
      "Minutes within which 90 % of the results were there."),
    .percentile(
      "P99 TAT (min)", "0.99", of: fact, "turnaround_minutes", by: processed,
      "Minutes within which 99 % of the results were there."),
    .mean(
      "Mean TAT (min)", of: fact, "turnaround_minutes", by: processed,
      "Arithmetic mean of the turnaround in minutes, by the day of the result."),
    .share(
      "SLA compliance",
      "CALCULATE(COUNTROWS(fact_specimens), fact_specimens[is_within_sla] = TRUE())",
      of: "CALCULATE(COUNTROWS(fact_specimens), NOT ISBLANK(fact_specimens[is_within_sla]))",
      "Promises kept, of those of which it is known, by the day of reception; as 'plainlab metrics "
        + "sla'."),
    .count(
      "Open specimens", of: fact, where: "fact_specimens[is_open] = TRUE()",
      "Without a result or an error, by the day of reception."),
  ]
}

extension FactScan {
  /// Minutes from reception to the result, of completed specimens.
  fileprivate func turnaround() -> (Int, inout [UInt8]) -> Void {
    let states = codes("status")
    let completed = states.code(of: Specimen.Status.completed.rawValue)
    let minutes = minutes(from: "received_at", to: "processed_at")
    return { row, bytes in if states.codes[row] == completed { minutes(row, &bytes) } }
  }

  /// What became of the promise of each specimen, at the newest time of all.
  fileprivate func promiseStates() -> (Int) -> Promised.State? {
    let (states, assays) = (codes("status"), codes("assay"))
    let (received, processed) = (instants("received_at"), instants("processed_at"))
    let completed = states.code(of: Specimen.Status.completed.rawValue)
    let failed = states.code(of: Specimen.Status.error.rawValue)
    let (promises, moment) = (lab.promises, lab.moment)
    var promised: [Double] = []
    return { row in
      let (start, stop) = (received.seconds[row], processed.seconds[row])
      let assay = assays.codes[row]
      while promised.count <= assay {
        promised.append(promises.seconds(ofAssay: assays.values.text(promised.count)))
      }
      guard states.codes[row] != failed, start > InstantColumn.unreadable else { return nil }
      guard states.codes[row] == completed else {
        return Promised.state(ofAge: (moment ?? start) - start, promised[assay])
      }
      guard stop > InstantColumn.unreadable, stop >= start else { return nil }
      return Promised.state(ofTurnaround: stop - start, promised[assay])
    }
  }
}
