public import Tables

/// What a report says of a lab's figures: those by which it is steered, now and before, and what needs
/// attention.
public struct Watched: Sendable {
  /// A figure of the last days beside that of the weeks before.
  public struct Change: Sendable, Equatable {
    public let now: Headline
    public let before: Headline?
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
  /// How long the days are that are looked at, and the weeks that they are compared with.
  public static let days = 7
  public static let daysBefore = 28

  /// Looks at all watched metrics: the last 7 days up to `moment`, beside the 28 days before them.
  ///
  /// The specimens are read once for all, other tables once a metric and period. A table that cannot
  /// be read is one thing that needs attention; the others are looked at even so.
  /// - Parameter question: Its zone and promises; its times are not looked at.
  public init(_ store: Store, at moment: Int, _ question: Question) {
    let start = moment - Self.days * 86_400
    let now = question.over(start + 1..<moment + 1, asOf: moment)
    let before = question.over(start + 1 - Self.daysBefore * 86_400..<start + 1, asOf: start)
    let metrics = Metric.all.filter(\.isWatched)
    add(gathered(metrics, store, now, before))
    for metric in metrics where metric.gathering == nil {
      do {
        add(
          metric.watched(try metric.measure(store, now), after: try metric.measure(store, before)))
      } catch {
        add(unreadable: error)
      }
    }
    attention = attention.inOrder
  }

  /// What is said of specimens, of one scan.
  private func gathered(
    _ metrics: [Metric], _ store: Store, _ now: Question, _ before: Question
  ) -> Watched {
    var all = Watched()
    do {
      let promises = try Promises(in: store, now)
      let made = metrics.compactMap { metric in metric.gathering.map { (metric, $0) } }
      var measurements: [any SpecimenGathering] =
        made.map { $1(now, promises) } + made.map { $1(before, promises) }
      try store.gather(&measurements)
      for (i, (metric, _)) in made.enumerated() {
        guard let now = measurements[i] as? any Measurement,
          let before = measurements[made.count + i] as? any Measurement
        else { continue }
        all.add(metric.watched(now, after: before))
      }
    } catch {
      all.add(unreadable: error)
    }
    return all
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
