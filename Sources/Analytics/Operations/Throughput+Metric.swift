internal import Statistics
internal import Tables
internal import Wording

extension Metric {
  static let throughput = Metric(
    .metrics, "throughput", "Completed specimens per hour, day, week or month.",
    definition: """
      Counts completed specimens by the time of their result, on the lab's clock: a day lasts from \
      midnight to midnight there, also when it has 23 or 25 hours; an hour that the clock shows \
      twice is two. Weeks begin on Monday and are named as ISO 8601 has it (2026-W47). Where \
      nothing was completed, 0 stands between --since and --until when both are given, and else no \
      row.
      """,
    options: [Throughput.grain, Throughput.grouping],
    takes: .period,
    examples: [
      ("plainlab metrics throughput --since 2026-11-13 --until 2026-11-21", "each day of a week"),
      ("plainlab metrics throughput --grain week --by machine", "by analyzer"),
      ("plainlab metrics throughput --grain hour --time-zone Europe/Berlin", "on another clock"),
    ],
    of: Throughput.self)
}

extension Throughput {
  /// More pieces of time than that are not what a person looks at; eleven years of hours are fewer.
  static let most = 100_000

  public static func refusal(_ question: Question) -> NoAnswer? {
    let grain = question[Self.grain]
    var calendar = CalendarBuckets(grain, in: question.zone)
    guard question.isBounded, calendar.starts(in: question.period, limit: most) == nil else {
      return nil
    }
    return NoAnswer(
      "From --since to --until there are more than \(grouped(most)) \(grain.rawValue)s. Ask for a "
        + "shorter period, or a longer --grain.")
  }

  public static func columns(_ question: Question) -> [FigureColumn] {
    let grain = question[Self.grain]
    let grouping = question[grouping]
    let meaning =
      grain == .hour
      ? "When the hour began on the lab's clock, with the offset from UTC."
      : "The \(grain.rawValue) on the lab's calendar."
    return [FigureColumn(grain.rawValue, .text, meaning)]
      + (grouping == .none
        ? [] : [FigureColumn(grouping.heading, .text, "What the specimens have in common.")])
      + [FigureColumn("completed", .count, "Specimens with a result.")]
  }

  public func figures(_ question: Question) -> Figures {
    let columns = Self.columns(question)
    var figures = Figures(columns)
    let grain = question[Self.grain]
    let calendar = CalendarBuckets(grain, in: question.zone)
    for count in counts {
      let bucket: [Figure] = [.text(calendar.name(count.start))]
      let group: [Figure] = columns.count == 3 ? [.text(count.group)] : []
      figures.add(bucket + group + [.count(count.completed)])
    }
    figures.picture = .bars(column: columns.count - 1)
    figures.remarks = ["\(counted(total, "completed specimen")) in all."] + edges(question)
    if !question.isBounded, !counts.isEmpty {
      figures.remarks.append(
        "A \(grain.rawValue) without any has no row; with --since and --until it has 0.")
    }
    if withoutTime > 0 {
      figures.remarks.append(
        "Left out: \(grouped(withoutTime)) without a readable time; 'plainlab check' names them.")
    }
    return figures
  }

  /// What is only counted in part, as the period begins or ends within it.
  private func edges(_ question: Question) -> [String] {
    var calendar = CalendarBuckets(question[Self.grain], in: question.zone)
    let (since, until) = (question.period.lowerBound, question.period.upperBound)
    guard since < until else { return [] }
    var remarks: [String] = []
    if since > .min {
      let start = calendar.start(of: since)
      if start < since {
        remarks.append(
          "\(calendar.name(start)) is only counted from \(question.zone.minute(since)) on.")
      }
    }
    if until < .max {
      let start = calendar.start(of: until - 1)
      if start == calendar.start(of: until) {
        remarks.append(
          "\(calendar.name(start)) is only counted up to \(question.zone.minute(until)).")
      }
    }
    return remarks
  }

  /// That fewer were completed than before.
  ///
  /// Told when the number is so low beside that of the time before that it would happen by chance
  /// once in a thousand times (the exact binomial limit for the share of both that falls into the later time,
  /// 99.8 % in all), and lower by a fifth at least. Both periods have a start and an end.
  public func attention(after before: Throughput) -> [Attention] {
    guard question.isBounded, before.question.isBounded else { return [] }
    let length = Double(question.period.upperBound) - Double(question.period.lowerBound)
    let length0 =
      Double(before.question.period.upperBound) - Double(before.question.period.lowerBound)
    guard length > 0, length0 > 0,
      let limits = FunnelLimits(
        of: total + before.total, around: length / (length + length0), .strict)
    else { return [] }
    let expected = Double(before.total) * length / length0
    guard Double(total) / Double(total + before.total) < limits.lower,
      Double(total) < 0.8 * expected
    else { return [] }
    let fall = fixed(100 * (1 - Double(total) / expected), decimals: 0)
    return [
      Attention(
        .change, size: 1 - Double(total) / expected,
        "\(counted(total, "specimen")) completed, \(fall) % fewer than in the time before "
          + "(\(fixed(expected, decimals: 0)))",
        command: "plainlab metrics throughput --grain day")
    ]
  }
}
