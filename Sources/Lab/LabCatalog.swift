public import Tables

/// The tables of a lab.
public enum LabCatalog {
  /// Their row types, in the order in which people think of them.
  public static let rowTypes: [any TableRow.Type] = [
    Procedure.self,
    Step.self,
    ProcedureVersion.self,
    Label.self,
    ProcedureLabel.self,

    Run.self,
    RunStep.self,
    RunEvent.self,

    Specimen.self,
    Assay.self,
    ErrorCode.self,

    Customer.self,
    ServiceRequest.self,
    Sample.self,
    Inspection.self,

    LabProtocol.self,
    ProtocolInput.self,
    ProtocolCriterion.self,
    ProtocolExecution.self,
    TestResult.self,

    QCMaterial.self,
    QCResult.self,
    NonConformance.self,
    CAPAAction.self,
    DataRule.self,

    Report.self,
    Signature.self,

    ResourceType.self,
    Resource.self,
    ResourceCalendar.self,
    MaintenanceRecord.self,

    Booking.self,
    BookingApproval.self,
    BookingAttendee.self,

    User.self,
    UserPreference.self,
    Qualification.self,

    Setting.self,
    OutboxMessage.self,
    Attachment.self,
  ]

  public static let catalog = Catalog(
    rowTypes.map { table(of: $0) }, ruleTable: DataRule.ruleTable)

  private static func table<Row: TableRow>(of row: Row.Type) -> TableSchema { row.schema.table }
}
