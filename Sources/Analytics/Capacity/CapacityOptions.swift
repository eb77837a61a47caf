internal import Tables

/// What `simulate capacity` can be asked.
enum CapacityOptions {
  /// How an answer is found.
  enum Method: String, CaseIterable, Sendable {
    case replay
    case closedForm = "closed-form"
    case simulation
  }

  static let all: [any AnyMetricOption] = [
    method, machines, without, operators, service, serviceFactor, shifts, days, load,
    arrivalsPerHour, serviceToday, operatorsToday, serviceTimes, seed, replications,
  ]

  static let method = MetricOption(
    "method", default: Method.replay, "The lab's own arrivals, Erlang's formula, or drawn arrivals")

  static let machines = MetricOption<[CapacityChange]>(
    "machines",
    .value(
      placeholder: "LIST",
      expectation: "+1 for every pool, or pools like ARCH=+1,CHEM=3 with commas between"),
    "Machines more or fewer, or how many", fallback: [], word: nil,
    read: { word in
      list(word) { part in
        let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard sides.count <= 2, let count = sides.last.flatMap({ count($0) }) else { return nil }
        if sides.count == 2, sides[0].isEmpty { return nil }
        return .machines(pool: sides.count == 2 ? sides[0] : nil, count)
      }
    })

  static let without = MetricOption<[CapacityChange]>(
    "without", .value(placeholder: "LIST", expectation: "codes of machines like ARCH-1,CHEM-2"),
    "Machines that are gone", fallback: [], word: nil,
    read: { word in list(word) { $0.isEmpty ? nil : .without(machine: $0) } })

  static let operators = MetricOption<CapacityChange.Count?>(
    "operators", .value(placeholder: "N", expectation: "a number like 3, or +1 or -1"),
    "Operators more or fewer, or how many; each attends one machine at a time", fallback: nil,
    word: nil, read: { count($0).map { .some($0) } })

  static let operatorsToday = MetricOption<Int?>(
    "operators-today", .value(placeholder: "N", expectation: "a whole number from 1 to 10000"),
    "How many operators are at work today (else: as the specimens name them)", fallback: nil,
    word: nil,
    read: { Int($0).flatMap { (1...10_000).contains($0) ? .some($0) : nil } })

  static let service = MetricOption<[CapacityChange]>(
    "service", .value(placeholder: "LIST", expectation: services),
    "Other service times, in minutes",
    fallback: [], word: nil,
    read: { word in
      list(word) { part in minutes(part).map { .service(assay: $0.0, minutes: $0.1) } }
    })

  static let serviceToday = MetricOption<[String: Double]>(
    "service-today", .value(placeholder: "LIST", expectation: services),
    "The service times of today, in minutes, over those in the table of assays", fallback: [:],
    word: nil,
    read: { word in
      list(word) { minutes($0) }.map { Dictionary($0, uniquingKeysWith: { _, last in last }) }
    })

  static let serviceFactor = MetricOption(
    "service-factor", default: 1, in: 0.01...100, "What every service time is multiplied by")

  static let shifts = MetricOption<Shifts?>(
    "shifts",
    .value(placeholder: "LIST", expectation: "times like 07:00-15:00,15:00-23:00"),
    "When the machines are open, in the place of their calendars", fallback: nil, word: nil,
    read: { Shifts($0).map { .some($0) } })

  static let days = MetricOption<Set<Int>?>(
    "days", .value(placeholder: "LIST", expectation: "days like 1-5 or 1,3,5; 1 is Monday"),
    "The days of the shifts; 1 is Monday", fallback: nil, word: nil,
    read: { word in
      list(word) { part -> [Int]? in
        let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard ends.count <= 2, let first = ends.first, let last = ends.last,
          1 <= first, first <= last, last <= 7
        else { return nil }
        return Array(first...last)
      }.map { .some(Set($0.joined())) }
    })

  static let load = MetricOption(
    "load", default: 1, in: 0.01...100, "How many times as many specimens come")

  static let arrivalsPerHour = MetricOption<Double?>(
    "arrivals-per-hour", .value(placeholder: "NUMBER", expectation: "a number above 0"),
    "How many come on average over all hours, in the lab's own rhythm", fallback: nil, word: nil,
    read: { decimal($0).flatMap { $0 > 0 ? .some($0) : nil } })

  static let serviceTimes = MetricOption(
    "service-times", default: ServiceTimes.constant, "How they vary in a simulation")

  static let seed = MetricOption(
    "seed", default: 1, in: 0...Int.max, "Of the random numbers of a simulation")

  static let replications = MetricOption(
    "replications", default: 20, in: 2...10_000, "How many times a simulation draws the period")

  private static let services = "assays with minutes like TSH=1.5,FT4=2"

  /// The parts between commas, where each says something.
  private static func list<Element>(
    _ word: String, _ element: (String) -> Element?
  ) -> [Element]? {
    let parts = word.split(separator: ",", omittingEmptySubsequences: false)
    let elements = parts.compactMap { element(String($0)) }
    return elements.count == parts.count ? elements : nil
  }

  private static func count(_ word: String) -> CapacityChange.Count? {
    guard let number = Int(word) else { return nil }
    return word.hasPrefix("+") || word.hasPrefix("-") ? .by(number) : .to(number)
  }

  private static func minutes(_ word: String) -> (String, Double)? {
    guard let mark = word.lastIndex(of: "="), mark > word.startIndex,
      let minutes = decimal(String(word[word.index(after: mark)...]))
    else { return nil }
    return (String(word[..<mark]), minutes)
  }
}

extension Question {
  /// What should be otherwise, but for the load, in the order in which it is done.
  var capacityChanges: [CapacityChange] {
    var changes = self[CapacityOptions.without] + self[CapacityOptions.machines]
    if let count = self[CapacityOptions.operators] { changes.append(.operators(count)) }
    changes += self[CapacityOptions.service]
    let factor = self[CapacityOptions.serviceFactor]
    if factor != 1 { changes.append(.serviceFactor(factor)) }
    let days = self[CapacityOptions.days]
    if var shifts = self[CapacityOptions.shifts] ?? days.flatMap({ _ in Shifts("00:00-24:00") }) {
      if let days { shifts.days = days }
      changes.append(.shifts(shifts))
    }
    return changes
  }
}
