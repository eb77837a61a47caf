public import Tables

/// The tables of a lab, in the order in which people think of them.
public enum LabCatalog {
  public static let catalog = Catalog([
    Procedure.schema.table,
    Step.schema.table,
    ProcedureVersion.schema.table,
    Label.schema.table,
    ProcedureLabel.schema.table,

    Run.schema.table,
    RunStep.schema.table,
    RunEvent.schema.table,

    Specimen.schema.table,
    Assay.schema.table,
    ErrorCode.schema.table,

    Customer.schema.table,
    ServiceRequest.schema.table,
    Sample.schema.table,
    Inspection.schema.table,

    LabProtocol.schema.table,
    ProtocolInput.schema.table,
    ProtocolCriterion.schema.table,
    ProtocolExecution.schema.table,
    TestResult.schema.table,

    QCMaterial.schema.table,
    QCResult.schema.table,
    NonConformance.schema.table,
    CAPAAction.schema.table,
    DataRule.schema.table,

    Report.schema.table,
    Signature.schema.table,

    ResourceType.schema.table,
    Resource.schema.table,
    ResourceCalendar.schema.table,
    MaintenanceRecord.schema.table,

    Booking.schema.table,
    BookingApproval.schema.table,
    BookingAttendee.schema.table,

    User.schema.table,
    UserPreference.schema.table,
    Qualification.schema.table,

    Setting.schema.table,
    OutboxMessage.schema.table,
    Attachment.schema.table,
  ])
}
