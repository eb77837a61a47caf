public import Tables

/// A lab that never was: believable rows of every table, the same for the same options on every
/// platform. References and rules hold, ids are dense from 1.
///
/// What names files, hashes or commits (reports, signatures, attachments) is not invented: these
/// tables stay empty. Specimens, runs and controls are made while they are read; the customers'
/// requests, which book the same few instruments one after another, are planned in memory.
public struct SyntheticLab: Sendable {
  public struct Options: Sendable {
    public var seed: UInt64 = 8
    /// The present of the lab: nothing has happened after it.
    public var asOf = Instant(seconds: 1_795_197_600)  // 2026-11-20T18:00:00Z
    /// How many days before `asOf` specimens and runs began to be recorded.
    public var days = 30
    public var specimens = 400
    public var procedures = 8
    public var runs = 40
    public var requests = 12
    /// Whether much went wrong in the last seven days.
    public var isBadWeek = false

    public init() {}
  }

  public let options: Options
  /// The midnight at which the records begin.
  let start: Int
  let asOf: Int
  let workbench: Workbench
  let campaign: Campaign
  let arrivals: Rhythm
  let runPlanner: RunPlanner

  public init(_ options: Options = Options()) {
    let asOf = options.asOf.seconds
    let start = (asOf / 86_400 - max(options.days, 1)) * 86_400
    self.options = options
    self.asOf = asOf
    self.start = start
    workbench = Workbench(options: options, start: start)
    campaign = Campaign(options: options, start: start, workbench: workbench)
    arrivals = Rhythm(
      start: start, hours: (asOf - start) / 3600, day: Self.arrivalsByHour,
      week: [112, 104, 100, 100, 96, 38, 24], dice: DiceBox(seed: options.seed, "arrivals"))
    runPlanner = RunPlanner(
      options: options, start: start, workbench: workbench, campaign: campaign)
  }

  /// Specimens come with the couriers of the morning; after lunch there is a second, smaller wave.
  private static let arrivalsByHour = [
    6, 5, 4, 4, 6, 16, 48, 92, 128, 134, 112, 84, 58, 66, 72, 58, 42, 30, 22, 18, 14, 12, 9, 7,
  ]

  /// All tables, in the order of the catalog.
  public var tables: [SyntheticTable] {
    [
      SyntheticTable(procedures), SyntheticTable(steps), SyntheticTable(versions),
      SyntheticTable(labels), SyntheticTable(procedureLabels),
      SyntheticTable(runs), SyntheticTable(runSteps), SyntheticTable(runEvents),
      SyntheticTable(specimens), SyntheticTable(assays), SyntheticTable(errorCodes),
      SyntheticTable(customers), SyntheticTable(serviceRequests), SyntheticTable(samples),
      SyntheticTable(inspections),
      SyntheticTable(protocols), SyntheticTable(protocolInputs), SyntheticTable(protocolCriteria),
      SyntheticTable(protocolExecutions), SyntheticTable(testResults),
      SyntheticTable(qcMaterials), SyntheticTable(qcResults), SyntheticTable(nonConformances),
      SyntheticTable(capaActions), SyntheticTable(dataRules),
      SyntheticTable(SyntheticRows<Report>([])), SyntheticTable(SyntheticRows<Signature>([])),
      SyntheticTable(resourceTypes), SyntheticTable(resources), SyntheticTable(resourceCalendars),
      SyntheticTable(maintenanceRecords),
      SyntheticTable(bookings), SyntheticTable(bookingApprovals),
      SyntheticTable(bookingAttendees),
      SyntheticTable(users), SyntheticTable(userPreferences), SyntheticTable(qualifications),
      SyntheticTable(rights),
      SyntheticTable(settings), SyntheticTable(outbox),
      SyntheticTable(SyntheticRows<Attachment>([])),
    ]
  }

  func dice(_ purpose: String) -> DiceBox { DiceBox(seed: options.seed, purpose) }
}
