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
  /// More buckets than that are not what a person looks at; eleven years of hours are fewer.
  static let most = 100_000

  public static func refusal(_ question: Question) -> NoAnswer? {
    guard question.isBounded else { return nil }
    let grain = question[Throughput.grain]
    var buckets = CalendarBuckets(grain, in: question.zone)
    guard buckets.starts(in: question.period, limit: most) == nil else { return nil }
    return NoAnswer(
      "From --since to --until there are more than \(grouped(most)) \(grain.rawValue)s. Ask for a "
        + "shorter period, or a longer --grain.")
  }

  public static func columns(_ question: Question) -> [FigureColumn] {
    let grain = question[Throughput.grain]
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
    for count in counts {
      let bucket: [Figure] = [.text(count.bucket)]
      let group: [Figure] = columns.count == 3 ? [.text(count.group)] : []
      figures.add(bucket + group + [.count(count.completed)])
    }
    figures.picture = .overTime(
      TimePicture(
        axis: "completed specimens", column: columns.count - 1,
        counts.map {
          .init(
            group: grouping == .none ? "" : $0.group, start: $0.start, value: Double($0.completed))
        },
        calendar: CalendarBuckets(question[Throughput.grain], in: question.zone), gap: .zero))
    figures.remarks = ["\(counted(total, "completed specimen")) in all."] + edges(question)
    if !question.isBounded, !counts.isEmpty {
      figures.remarks.append(
        "A \(question[Throughput.grain].rawValue) without any has no row; with --since and --until it has 0."
      )
    }
    figures.remarks += leftOutRemarks(
      [(withoutTime, "without a readable time")], faults: withoutTime)
    return figures
  }

  /// What is only counted in part, as the period begins or ends within it.
  private func edges(_ question: Question) -> [String] {
    var buckets = CalendarBuckets(question[Throughput.grain], in: question.zone)
    let (since, until) = (question.period.lowerBound, question.period.upperBound)
    guard since < until else { return [] }
    var remarks: [String] = []
    if since > .min, buckets.start(of: since) < since {
      let name = buckets.name(buckets.start(of: since))
      remarks.append("\(name) is only counted from \(question.zone.minute(since)) on.")
    }
    if until < .max, buckets.start(of: until) < until {
      let name = buckets.name(buckets.start(of: until))
      remarks.append("\(name) is only counted up to \(question.zone.minute(until)).")
    }
    return remarks
  }
}
