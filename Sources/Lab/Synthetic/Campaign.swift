internal import Tables

/// What the customers asked for and how it went: requests share few instruments, so they are
/// planned one after another, in memory.
struct Campaign: Sendable {
  struct Module: Sendable {
    let name: String
    let serialPrefix: String
    /// In tenths of a watt, square centimetres, volts, percent.
    let pmax: Int
    let area: Int
    let volts: Int
    let tolerance: Int
  }

  struct Request: Sendable {
    let customer: Int?
    let module: Module
    let quantity: Int
    let protocols: [Int]
    let created: Int
    var updated: Int
    var status: ServiceRequest.Status
    var received: Int?
    var inspection: (at: Int, status: Inspection.Status)?
  }

  struct Sample: Sendable {
    /// The place of its request, from 0.
    let request: Int
    let serial: String
    let condition: String?
    let disposition: Lab.Sample.Disposition?
    /// Its power against the nameplate, in thousandths of a percent.
    let strength: Int
  }

  struct Execution: Sendable {
    let protocolPlace: Int
    /// Places, from 0.
    let request: Int
    let sample: Int
    let booking: Int
    let baseline: Int?
    let user: Int
    let start: Int
    let end: Int
    let isAborted: Bool
  }

  struct ExecutionRun: Sendable {
    let execution: Int
    let procedure: Int
    let start: Int
    let end: Int
    let user: Int
  }

  private(set) var requests: [Request] = []
  private(set) var samples: [Sample] = []
  private(set) var executions: [Execution] = []
  private(set) var bookings = BookingBook()
  /// The runs behind executions, in the order of time.
  private(set) var runs: [ExecutionRun] = []
  let asOf: Int

  init(options: SyntheticLab.Options, start: Int, workbench: Workbench) {
    asOf = options.asOf.seconds
    let box = DiceBox(seed: options.seed, "requests")
    // Requests were taken some weeks before the records of runs begin, so that some are finished.
    let firstDay = start / 86_400 - 21
    let days = asOf / 86_400 - firstDay
    for i in 0..<max(options.requests, 0) {
      var dice = box[i]
      let day = Weekday.workday(firstDay + days * i / options.requests, later: 0)
      let created = day * 86_400 + dice.number(in: 8 * 60...16 * 60) * 60
      add(created: min(created, asOf - 60), &dice)
    }
    bookings.addMeetings(from: start, until: asOf, box: DiceBox(seed: options.seed, "meetings"))
    bookings.finish(asOf: asOf)
    for (i, execution) in executions.enumerated() {
      let procedure = ProtocolText.all[execution.protocolPlace].procedure
      guard procedure < workbench.procedures, execution.protocolPlace != ProtocolText.humidity,
        execution.start <= asOf, !execution.isAborted
      else { continue }
      runs.append(
        ExecutionRun(
          execution: i, procedure: procedure, start: execution.start, end: execution.end,
          user: execution.user))
    }
    runs.sort { ($0.start, $0.execution) < ($1.start, $1.execution) }
  }

  private mutating func add(created: Int, _ dice: inout Dice) {
    let module = dice.pick(Self.modules)
    let quantity = dice.number(in: 2...6)
    let choice = dice.weighted([60, 25, 15])
    let protocols = Array([[0, 1, 2, 3], [0, 1, 2], [0, 1]][choice])
    let fate = dice.below(100)
    let day = created / 86_400
    let received =
      Weekday.workday(day, later: dice.number(in: 2...4)) * 86_400 + 30_600
      + dice.number(in: 0...100) * 60
    let inspected = Weekday.workday(received / 86_400, later: 1) * 86_400 + 36_000
    let planned = inspected + 5400
    var request = Request(
      customer: dice.chance(perMille: 60) ? nil : dice.number(in: 1...Self.customers.count),
      module: module, quantity: quantity, protocols: protocols, created: created,
      updated: created, status: .draft)
    func reach(_ status: ServiceRequest.Status, at second: Int) {
      guard second <= asOf else { return }
      request.status = status
      request.updated = second
    }
    reach(.submitted, at: created + 3 * 3600)
    if fate < 6 {
      reach(.rejected, at: Weekday.workday(day, later: 1) * 86_400 + 50_400)
      requests.append(request)
      return
    }
    reach(.accepted, at: Weekday.workday(day, later: 1) * 86_400 + 39_600)
    if received <= asOf { request.received = received }
    reach(.inspecting, at: received)
    let isFailed = fate > 92
    if received <= asOf {
      let outcome: Inspection.Status = isFailed ? .failed : fate > 80 ? .conditional : .passed
      let status: Inspection.Status =
        inspected > asOf ? .scheduled : inspected + 3600 > asOf ? .inProgress : outcome
      request.inspection = (inspected, status)
    }
    let place = requests.count
    if isFailed {
      reach(.onHold, at: planned)
      addSamples(of: request, place, isFinished: false, &dice)
    } else {
      reach(.testing, at: planned)
      let isPlanned = request.status == .testing
      let first = samples.count
      let end = isPlanned ? test(request, place, firstSample: first, after: planned, &dice) : 0
      if isPlanned {
        let endDay = end / 86_400
        reach(.analysis, at: end)
        reach(.reporting, at: Weekday.workday(endDay, later: 1) * 86_400 + 54_000)
        reach(.completed, at: Weekday.workday(endDay, later: 3) * 86_400 + 46_800)
      }
      addSamples(of: request, place, isFinished: request.status == .completed, &dice)
    }
    requests.append(request)
  }

  private mutating func addSamples(
    of request: Request, _ place: Int, isFinished: Bool, _ dice: inout Dice
  ) {
    let serial = dice.number(in: 100_000...899_999)
    for i in 0..<request.quantity {
      let isHere = request.received != nil
      let isWeak = dice.chance(perMille: 30)
      samples.append(
        Sample(
          request: place,
          serial: request.module.serialPrefix + String(place + 1) + "-" + String(serial + i * 7),
          condition: isHere ? dice.pick(Self.conditions) : nil,
          disposition: !isHere
            ? nil : !isFinished ? .inTest : dice.chance(perMille: 150) ? .archived : .returned,
          strength: 400 + dice.draw(.normal) * 600 / 1000 - (isWeak ? 4200 : 0)))
    }
  }

  /// Plans a request's tests on the instruments and returns when the last ends.
  private mutating func test(
    _ request: Request, _ place: Int, firstSample: Int, after planned: Int, _ dice: inout Dice
  ) -> Int {
    // What is booked today is measured from the next morning on.
    var end = Weekday.workday(planned / 86_400, later: 1) * 86_400 + 8 * 3600
    var flashes: [Int?] = []
    for protocolPlace in request.protocols {
      let minutes = [30, 20, 25, 0][protocolPlace]
      let resource = [
        Equipment.simulator, Equipment.camera, Equipment.tester, Equipment.chamber,
      ][protocolPlace]
      let isChamber = protocolPlace == ProtocolText.humidity
      let user =
        isChamber
        ? dice.pick([Staff.photovoltaicsLead, Staff.moduleEngineer])
        : dice.pick([Staff.moduleEngineer, Staff.moduleOperator])
      let slot =
        isChamber
        ? bookings.chamberSlot(after: end)
        : bookings.slot(on: resource, after: end, minutes: minutes * request.quantity)
      let booking = bookings.add(
        resource: resource, user: user,
        title: "\(ProtocolText.all[protocolPlace].code), \(request.quantity) modules", slot,
        created: planned + protocolPlace * 240, request: place)
      for sample in 0..<request.quantity {
        let start = isChamber ? slot.start : slot.start + sample * minutes * 60 + 120
        let isAborted = !isChamber && dice.chance(perMille: 25)
        let length = isChamber ? slot.end - slot.start : (minutes - 4) * 60 - dice.below(180)
        executions.append(
          Execution(
            protocolPlace: protocolPlace, request: place, sample: firstSample + sample,
            booking: booking, baseline: isChamber ? flashes[sample] : nil, user: user,
            start: start, end: start + (isAborted ? length / 3 : length), isAborted: isAborted))
        if protocolPlace == ProtocolText.flash {
          flashes.append(isAborted ? nil : executions.count - 1)
        }
      }
      end = slot.end
    }
    return end
  }

  static let modules = [
    Module(
      name: "HM-415 bifacial", serialPrefix: "HM415", pmax: 4150, area: 19_530, volts: 1500,
      tolerance: 3),
    Module(
      name: "NL-430 glass-glass", serialPrefix: "NL43", pmax: 4300, area: 19_980, volts: 1500,
      tolerance: 3),
    Module(
      name: "Sol 405 black", serialPrefix: "S405B", pmax: 4050, area: 19_220, volts: 1000,
      tolerance: 3),
    Module(
      name: "Terra 540", serialPrefix: "TR54", pmax: 5400, area: 25_840, volts: 1500, tolerance: 5),
  ]

  static let customers = [
    ("Helios Modul GmbH", "Åsa Lindqvist", "quality@helios-modul.example", "Werkstraße 5, Wolfen"),
    ("Northlight Energy", "Callum Reid", "lab@northlight.example", "14 Harbour Row, Aberdeen"),
    ("Solária Ibérica", "Inês Duarte", "ines@solaria-iberica.example", "Rua do Campo 88, Évora"),
    ("Terra Panels", "Oluwaseun Bello", "orders@terrapanels.example", "Plot 6, Agbara"),
    ("Bright Roof Cooperative", "Mei Castellanos", "mei@brightroof.example", "2 Mill Lane, Totnes"),
  ]

  private static let conditions = [
    "As new", "As new", "Dust on the glass", "Corner guard missing, glass fine",
    "Scratch on the frame, 4 mm", "Label partly torn, serial readable", "As new, box was wet",
  ]
}
