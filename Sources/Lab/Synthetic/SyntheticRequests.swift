internal import JSONText
internal import Tables

extension SyntheticLab {
  public var customers: SyntheticRows<Customer> {
    SyntheticRows(
      Campaign.customers.enumerated().map { i, customer in
        Customer(
          id: Key(i + 1), name: customer.0, contactName: customer.1, email: customer.2,
          address: customer.3)
      })
  }

  public var serviceRequests: SyntheticRows<ServiceRequest> {
    let requests = campaign.requests
    return SyntheticRows(count: requests.count) { i in
      let request = requests[i]
      let year = CalendarDate(days: request.created / 86_400).year
      return ServiceRequest(
        id: Key(i + 1), number: Code("SR-\(year)-\(padded(i + 1, to: 3))"),
        customer: request.customer.map { Key($0) }, moduleType: request.module.name,
        sampleQuantity: request.quantity,
        requestedProtocols: request.protocols.map { Code(ProtocolText.all[$0].code) },
        status: request.status, createdAt: Instant(seconds: request.created),
        updatedAt: Instant(seconds: request.updated))
    }
  }

  public var samples: SyntheticRows<Sample> {
    let campaign = campaign
    return SyntheticRows(count: campaign.samples.count) { i in
      let sample = campaign.samples[i]
      let request = campaign.requests[sample.request]
      let module = request.module
      return Sample(
        id: Key(i + 1), request: Key(sample.request + 1), serialNumber: sample.serial,
        specimen: nil, nameplatePmaxWatts: ExactDecimal(units: module.pmax, decimals: 1),
        nameplateTolerancePercent: ExactDecimal(units: module.tolerance, decimals: 0),
        areaSquareMetres: ExactDecimal(units: module.area / 10, decimals: 3),
        maxSystemVolts: ExactDecimal(units: module.volts, decimals: 0),
        receivedAt: request.received.map { Instant(seconds: $0) }, condition: sample.condition,
        disposition: sample.disposition)
    }
  }

  /// The inspections of requests whose modules came.
  public var inspections: SyntheticRows<Inspection> {
    var rows: [Inspection] = []
    for (i, request) in campaign.requests.enumerated() {
      guard let inspection = request.inspection, let received = request.received else { continue }
      rows.append(
        Inspection(
          id: Key(rows.count + 1), request: Key(i + 1), inspector: Key(Staff.moduleEngineer),
          inspectedAt: Instant(seconds: inspection.at),
          findings: findings(of: inspection.status).map { JSONCell($0) }, images: [],
          status: inspection.status, createdAt: Instant(seconds: received + 900)))
    }
    return SyntheticRows(rows)
  }

  private func findings(of status: Inspection.Status) -> JSON? {
    switch status {
    case .failed: ["glass": "crack from the lower left corner, 12 cm", "frame": "bent"]
    case .conditional:
      ["label": "torn, serial readable", "remark": "customer told, wants the test"]
    case .passed: ["glass": "ok", "frame": "ok", "junction_box": "ok"]
    case .scheduled, .inProgress, .cancelled: nil
    }
  }
}

func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
