internal import Statistics
public import Tables

/// What a lab says of an assay, beside what its specimens show.
public struct AssayTerms: Sendable, Equatable {
  /// Minutes that a machine is busy with one specimen; `nil` where nobody wrote them down.
  public var serviceMinutes: Double?
  /// Hours within which a result is promised; `nil` where it is as for every assay.
  public var promisedHours: Double?

  public init(serviceMinutes: Double? = nil, promisedHours: Double? = nil) {
    self.serviceMinutes = serviceMinutes
    self.promisedHours = promisedHours
  }
}

/// A lab as it was in a period, made of its records: the model, and what it was fitted to.
public struct CapacityBaseline: Sendable {
  public let model: CapacityModel
  public let arrivals: [Arrival]
  public let history: CapacityHistory
  /// Assays whose service time nobody wrote down: it is a low quantile of their turnaround.
  public let estimated: [String]
  /// The period in milliseconds since 1970.
  public var period: Range<Int> {
    history.period.lowerBound * 1000..<history.period.upperBound * 1000
  }
}

/// Why no model can be made of a lab's records.
public enum CapacityFault: Error, Sendable, Equatable {
  /// An assay has neither a service time nor results to estimate it from.
  case noServiceTime(assay: String)
  /// A service time is above 0 and at most 100,000 minutes.
  case badServiceTime(assay: String, minutes: Double)
  /// A period of more than 100 years, which some wrong date makes.
  case longPeriod(days: Int)
}

extension CapacityBaseline {
  /// The share of an assay's specimens that are taken to have hardly waited.
  static let fastShare = 0.1

  /// Fits a model to records.
  ///
  /// The service time is the one that is written down. Then what the fastest tenth of an assay's
  /// results took beyond it (the 10th percentile of turnaround, less the service) is its handling
  /// time: transport, centrifuge, incubation, release, which take as long however short the line is.
  /// Where no service time is written down, it is all of that percentile, which is rather too long,
  /// and there is no handling time.
  ///
  /// - Parameters:
  ///   - terms: By the assay's code.
  ///   - promisedHours: For assays without their own.
  ///   - hours: When a machine is open, by its code.
  public init(
    _ history: CapacityHistory, terms: [String: AssayTerms], promisedHours: Double,
    zone: LocalZone, hours: (String) -> OpeningHours
  ) throws(CapacityFault) {
    let days =
      Double(history.period.upperBound) / 86_400 - Double(history.period.lowerBound) / 86_400
    guard days <= 36_525 else { throw .longPeriod(days: Int(min(days, 1e15))) }
    var runs = Array(repeating: Set<Int>(), count: history.machines.count)
    for record in history.records { runs[record.machine].insert(record.assay) }
    let pools = CapacityPools(
      machines: history.machines, assays: history.assays.count, runs: runs)
    var estimated: [String] = []
    var work: [CapacityModel.Work] = []
    for (place, samples) in history.turnarounds().enumerated() {
      let assay = history.assays[place]
      let fast = samples.percentile(Self.fastShare).map { $0 * 1000 }
      let service: Double
      if let minutes = terms[assay]?.serviceMinutes {
        guard let valid = Self.milliseconds(minutes) else {
          throw .badServiceTime(assay: assay, minutes: minutes)
        }
        service = Double(valid)
      } else {
        guard let fast, fast >= 1 else { throw .noServiceTime(assay: assay) }
        service = fast
        estimated.append(assay)
      }
      let promised = (terms[assay]?.promisedHours ?? promisedHours) * 3_600_000
      work.append(
        CapacityModel.Work(
          assay: assay, pool: pools.poolOfAssay[place], service: Int(service.rounded()),
          handling: Int(max(0, (fast ?? 0) - service).rounded()),
          promised: promised < 0x1p53 ? Int(promised.rounded()) : .max))
    }
    let machines = history.machines.enumerated().map { place, name in
      CapacityModel.Machine(
        name: name, pool: pools.poolOfMachine[place], runs: runs[place],
        open: hours(name).open(over: history.period, zone: zone))
    }
    self.model = CapacityModel(pools: pools.names, work: work, machines: machines)
    self.arrivals = history.records.map {
      Arrival(time: $0.received * 1000, work: $0.assay, service: work[$0.assay].service)
    }
    self.history = history
    self.estimated = estimated
  }

  /// A service time in milliseconds; `nil` where it is none, or more than ten weeks.
  static func milliseconds(_ minutes: Double) -> Int? {
    guard minutes > 0, minutes <= 100_000 else { return nil }
    return max(1, Int((minutes * 60_000).rounded()))
  }
}

extension OpeningHours {
  /// For a replay, in milliseconds: beyond the end of the period the line is worked off, for up to
  /// 400 days, which a holiday of any length does not outlast.
  public func open(over period: Range<Int>, zone: LocalZone) -> [Range<Int>] {
    let end = isAlwaysOpen ? Int.max / 1000 : period.upperBound + 400 * 86_400
    return open(in: period.lowerBound..<end, zone: zone).map {
      $0.lowerBound * 1000..<$0.upperBound * 1000
    }
  }
}
