public import Tables

/// What a customer asks the lab to test, from draft to completion.
public struct ServiceRequest: TableRow {
  public enum Status: String, Vocabulary {
    case draft
    case submitted
    case accepted
    case inspecting
    case testing
    case analysis
    case reporting
    case completed
    case onHold = "on_hold"
    case rejected
    case cancelled
  }

  public let id: Key<ServiceRequest>
  public var number: Code<ServiceRequest>
  public var customer: Key<Customer>?
  public var moduleType: String?
  public var sampleQuantity: Int?
  public var requestedProtocols: [Code<LabProtocol>]
  public var status: Status
  public var createdAt: Instant
  public var updatedAt: Instant

  public static let schema = Schema(
    "service_requests", "What a customer asks the lab to test.", ServiceRequest.init,
    Column("id", \.id, .primaryKey),
    Column(
      "sr_number", \.number, .unique, .maxLength(50), .note("The number that the customer knows.")),
    Column(
      "customer_id", \.customer, .references(Customer.self, onDelete: .restrict),
      .note("Empty: internal work.")),
    Column(
      "module_type", \.moduleType, .maxLength(100),
      .note("Type of the photovoltaic modules, as on their nameplate.")),
    Column(
      "sample_quantity", \.sampleQuantity,
      .note("How many samples are announced; those that came stand in samples.")),
    Column(
      "requested_protocols", \.requestedProtocols, .required,
      .references(LabProtocol.self, onDelete: .warn),
      .note("Codes of protocols with ; between them, in the order in which to run them.")),
    Column("status", \.status),
    Column("created_at", \.createdAt),
    Column("updated_at", \.updatedAt),
    rules: [
      .number(\.sampleQuantity, atLeast: 0, "a number of samples is not negative"),
      .order(\.createdAt, notAfter: \.updatedAt, "a request is not updated before it is created"),
      .states(
        \.status, from: [.draft],
        [
          .draft: [.submitted, .cancelled],
          .submitted: [.accepted, .rejected, .onHold, .cancelled],
          .accepted: [.inspecting, .onHold, .cancelled],
          .inspecting: [.testing, .onHold, .cancelled],
          .testing: [.analysis, .onHold, .cancelled],
          .analysis: [.reporting, .onHold, .cancelled],
          .reporting: [.completed, .onHold, .cancelled],
          .onHold: [
            .submitted, .accepted, .inspecting, .testing, .analysis, .reporting, .cancelled,
          ],
        ]),
    ])
}
