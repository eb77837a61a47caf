internal import JSONText
internal import Tables

extension SyntheticLab {
  public var settings: SyntheticRows<Setting> {
    func setting(_ key: String, _ value: String?, _ description: String) -> Setting {
      Setting(key: Code(key), value: value, description: description)
    }
    return SyntheticRows([
      setting("lab_name", "Sample Laboratory", "As it stands on reports"),
      setting("time_zone", "UTC", "In which opening hours and days are meant"),
      setting("sla_hours", "24", "Promised for assays without their own"),
      setting("week_starts_on", "1", "1 is Monday"),
      setting("decision_rule", "simple", "Unless agreed otherwise with the customer"),
      setting("teams_channel", nil, "How people call the Teams channel that alerts go to"),
    ])
  }

  /// News of requests for other systems; the last are still to be sent.
  public var outbox: SyntheticRows<OutboxMessage> {
    let news = campaign.requests.enumerated()
      .filter { $1.status == .completed || $1.status == .rejected || $1.status == .onHold }
      .sorted { ($0.element.updated, $0.offset) < ($1.element.updated, $1.offset) }
    return SyntheticRows(
      news.enumerated().map { i, entry in
        let (place, request) = entry
        let written = request.updated
        let isSent = written + 120 <= asOf && i != news.count - 1
        return OutboxMessage(
          id: Key(i + 1), system: request.status == .onHold ? .qms : .lims,
          event: "request." + request.status.rawValue, targetTable: "service_requests",
          targetID: place + 1,
          payload: JSONCell([
            "id": .int(place + 1), "status": .string(request.status.rawValue),
            "at": .string(Instant(seconds: written).cellText),
          ]), createdAt: Instant(seconds: written),
          sentAt: isSent ? Instant(seconds: written + 45 + i % 60) : nil, attempts: isSent ? 1 : 3,
          lastError: isSent ? nil : "no answer after 30 s")
      })
  }
}
