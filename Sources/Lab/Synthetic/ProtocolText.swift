internal import Tables

/// The tests that the synthetic lab offers.
struct ProtocolText: Sendable {
  let code: String
  let name: String
  let standard: String
  let clause: String
  /// The place of the procedure that it follows.
  let procedure: Int

  static let flash = 0
  static let imaging = 1
  static let insulation = 2
  static let humidity = 3

  static let all: [ProtocolText] = [
    ProtocolText(
      code: "PV-STC", name: "Performance at standard test conditions",
      standard: "IEC 61215-2:2021", clause: "MQT 06.1", procedure: ProcedureTemplate.flash),
    ProtocolText(
      code: "PV-EL", name: "Electroluminescence", standard: "IEC TS 60904-13:2018", clause: "6",
      procedure: ProcedureTemplate.imaging),
    ProtocolText(
      code: "PV-INS", name: "Wet leakage current", standard: "IEC 61215-2:2021",
      clause: "MQT 15", procedure: ProcedureTemplate.insulation),
    ProtocolText(
      code: "PV-HF", name: "Humidity freeze", standard: "IEC 61215-2:2021", clause: "MQT 12",
      procedure: ProcedureTemplate.humidity),
  ]
}

extension SyntheticLab {
  public var protocols: SyntheticRows<LabProtocol> {
    let procedures = workbench.procedures
    return SyntheticRows(
      ProtocolText.all.map { text in
        LabProtocol(
          code: Code(text.code),
          procedure: text.procedure < procedures ? Key(text.procedure + 1) : nil, name: text.name,
          standard: text.standard, clause: text.clause, template: nil, isActive: true)
      })
  }

  public var protocolInputs: SyntheticRows<ProtocolInput> {
    func input(
      _ place: Int, _ name: String, _ kind: ProtocolInput.Kind, _ unit: String?,
      _ limits: (String, String)? = nil, default value: String? = nil, isRequired: Bool = true
    ) -> ProtocolInput {
      ProtocolInput(
        protocolCode: Code(ProtocolText.all[place].code), name: name, kind: kind, unit: unit,
        isRequired: isRequired, min: limits.map { ExactDecimal(literal: $0.0) },
        max: limits.map { ExactDecimal(literal: $0.1) }, defaultValue: value)
    }
    return SyntheticRows([
      input(ProtocolText.flash, "irradiance", .decimal, "W/m²", ("950", "1050"), default: "1000"),
      input(ProtocolText.flash, "module_temperature", .decimal, "°C", ("23", "27")),
      input(ProtocolText.imaging, "current", .decimal, "A", ("0", "20")),
      input(ProtocolText.insulation, "test_voltage", .int, "V", ("500", "1500")),
      input(ProtocolText.insulation, "water_temperature", .decimal, "°C", ("20", "24")),
      input(ProtocolText.humidity, "cycles", .int, nil, ("1", "20"), default: "10"),
      input(ProtocolText.humidity, "remark", .text, nil, isRequired: false),
    ])
  }

  public var protocolCriteria: SyntheticRows<ProtocolCriterion> {
    var rows: [ProtocolCriterion] = []
    func add(
      _ place: Int, _ criterion: String, _ measurement: String,
      _ aggregate: ProtocolCriterion.Aggregate, _ comparator: ProtocolCriterion.Comparator,
      low: String? = nil, high: String? = nil, _ unit: String, guardFactor: String? = nil,
      _ severity: ProtocolCriterion.Severity
    ) {
      rows.append(
        ProtocolCriterion(
          id: Key(rows.count + 1), protocolCode: Code(ProtocolText.all[place].code),
          criterion: criterion, measurementType: measurement, aggregate: aggregate,
          comparator: comparator, limitLow: low.map { ExactDecimal(literal: $0) },
          limitHigh: high.map { ExactDecimal(literal: $0) }, unit: unit,
          decisionRule: guardFactor == nil ? .simple : .guardBand,
          guardFactor: guardFactor.map { ExactDecimal(literal: $0) }, severity: severity))
    }
    add(
      ProtocolText.flash, "The flashes agree within 1 %", "pmax", .spreadPercent, .atMost,
      high: "1.0", "%", .minor)
    add(
      ProtocolText.flash, "Mean power is at least 390 W", "pmax", .mean, .atLeast, low: "390", "W",
      guardFactor: "1", .major)
    add(
      ProtocolText.imaging, "At most 8 % of the cell area is inactive", "inactive_area", .max,
      .atMost, high: "8", "%", .gate)
    add(
      ProtocolText.insulation, "Resistance times area is at least 40 MΩ·m²",
      "insulation_resistance_area", .min, .atLeast, low: "40", "MΩ·m²", guardFactor: "1", .gate)
    add(
      ProtocolText.insulation, "Leakage current stays below 50 µA", "leakage_current", .max, .below,
      high: "50", "µA", .major)
    add(
      ProtocolText.humidity, "Power falls by at most 5 %", "pmax", .relativeChangePercent,
      .atLeast, low: "-5", "%", guardFactor: "0.5", .major)
    return SyntheticRows(rows)
  }
}
