public import Tables

/// What a report says of a lab's figures: those by which it is steered, now and before, and what needs
/// attention.
public struct Watched: Sendable {
  /// A figure of the last days beside that of the weeks before.
  public struct Change: Sendable, Equatable {
    public let now: Headline
    public let before: Headline?
    /// The command of the metric that it stands for.
    public internal(set) var command = ""
  }

  public private(set) var changes: [Change] = []
  /// The most pressing first.
  public private(set) var attention: [Attention] = []

  init() {}

  private init<M: WatchedMeasurement>(_ now: M, after before: M) {
    attention = now.attention(after: before)
    let earlier = before.headlines
    changes = now.headlines.map { headline in
      Change(now: headline, before: earlier.first { $0.name == headline.name })
    }
  }

  /// How two measurements of a type are compared whose type is not known any more.
  static func comparison<M: WatchedMeasurement>(
    of type: M.Type
  ) -> @Sendable (any Measurement, any Measurement) -> Watched {
    { now, before in
      guard let now = now as? M, let before = before as? M else { return Watched() }
      return Watched(now, after: before)
    }
  }
}

extension Watched {
  /// How many days are looked at, today included, and how many before them they are compared with.
  public static let days = 7
  public static let daysBefore = 28

  /// Looks at watched metrics, all of them by default: the last 7 days on the lab's calendar up to `moment`, beside the 28
  /// days before them.
  ///
  /// The specimens are read once for all, other tables once a metric and period. A table that cannot
  /// be read is one thing that needs attention; the others are looked at even so.
  /// - Parameters:
  ///   - question: Its zone and promises; its times are not looked at.
  ///   - isPast: Whether there is more in the files than happened up to `moment`.
  public init(
    _ store: Store, of metrics: [Metric] = Metric.all, at moment: Int, isPast: Bool,
    _ question: Question
  ) {
    let zone = question.zone
    let today = zone.day(at: moment).days
    let start = zone.start(of: CalendarDate(days: today - Self.days + 1))
    let first = zone.start(of: CalendarDate(days: today - Self.days + 1 - Self.daysBefore))
    let period = Period(
      now: question.over(start..<moment + 1, asOf: moment),
      before: question.over(first..<start, asOf: start - 1),
      since: "--since \(zone.day(at: start).cellText)",
      until: isPast ? "--until \(Instant(seconds: moment + 1).cellText)" : nil,
      moment: "--as-of \(Instant(seconds: moment).cellText)")
    let metrics = metrics.filter(\.isWatched)
    add(gathered(metrics, store, period))
    for metric in metrics where metric.gathering == nil {
      do {
        let now = try metric.measure(store, period.now)
        add(metric.watched(now, after: try metric.measure(store, period.before)), metric, period)
      } catch {
        add(unreadable: error)
      }
    }
    attention = attention.inOrder
  }

  /// What is asked of each metric, and how a command asks the same.
  private struct Period {
    let now: Question
    let before: Question
    /// `--since DAY`, and `--until TIME` where it is told of a moment that is past.
    let since: String
    let until: String?
    let moment: String
  }

  /// What is said of specimens, of one scan.
  private func gathered(
    _ metrics: [Metric], _ store: Store, _ period: Period
  ) -> Watched {
    var all = Watched()
    do {
      let promises = try Promises(in: store, period.now)
      let made = metrics.compactMap { metric in metric.gathering.map { (metric, $0) } }
      var measurements: [any SpecimenGathering] =
        made.map { $1(period.now, promises) } + made.map { $1(period.before, promises) }
      try store.gather(&measurements)
      for (i, (metric, _)) in made.enumerated() {
        guard let now = measurements[i] as? any Measurement,
          let before = measurements[made.count + i] as? any Measurement
        else { continue }
        all.add(metric.watched(now, after: before), metric, period)
      }
    } catch {
      all.add(unreadable: error)
    }
    return all
  }

  /// Adds what is said by one metric, with commands that ask it about the same time. One that looks
  /// back longer than the report names its own first day.
  private mutating func add(_ other: Watched, _ metric: Metric, _ period: Period) {
    changes += other.changes.map { change in
      var change = change
      change.command = metric.command
      return change
    }
    attention += other.attention.map { item in
      guard item.command.hasPrefix(metric.command) else { return item }
      let takesPeriod = metric.scope.contains(.period)
      let times = [
        takesPeriod && !item.command.contains(" --since ") ? period.since : nil,
        takesPeriod ? period.until : nil,
        metric.scope.contains(.asOf) ? period.moment : nil,
      ].compactMap { $0 }
      return Attention(
        item.weight, size: item.size, about: item.subject, item.sentence,
        command: ([item.command] + times).joined(separator: " "))
    }
  }

  private mutating func add(_ other: Watched) {
    changes += other.changes
    attention += other.attention
  }

  private mutating func add(unreadable error: any Error) {
    let item = Attention(.untrusted, "\(error)", command: "plainlab check")
    if !attention.contains(item) { attention.append(item) }
  }
}

extension Question {
  /// The same question about another time.
  func over(_ period: Range<Int>, asOf moment: Int) -> Question {
    var question = self
    question.period = period
    question.asOf = Instant(seconds: moment)
    return question
  }
}
