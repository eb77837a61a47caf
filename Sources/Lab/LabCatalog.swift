public import Tables

/// The tables of a lab.
public enum LabCatalog {
  /// Their names and row types, in the order in which people think of them.
  private static let rows: [(name: String, type: any TableRow.Type)] = [
    ("procedures", Procedure.self),
    ("steps", Step.self),
    ("versions", ProcedureVersion.self),
    ("labels", Label.self),
    ("procedure_labels", ProcedureLabel.self),

    ("runs", Run.self),
    ("run_steps", RunStep.self),
    ("run_events", RunEvent.self),

    ("specimens", Specimen.self),
    ("assays", Assay.self),
    ("error_codes", ErrorCode.self),

    ("customers", Customer.self),
    ("service_requests", ServiceRequest.self),
    ("samples", Sample.self),
    ("inspections", Inspection.self),

    ("protocols", LabProtocol.self),
    ("protocol_inputs", ProtocolInput.self),
    ("protocol_criteria", ProtocolCriterion.self),
    ("protocol_executions", ProtocolExecution.self),
    ("test_results", TestResult.self),

    ("qc_materials", QCMaterial.self),
    ("qc_results", QCResult.self),
    ("non_conformances", NonConformance.self),
    ("capa_actions", CAPAAction.self),
    ("rules", DataRule.self),

    ("reports", Report.self),
    ("signatures", Signature.self),

    ("resource_types", ResourceType.self),
    ("resources", Resource.self),
    ("resource_calendars", ResourceCalendar.self),
    ("maintenance_records", MaintenanceRecord.self),

    ("bookings", Booking.self),
    ("booking_approvals", BookingApproval.self),
    ("booking_attendees", BookingAttendee.self),

    ("users", User.self),
    ("user_preferences", UserPreference.self),
    ("qualifications", Qualification.self),
    ("rights", Right.self),

    ("settings", Setting.self),
    ("outbox", OutboxMessage.self),
    ("attachments", Attachment.self),
  ]

  public static let rowTypes: [any TableRow.Type] = rows.map(\.type)

  public static let catalog = Catalog(
    lazily: rows.map { row in (name: row.name, make: { table(of: row.type) }) },
    ruleTable: DataRule.ruleTable, descriptorDigest: descriptorDigest)

  /// Of the descriptor that `init` writes. A test says what it is after a table was changed.
  package static let descriptorDigest: UInt64 = 0xd372_9bc5_25cc_3753

  private static func table<Row: TableRow>(of row: Row.Type) -> TableSchema { row.schema.table }
}
