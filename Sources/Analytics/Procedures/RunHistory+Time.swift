/// Time as runs took it.
extension RunHistory {
  /// Seconds from the start to the end; `nil` while the run has no end, or where it is before the
  /// start.
  func secondsElapsed(_ run: Int) -> Int? {
    let (start, end) = (starts[run], ends[run])
    guard start != Self.missing, end != Self.missing, end >= start else { return nil }
    return end - start
  }

  /// The same without the pauses: the time in which somebody worked on it.
  func secondsWorked(_ run: Int) -> Int? {
    guard let elapsed = secondsElapsed(run) else { return nil }
    return max(0, elapsed - secondsPaused(run, from: starts[run], to: ends[run]))
  }

  /// Seconds of a run, which has ended, between two instants, without its pauses and what lies
  /// before its start or after its end; none when they are the wrong way round.
  func secondsWorked(_ run: Int, from: Int, to: Int) -> Int {
    let first = max(from, starts[run])
    let last = min(to, ends[run])
    guard first < last else { return 0 }
    return max(0, last - first - secondsPaused(run, from: first, to: last))
  }

  private func secondsPaused(_ run: Int, from first: Int, to last: Int) -> Int {
    var seconds = 0
    for i in pauseBounds[run]..<pauseBounds[run + 1] {
      seconds += max(0, min(pauses[i].upperBound, last) - max(pauses[i].lowerBound, first))
    }
    return seconds
  }

  /// The seconds of work on each step of a run that was done at a known time, in the order in which
  /// they were done: since the one before, or since the start. `place` is that in `steps`.
  func secondsOfSteps(_ run: Int) -> [(place: Int, seconds: Int)] {
    var done = steps(of: run).filter { steps.times[$0] != Self.missing }
    if !zip(done, done.dropFirst()).allSatisfy({ steps.times[$0] <= steps.times[$1] }) {
      done.sort { (steps.times[$0], $0) < (steps.times[$1], $1) }
    }
    var before = starts[run]
    return done.map { place in
      let seconds = secondsWorked(run, from: before, to: steps.times[place])
      before = steps.times[place]
      return (place, seconds)
    }
  }
}
