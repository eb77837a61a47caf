internal import Wording

extension CapacityChange: CustomStringConvertible {
  /// As it stands in an answer: `ARCH: 1 machine more`.
  public var description: String {
    switch self {
    case .machines(let pool, let count): "\(pool ?? "every pool"): \(count.words("machine"))"
    case .without(let machine): "without \(machine)"
    case .operators(let count): count.words("operator")
    case .service(let assay, let minutes): "\(assay): service \(shortest(minutes)) min"
    case .serviceFactor(let factor): "service times × \(shortest(factor))"
    case .shifts(let shifts): "open \(shifts)\(shifts.daysInWords)"
    case .load(let load): "load × \(significant(load, digits: 4))"
    }
  }
}

extension CapacityChange.Count {
  fileprivate func words(_ noun: String) -> String {
    switch self {
    case .to(let count): counted(count, noun)
    case .by(let change) where change < 0: "\(counted(change == .min ? .max : -change, noun)) fewer"
    case .by(let change): "\(counted(change, noun)) more"
    }
  }
}

extension Shifts {
  fileprivate var daysInWords: String {
    guard days.count < 7 else { return "" }
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return " on " + days.sorted().map { names[$0 - 1] }.joined(separator: " ")
  }
}

extension Overload: CustomStringConvertible {
  /// What is overloaded, by how much, and what would do.
  public var description: String {
    let (name, kind) =
      switch resource {
      case .machines(let names, let pool):
        (
          names.isEmpty ? pool : names.count > 6 ? pool : names.joined(separator: " and "),
          "machine"
        )
      case .operators(let count): (counted(count, "operator"), "operator")
      }
    let work =
      "\(name) would never settle: \(fixed(workHours, decimals: 1)) hours of work arrive in "
      + "\(fixed(openHours, decimals: 1)) open hours"
    guard let needed else { return "\(work), and nothing is open for it." }
    return "\(work). \(counted(needed, kind)) would do."
  }
}

extension CapacityFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noServiceTime(let assay):
      "How long a machine is busy with a specimen of \(visible(assay)) is written nowhere, and it has "
        + "no results to tell it from. Fill service_minutes in assays, or say --service-today "
        + "\(visible(assay))=MINUTES."
    case .badServiceTime(let assay, let minutes):
      "A service time is above 0 and at most 100000 minutes, not \(shortest(minutes)) as that of "
        + "\(visible(assay))."
    case .longPeriod(let days):
      "The specimens span \(counted(days, "day")), so that some time must be wrong: "
        + "name the period with --since and --until."
    }
  }
}

extension CapacityRefusal: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownPool(let name, let known): unknown("a pool of machines", name, known)
    case .unknownMachine(let name, let known): unknown("a machine", name, known)
    case .unknownAssay(let name, let known): unknown("an assay", name, known)
    case .machineCount(let count, let pool):
      "A pool has from 1 to 10000 machines; \(pool) would have \(count)."
    case .nobodyRuns(let assay): "No machine would be left that runs \(visible(assay))."
    case .operatorCount(let count): "There are from 1 to 10000 operators, not \(count)."
    case .serviceTime(let minutes):
      "A service time is above 0 and at most 100000 minutes, not \(shortest(minutes))."
    case .factor(let factor):
      "Service times are multiplied by a number above 0 and at most 1000, not \(shortest(factor))."
    case .load(let load):
      "The load is a multiple above 0 and at most 1000, not \(significant(load, digits: 4))."
    }
  }

  private func unknown(_ kind: String, _ name: String, _ known: [String]) -> String {
    let meant =
      nearest(to: name, in: known).map { " Did you mean '\($0)'?" }
      ?? (known.count <= 20 ? " There is \(known.joinedForReading())." : "")
    return "No specimen of the period names \(kind) '\(visible(name))'.\(meant)"
  }
}
