public import Analytics
public import History
public import Tables
internal import Wording

/// What a site is made from: a lab at one moment, with what was found out about it already.
public struct SiteLab: Sendable {
  public let store: Store
  /// What the lab is called.
  public let name: String
  /// Its zone and promises are looked at, not its times.
  public let question: Question
  /// The moment from which the lab is looked at, in seconds since 1970; `nil` where no file has a
  /// time.
  public let moment: Int?
  /// `nil` where the files could not be looked at.
  public let check: Check?
  /// The most pressing first, with the commands as they are to be typed.
  public let attention: [Attention]
  public let changes: [Watched.Change]
  /// The last commits, the newest first; `nil` where the lab is not in git.
  public let commits: [CommitChanges]?
  /// The first words of a command about this lab: `plainlab`, or `plainlab --data lab/data`.
  public let program: String
  /// The zone, where another one than the lab's own was asked for.
  public let timeZone: String?
  /// How many days are looked at, that of the moment included.
  public let days: Int

  public init(
    _ store: Store, name: String, question: Question, moment: Int?, check: Check?,
    attention: [Attention], changes: [Watched.Change], commits: [CommitChanges]?,
    program: String, timeZone: String?, days: Int
  ) {
    self.store = store
    self.name = name
    self.question = question
    self.moment = moment
    self.check = check
    self.attention = attention
    self.changes = changes
    self.commits = commits
    self.program = program
    self.timeZone = timeZone
    self.days = days
  }

  var zone: LocalZone { question.zone }

  /// The whole of the period: the last days on the lab's calendar, up to the moment. Without a
  /// moment it is all time.
  var period: Range<Int> {
    guard let moment else { return question.period }
    return zone.start(of: CalendarDate(days: zone.day(at: moment).days - days + 1))..<moment + 1
  }

  /// The question about a part of the period that begins with a day.
  func question(from firstDay: Int?) -> Question {
    var question = question
    question.period = period
    if let firstDay, let moment {
      let start = max(period.lowerBound, zone.start(of: CalendarDate(days: firstDay)))
      question.period = min(start, moment)..<moment + 1
    }
    question.asOf = moment.map { Instant(seconds: $0) }
    return question
  }

  /// A command of the program, of which the first word is 'plainlab', as it is to be typed.
  func command(_ line: String) -> String {
    line.hasPrefix("plainlab") ? program + line.dropFirst("plainlab".count) : line
  }

  /// The command that asks a metric the same question.
  func command(
    of metric: Metric, _ options: [(option: String, word: String)], _ question: Question
  ) -> String {
    var words = [metric.command]
    for (name, word) in options {
      switch metric.options.first(where: { $0.name == name })?.form {
      case .flag: words.append("--\(name)")
      case .argument: words.append(shellWord(word))
      default: words.append("--\(name) \(shellWord(word))")
      }
    }
    if metric.scope.contains(.period), question.isBounded {
      words.append("--since \(Instant(seconds: question.period.lowerBound).cellText)")
      words.append("--until \(Instant(seconds: question.period.upperBound).cellText)")
    }
    if metric.scope.contains(.asOf), let asOf = question.asOf {
      words.append("--as-of \(asOf.cellText)")
    }
    if let timeZone { words.append("--time-zone \(shellWord(timeZone))") }
    return command(words.joined(separator: " "))
  }
}
