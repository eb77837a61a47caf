internal import Lab
internal import Tables

extension StarDimension {
  static let assay = StarDimension(
    "assay", "What is measured in specimens.", table: Assay.schema.table,
    rows: { try $0.rows(of: Assay.self) }, names: { ["code": $0.code.text] },
    [
      .text("assay_code", "") { $0.code.text },
      .text("assay", "The name; the code where it has none.") { $0.name ?? $0.code.text },
      .decimal("sla_hours", "Hours within which a result is promised; empty: the lab's setting.") {
        $0.slaHours
      },
      .whole("target_tat_minutes", "Minutes that the lab aims for; empty: no target.") {
        $0.targetTATMinutes
      },
    ])

  static let machine = StarDimension(
    "machine", "An instrument, a chamber, a room: what work is done on or in.",
    table: Resource.schema.table,
    rows: { store in
      let types = Dictionary(
        try store.rows(of: ResourceType.self).map { ($0.id, $0.name) },
        uniquingKeysWith: { first, _ in first })
      return try store.rows(of: Resource.self).map { ($0, types[$0.type]) }
    },
    names: { machine, _ in ["id": String(machine.id.id), "code": machine.code.text] },
    [
      .text("machine_code", "") { machine, _ in machine.code.text },
      .text("machine", "The name.") { machine, _ in machine.name },
      .text("machine_type", "") { _, type in type },
      .text("location", "") { machine, _ in machine.location },
      .boolean("is_active", "false: retired.") { machine, _ in machine.isActive },
    ])

  static let `operator` = StarDimension(
    "operator", "A person who works in the lab.", table: User.schema.table,
    rows: { try $0.rows(of: User.self) },
    names: { ["id": String($0.id.id), "code": $0.code.text] },
    [
      .text("operator_code", "The short code that analyzers record.") { $0.code.text },
      .text("operator", "The full name.") { $0.fullName },
      .text("role", "") { $0.role.rawValue },
      .text("department", "") { $0.department },
      .boolean("is_active", "false: has left.") { $0.isActive },
    ])

  static let errorCode = StarDimension(
    "error_code", "A reason for which a specimen has no result.", table: ErrorCode.schema.table,
    rows: { try $0.rows(of: ErrorCode.self) }, names: { ["code": $0.code.text] },
    [
      .text("error_code", "") { $0.code.text },
      .text("error", "What the code means.") { $0.description },
      .text("severity", "Empty: not rated.") { $0.severity?.rawValue },
      .text("category", "The phase of the work in which it arises.") { $0.category?.rawValue },
    ])

  static let step = StarDimension(
    "step", "One thing to do in a procedure.", table: Step.schema.table,
    rows: { store in
      let names = try store.procedureNames()
      return try store.rows(of: Step.self).map { ($0, names[$0.procedure.id]) }
    },
    names: { step, _ in ["id": String(step.id.id)] },
    [
      .text("step", "What to do.") { step, _ in step.description },
      .whole("step_order", "Place in the procedure, from 1. Empty: retired.") { step, _ in
        step.order
      },
      .text("step_procedure", "The procedure's name.") { _, procedure in procedure },
      .whole("estimated_minutes", "Of work and waiting together. Empty: not estimated.") {
        step, _ in step.estimatedMinutes
      },
    ])

  static let customer = StarDimension(
    "customer", "Whom the lab tests for.", table: Customer.schema.table,
    rows: { try $0.rows(of: Customer.self) }, names: { ["id": String($0.id.id)] },
    [.text("customer", "The name.") { $0.name }])

  static let `protocol` = StarDimension(
    "protocol", "A test that the lab offers.", table: LabProtocol.schema.table,
    rows: { try $0.rows(of: LabProtocol.self) }, names: { ["protocol_id": $0.code.text] },
    [
      .text("protocol_code", "") { $0.code.text },
      .text("protocol", "The name.") { $0.name },
      .text("standard", "With its year.") { $0.standard },
      .boolean("is_active", "false: no longer offered.") { $0.isActive },
    ])

  static let qcMaterial = StarDimension(
    "qc_material", "A control of known value that is measured on one instrument.",
    table: QCMaterial.schema.table,
    rows: { try $0.rows(of: QCMaterial.self) }, names: { ["id": String($0.id.id)] },
    [
      .text("qc_material", "The name, with its lot.") { $0.name },
      .text("measurement_type", "What is measured in it.") { $0.measurementType },
      .text("machine_code", "The instrument's.") { $0.resource.text },
      .text("level", "") { $0.level },
      .decimal("target", "The mean that is expected.") { $0.target },
      .decimal("sd", "The standard deviation that is expected, in the target's unit.") { $0.sd },
    ])

  /// Hours of the day by their place: no table of the lab.
  static let hour = StarDimension(
    "hour", "An hour of the day on the lab's clock.", table: nil, rows: { _ in Array(0..<24) },
    names: { ["hour": String($0)] },
    [
      .whole("hour", "From 0 to 23.") { $0 },
      .text("hour_name", "As 08:00.") { ($0 < 10 ? "0" : "") + "\($0):00" },
    ])
}

extension Store {
  /// Names of procedures by their ids.
  func procedureNames() throws -> [Int: String] {
    Dictionary(
      try rows(of: Procedure.self).map { ($0.id.id, $0.name) },
      uniquingKeysWith: { first, _ in first })
  }
}
