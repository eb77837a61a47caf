internal import Tables

/// The columns behind a series, and the numbers in them.
struct SeriesNumbers {
  let columns: [any ScannedColumn]
  private let number: NumberColumn?
  private let duration: DurationColumns?

  init(_ series: SeriesName) {
    switch series.source {
    case .column(let name):
      let column = NumberColumn(name)
      (number, duration) = (column, nil)
      columns = [column]
    case .minutes(let from, let to, let status):
      let duration = DurationColumns(from: from, to: to, status: status)
      (number, self.duration) = (nil, duration)
      columns = duration.columns
    }
  }

  func fill(_ values: inout [Double], _ leftOut: inout Series.LeftOut) {
    if let number {
      values = number.values
      leftOut.unreadable += number.unreadable
      leftOut.empty += values.count { $0.isNaN } - number.unreadable
    } else if let duration {
      duration.fill(&values, &leftOut)
    }
  }
}

/// The columns behind a length of time.
private struct DurationColumns {
  private let from: InstantColumn
  private let to: InstantColumn
  private let status = CodedColumn("status")
  private let finished: Int

  init(from: String, to: String, status word: String) {
    self.from = InstantColumn(from)
    self.to = InstantColumn(to)
    finished = status.code(of: word)
  }

  var columns: [any ScannedColumn] { [from, to, status] }

  func fill(_ values: inout [Double], _ leftOut: inout Series.LeftOut) {
    values.removeAll(keepingCapacity: true)
    let (starts, ends, states) = (from.seconds, to.seconds, status.codes)
    for i in states.indices {
      guard states[i] == finished else {
        leftOut.unfinished += 1
        values.append(.nan)
        continue
      }
      values.append(Self.minutes(starts[i], ends[i], &leftOut))
    }
  }

  private static func minutes(
    _ start: Int, _ end: Int, _ leftOut: inout Series.LeftOut
  ) -> Double {
    if start == InstantColumn.unreadable || end == InstantColumn.unreadable {
      leftOut.unreadable += 1
    } else if start == InstantColumn.empty || end == InstantColumn.empty {
      leftOut.empty += 1
    } else if end < start {
      leftOut.negative += 1
    } else {
      return Double(end - start) / 60
    }
    return .nan
  }
}
