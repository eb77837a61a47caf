import Lab
import Tables
import Wording

extension RunRecord {
  /// What there is to say of the time of a step: expected, and taken or running.
  func times(of line: Line, _ progress: RunProgress) -> String {
    var words: [String] = []
    if let minutes = line.estimatedMinutes { words.append("expected \(elapsed(minutes: minutes))") }
    if let done = line.step.completedAt {
      words.append("done \(done.minuteText) UTC")
      if let taken = secondsTaken(by: line, progress) {
        words.append("took \(elapsed(seconds: taken))")
      }
    } else {
      let seconds = progress.secondsWorked(from: lastDone, to: progress.end)
      words.append("on it for \(elapsed(seconds: seconds))")
    }
    words.append("run \(elapsed(seconds: progress.secondsWorked))")
    return words.joined(separator: ", ")
  }
}

extension Instant {
  /// To the minute, in UTC, for people: `2026-11-20 17:58`.
  var minuteText: String {
    String(Instant(seconds: seconds).cellText.prefix(16)).replacing("T", with: " ")
  }
}

/// A length of time that was estimated in whole minutes: "6 min", "2 h", "1 h 30 min".
func elapsed(minutes: Int) -> String {
  if minutes < 60 { return "\(minutes) min" }
  return minutes < 1440 && minutes % 60 == 0
    ? "\(minutes / 60) h" : elapsed(seconds: min(minutes, .max / 60) * 60)
}
