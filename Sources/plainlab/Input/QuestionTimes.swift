import Analytics
import CommandLineKit
import Lab
import Tables
import Wording

/// The times on the command line that every metric understands in the same way.
struct QuestionTimes {
  private static let since = Option(
    "since", as: Moment.self, "Only from this day or time on; days are the lab's")
  private static let until = Option("until", as: Moment.self, "Only before this day or time")
  private static let asOf = Option(
    "as-of", as: Moment.self,
    "The moment from which open work is looked at, or 'now' (default: the newest time in the files)"
  )
  static let timeZone = Option(
    "time-zone", placeholder: "ZONE",
    "Where days and hours begin (default: the setting time_zone, else UTC)")

  static let all: [any Parameter] = [since, until, asOf, timeZone]

  /// Those that a metric takes.
  static func parameters(of metric: Metric) -> [any Parameter] {
    (metric.scope.contains(.period) ? [since, until] : [])
      + (metric.scope.contains(.asOf) ? [asOf] : []) + [timeZone]
  }

  private let given: GivenValues

  init(_ given: GivenValues) { self.given = given }

  /// Those that were given, with their words.
  var words: [MetricWord] {
    func word(_ option: any Parameter, _ word: String?) -> [MetricWord] {
      word.map { [MetricWord(option: option.usage.name, word: $0)] } ?? []
    }
    let moments = [Self.since, Self.until, Self.asOf].flatMap { option in
      let moment: Moment? = given[option] ?? nil
      return word(option, moment?.argument)
    }
    return moments + word(Self.timeZone, given[Self.timeZone] ?? nil)
  }

  /// Puts the times, and what the lab decided once for all, into a question.
  func read(into question: inout Question, _ store: Store, _ context: Context) throws {
    try context.read(into: &question, store, zone: given[Self.timeZone] ?? nil)
    let moment = { [question] (option: Option<Moment?>) in
      try (given[option] ?? nil)?.seconds(in: question.zone, now: context.now)
    }
    let start = try moment(Self.since) ?? .min
    let end = try moment(Self.until) ?? .max
    guard start <= end else { throw UsageError("--since is later than --until.") }
    question.period = start..<end
    question.asOf = try moment(Self.asOf).map { Instant(seconds: $0) }
  }
}

extension Context {
  /// Puts what the lab decided once for all into a question: its zone, and what it promises.
  func read(into question: inout Question, _ store: Store, zone: String? = nil) throws {
    let settings = try Settings(in: store, environment: console.environment)
    question.zone = try self.zone(named: zone, settings)
    question.slaHours = try settings.slaHours() ?? question.slaHours
  }

  /// The moment that is meant on the lab's clock.
  func instant(_ moment: Moment?) throws -> Instant? {
    try moment.map {
      Instant(seconds: try $0.seconds(in: try zone(named: nil, settings()), now: now))
    }
  }

  /// The zone that was asked for, else the lab's own, else UTC.
  func zone(named name: String?, _ settings: Settings) throws -> LocalZone {
    do throws(LocalZone.Fault) {
      if let name { return try LocalZone(name) }
    } catch {
      throw UsageError("--time-zone: \(error)")
    }
    guard let name = settings["time_zone"]?.value else { return .utc }
    do throws(LocalZone.Fault) {
      return try LocalZone(name)
    } catch {
      note("The setting time_zone is not understood, and UTC taken. \(error)")
      return .utc
    }
  }
}

extension Settings {
  /// Hours within which a result is promised, of assays that have none of their own.
  func slaHours() throws -> Double? {
    guard let text = self["sla_hours"]?.value else { return nil }
    guard let hours = ExactDecimal(text)?.double, hours > 0, hours.isFinite else {
      throw UsageError(
        "The setting sla_hours is a number of hours above 0, not '\(visible(text))'.")
    }
    return hours
  }
}
