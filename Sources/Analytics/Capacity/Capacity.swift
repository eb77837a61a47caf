internal import Lab
internal import Statistics
internal import Tables

/// What if the lab had one machine more: today's lab and another beside it, over the same period.
struct Capacity: Sendable {
  /// The lab as it is, or as it would be.
  struct Scenario: Sendable {
    let model: CapacityModel
    let arrivals: [Arrival]
    /// How many times as many specimens come.
    let load: Double
    /// What is overloaded; then there are no figures.
    let overloads: [Overload]
  }

  /// `nil` where no specimen came in the period.
  private(set) var baseline: CapacityBaseline?
  private(set) var before: Scenario?
  /// `nil` where nothing is to be otherwise.
  private(set) var after: Scenario?
  private(set) var changes: [CapacityChange] = []
  /// How the hours of a week differ in the records.
  private(set) var profile: WeekProfile?
  /// What the answer takes for granted, beyond what help says.
  private(set) var remarks: [String] = []

  private init() {}
}

extension Capacity {
  /// Answers a question from the tables of a lab.
  ///
  /// - Throws: `NoAnswer` where no model can be made, where a change cannot be thought through, and
  ///   where the load that is asked about never settles.
  init(of store: Store, _ question: Question) throws {
    let gathering = try store.gathering(CapacityGathering(question))
    guard let history = gathering.history else {
      self.init()
      remarks = ["No specimen was received in the period."]
      return
    }
    let calendars = try store.rows(of: ResourceCalendar.self)
    let resources = Dictionary(
      try store.rows(of: Resource.self).map { ($0.code.text, $0.id) },
      uniquingKeysWith: { first, _ in first })
    do {
      try self.init(
        history, terms: try Self.terms(in: store, question), question,
        hours: { OpeningHours(calendars, of: resources[$0]) })
    } catch let fault as CapacityFault {
      throw NoAnswer(fault.description)
    } catch let refusal as CapacityRefusal {
      throw NoAnswer(refusal.description)
    }
  }

  /// What the lab says of its assays, with what was asked above it.
  private static func terms(
    in store: Store, _ question: Question
  ) throws -> [String: AssayTerms] {
    var terms: [String: AssayTerms] = [:]
    for assay in try store.rows(of: Assay.self) {
      terms[assay.code.text] = AssayTerms(
        serviceMinutes: assay.serviceMinutes?.double, promisedHours: assay.slaHours?.double)
    }
    for (assay, minutes) in question[CapacityOptions.serviceToday] {
      terms[assay, default: AssayTerms()].serviceMinutes = minutes
    }
    return terms
  }

  init(
    _ history: CapacityHistory, terms: [String: AssayTerms], _ question: Question,
    hours: (String) -> OpeningHours
  ) throws {
    self.init()
    for assay in question[CapacityOptions.serviceToday].keys.sorted()
    where !history.assays.contains(assay) {
      throw CapacityRefusal.unknownAssay(assay, known: history.assays)
    }
    let baseline = try CapacityBaseline(
      history, terms: terms, promisedHours: question.slaHours, zone: question.zone, hours: hours)
    let profile = WeekProfile(history, zone: question.zone)
    changes = question.capacityChanges + (try Self.load(question, profile))
    let operators = question[CapacityOptions.operatorsToday] ?? history.operatorsAtOnce()
    var today: [CapacityChange] = []
    let counts = changes.contains { if case .operators = $0 { true } else { false } }
    if counts || question[CapacityOptions.operatorsToday] != nil {
      today = [.operators(.to(operators))]
      let source =
        question[CapacityOptions.operatorsToday] == nil ? ", as the specimens of an hour name" : ""
      remarks.append(
        "Operators today: \(operators)\(source); each attends one machine for the service time.")
    }
    self.baseline = baseline
    self.profile = profile
    before = try Self.scenario(baseline, today, question, profile, hours)
    if !changes.isEmpty {
      after = try Self.scenario(baseline, today + changes, question, profile, hours)
    }
    let overloads = (after ?? before)?.overloads ?? []
    if question[CapacityOptions.method] != .closedForm, !overloads.isEmpty {
      throw NoAnswer(overloads.map(\.description).joined(separator: "\n"))
    }
  }

  /// The load, as it was asked for.
  private static func load(
    _ question: Question, _ profile: WeekProfile
  ) throws -> [CapacityChange] {
    var load = question[CapacityOptions.load]
    if let wanted = question[CapacityOptions.arrivalsPerHour], let now = profile.arrivalsPerHour {
      load *= wanted / now
    }
    return load == 1 ? [] : [.load(load)]
  }

  private static func scenario(
    _ baseline: CapacityBaseline, _ changes: [CapacityChange], _ question: Question,
    _ profile: WeekProfile, _ hours: (String) -> OpeningHours
  ) throws -> Scenario {
    let (model, arrivals) = try baseline.changed(by: changes, zone: question.zone, hours: hours)
    let load = changes.reduce(1.0) { if case .load(let factor) = $1 { $0 * factor } else { $0 } }
    let overloads =
      question[CapacityOptions.method] == .simulation
      ? CapacitySimulation(profile, load: load, period: baseline.period, question)
        .overloads(of: model)
      : model.overloads(by: arrivals, in: baseline.period)
    return Scenario(model: model, arrivals: arrivals, load: load, overloads: overloads)
  }
}

extension CapacitySimulation {
  init(_ profile: WeekProfile, load: Double, period: Range<Int>, _ question: Question) {
    self.init(
      profile: profile, load: load, serviceTimes: question[CapacityOptions.serviceTimes],
      seed: UInt64(question[CapacityOptions.seed]),
      replications: question[CapacityOptions.replications], period: period)
  }
}
