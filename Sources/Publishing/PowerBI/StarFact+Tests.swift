internal import Lab
internal import Tables

extension StarFact {
  static let executions = StarFact(
    of: ProtocolExecution.self, remembers: ["protocol_key", "customer_key"],
    columns: [
      FactColumn.copy("id"),
      FactColumn.key(.protocol, "protocol_id"),
      FactColumn.key(.customer, through: "sr_id", "Whom the request is of."),
      FactColumn.key(.operator, "operator_id"),
      FactColumn.copy("sr_id"),
      FactColumn.copy("status"),
      FactColumn.copy("qc_status"),
      FactColumn.moment("start_time", "start", isActive: true),
      FactColumn.moment("end_time", "end"),
      FactColumn.minutes(
        "elapsed_minutes", "From start to end; empty until it is completed or aborted.",
        from: "start_time", to: "end_time"),
    ],
    measures: [
      .count(
        "Executions", of: "fact_protocol_executions",
        "Executions of protocols, by the day of their start.")
    ])

  static let testResults = StarFact(
    of: TestResult.self, parts: "timestamp",
    columns: [
      FactColumn.copy("id"),
      FactColumn.copy("execution_id"),
      FactColumn.key(.protocol, through: "execution_id"),
      FactColumn.key(.customer, through: "execution_id", "Whom the request is of."),
      FactColumn.key(.machine, "equipment_id"),
      FactColumn.key(.operator, "operator_id"),
      FactColumn.copy("measurement_type"),
      FactColumn.copy("measured_value"),
      FactColumn.copy("unit"),
      FactColumn.copy("expanded_uncertainty"),
      FactColumn.moment("timestamp", "measured", as: "measured_at", isActive: true),
      FactColumn.word("excluded_reason", "Why the value does not count; empty: it counts.") {
        $0.text("excluded_reason")
      },
    ],
    measures: [
      .count("Test results", of: "fact_test_results", "Measured values, by their day.")
    ])

  static let qcResults = StarFact(
    of: QCResult.self, parts: "timestamp",
    columns: [
      FactColumn.copy("id"),
      FactColumn.key(.qcMaterial, "qc_material_id"),
      FactColumn.key(.operator, "operator_id"),
      FactColumn.copy("run_key"),
      FactColumn.copy("measured_value"),
      FactColumn.computed(
        "z_score", .decimal,
        "Distance from the control's target in its standard deviations, to a millionth."
      ) { try $0.scores() },
      FactColumn.moment("timestamp", "measured", as: "measured_at", isActive: true),
    ],
    measures: [
      .count("QC results", of: "fact_qc_results", "Measurements of controls, by their day."),
      .share(
        "QC beyond 2 SD",
        "CALCULATE(COUNTROWS(fact_qc_results), ABS(fact_qc_results[z_score]) > 2)",
        of: "COUNTROWS(fact_qc_results)",
        "Measurements of controls more than two standard deviations from the target."),
    ])

  static let nonConformances = StarFact(
    of: NonConformance.self,
    columns: [
      FactColumn.copy("id"),
      FactColumn.copy("nc_number"),
      FactColumn.copy("source_type"),
      FactColumn.copy("severity"),
      FactColumn.copy("status"),
      FactColumn.key(.operator, "raised_by", "Who raised it."),
      FactColumn.moment("raised_at", "raised", isActive: true),
      FactColumn.moment("closed_at", "closed"),
      FactColumn.minutes(
        "open_minutes", "From raising to closing; empty until it is closed.", from: "raised_at",
        to: "closed_at"),
      FactColumn.flag(
        "is_closed", "Closed or void.", when: "status",
        in: [NonConformance.Status.closed.rawValue, NonConformance.Status.void.rawValue]),
    ],
    measures: [
      .count("Non-conformances", of: "fact_non_conformances", "By the day on which raised."),
      .count(
        "Non-conformances open", of: "fact_non_conformances",
        where: "fact_non_conformances[is_closed] == FALSE()", "Neither closed nor void."),
    ])
}

extension FactScan {
  /// Distances of measured values from the targets of their controls.
  fileprivate func scores() throws -> (Int, inout [UInt8]) -> Void {
    let controls = Dictionary(
      try lab.store.rows(of: QCMaterial.self).map {
        ($0.id.id, (target: $0.target.double, sd: $0.sd.double))
      }, uniquingKeysWith: { first, _ in first })
    let (materials, values) = (wholeNumbers("qc_material_id"), numbers("measured_value"))
    return { row, bytes in
      guard let control = controls[materials.numbers[row]] else { return }
      let score = (values.values[row] - control.target) / control.sd
      // Nothing where it is none, or too large to be one of a lab.
      if let millionths = Int(exactly: (score * 1_000_000).rounded()) {
        bytes.append(millionths: millionths)
      }
    }
  }
}
