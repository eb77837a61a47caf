internal import Tables

extension SyntheticLab {
  private struct Incident {
    let source: NonConformance.Source
    let id: Int
    let at: Int
    let severity: NonConformance.Severity
    let description: String
    let cause: String
    let by: Int
    let actions: [(kind: CAPAAction.Kind, text: String, owner: Int, days: Int)]
  }

  /// What went wrong: a wild control, aborted executions, a failed inspection, an audit's finding.
  private var incidents: [Incident] {
    var incidents = [
      Incident(
        source: .audit, id: 3, at: start + 2 * 86_400 + 15 * 3600, severity: .minor,
        description: "Two pages of the temperature log of the cold room have no initials",
        cause: "The log hangs inside, where nobody has a pen", by: Staff.auditor,
        actions: [
          (.correction, "Ask who read the values and note it", Staff.engineer, 3),
          (.corrective, "Move the log to the door, with a pen on a string", Staff.engineer, 7),
        ])
    ]
    if let control = wildControl {
      incidents.append(
        Incident(
          source: .qc, id: control.id, at: control.at + 1500, severity: .major,
          description: "CHEM-2: glucose level 2 four deviations high, rack held back",
          cause: "Control vial stood open over night and lost water", by: Staff.technicians[0],
          actions: [
            (.correction, "Repeat with a fresh vial and release the rack", Staff.engineer, 1),
            (
              .corrective, "Close vials with their own cap, not with film", Staff.technicians[1], 10
            ),
            (.preventive, "Add the cap to the evening checklist", Staff.engineer, 21),
          ]))
    }
    if let place = campaign.requests.firstIndex(where: { $0.inspection?.status == .failed }) {
      let earlier = campaign.requests[...place].count { $0.inspection != nil }
      incidents.append(
        Incident(
          source: .inspection, id: earlier,
          at: (campaign.requests[place].inspection?.at ?? 0) + 2700,
          severity: .minor, description: "A module came with cracked glass and a bent frame",
          cause: "Pallet was strapped across the frame", by: Staff.moduleEngineer,
          actions: [
            (.correction, "Send pictures, ask the customer for another", Staff.moduleOperator, 4)
          ]))
    }
    for (i, execution) in campaign.executions.enumerated()
    where execution.isAborted && execution.end <= asOf {
      incidents.append(
        Incident(
          source: .execution, id: i + 1, at: execution.end + 600, severity: .minor,
          description: "\(ProtocolText.all[execution.protocolPlace].code) stopped before its end",
          cause: "Connector was not latched and lost contact", by: execution.user,
          actions: [(.corrective, "Pull at each connector before starting", execution.user, 14)]))
    }
    return incidents.filter { $0.at <= asOf && $0.at >= start }.sorted { $0.at < $1.at }
  }

  /// How far an incident has come: a step every three days, and some slowly.
  private func status(of incident: Incident) -> NonConformance.Status {
    let course: [NonConformance.Status] = [
      .open, .contained, .investigating, .actionPlanned, .actionDone, .verifying, .closed,
    ]
    return course[min((asOf - incident.at) / (3 * 86_400), course.count - 1)]
  }

  private func workday(after incident: Incident, days: Int, hour: Int) -> Instant {
    let day = Weekday.workday(incident.at / 86_400 + days, later: 0)
    return Instant(seconds: day * 86_400 + hour * 3600)
  }

  public var nonConformances: SyntheticRows<NonConformance> {
    SyntheticRows(
      incidents.enumerated().map { i, incident in
        let status = status(of: incident)
        let year = CalendarDate(days: incident.at / 86_400).year
        let isUnderstood = ![.open, .contained, .investigating].contains(status)
        return NonConformance(
          id: Key(i + 1), number: Code("NC-\(year)-\(padded(i + 1, to: 3))"),
          sourceType: incident.source, sourceID: incident.id,
          execution: incident.source == .execution ? Key(incident.id) : nil,
          severity: incident.severity, description: incident.description, status: status,
          rootCause: isUnderstood ? incident.cause : nil, raisedBy: Key(incident.by),
          raisedAt: Instant(seconds: incident.at),
          closedAt: status == .closed ? workday(after: incident, days: 15, hour: 14) : nil)
      })
  }

  public var capaActions: SyntheticRows<CAPAAction> {
    var rows: [CAPAAction] = []
    for (i, incident) in incidents.enumerated() {
      let status = status(of: incident)
      let isPlanned = ![.open, .contained, .investigating].contains(status)
      for action in incident.actions where isPlanned || action.kind == .correction {
        let isDone = ![.open, .contained, .investigating, .actionPlanned].contains(status)
        let due = incident.at / 86_400 + action.days
        rows.append(
          CAPAAction(
            id: Key(rows.count + 1), nonConformance: Key(i + 1), kind: action.kind,
            description: action.text, owner: Key(action.owner), dueDate: CalendarDate(days: due),
            doneAt: isDone ? workday(after: incident, days: 9, hour: 9 + rows.count % 6) : nil,
            isEffective: status == .closed ? true : nil))
      }
    }
    return SyntheticRows(rows)
  }

  public var dataRules: SyntheticRows<DataRule> {
    SyntheticRows([
      DataRule(
        id: Key(1), table: "specimens", column: "specimen_id", check: .pattern,
        argument: "L[0-9]{8}", severity: .error, message: "labels are an L and eight digits",
        isActive: true),
      DataRule(
        id: Key(2), table: "specimens", column: nil, check: .compare,
        argument: "processed_at >= received_at", severity: .error, message: nil, isActive: true),
      DataRule(
        id: Key(3), table: "test_results", column: "coverage_factor", check: .range,
        argument: "1..3", severity: .warning, message: "k is 2 unless the budget says otherwise",
        isActive: true),
      DataRule(
        id: Key(4), table: "customers", column: "email", check: .required, argument: nil,
        severity: .info, message: "reports go by mail", isActive: false),
    ])
  }
}
