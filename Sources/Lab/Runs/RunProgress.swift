public import Tables

/// How far a run was at a moment, as its events tell it: whether it was paused, and how long somebody
/// worked on it.
public struct RunProgress: Sendable, Equatable {
  public enum State: Sendable, Equatable {
    case running
    case paused(since: Instant)
    case completed
    case cancelled
  }

  /// A time in which nobody worked on the run.
  public struct Pause: Sendable, Equatable {
    public let start: Instant
    /// `nil` while it lasts, and when the run ended in it.
    public let end: Instant?
    public let reason: String?
  }

  public let state: State
  public let start: Instant
  /// When the run ended; the moment that was asked for while it is open, and never before the start.
  public let end: Instant
  /// In the order in which they began.
  public let pauses: [Pause]

  /// Follows the events up to `moment`; one that leads nowhere, such as a second pause in a pause, is
  /// passed over, as files are edited by hand.
  public init(of run: Run, events: [RunEvent], at moment: Instant) {
    let last = run.endTime.map { min($0, moment) } ?? moment
    var pauses: [Pause] = []
    var open: RunEvent?
    for event in events.inOrder where event.at <= last {
      switch event.event {
      case .pause where open == nil:
        open = event
      case .resume:
        guard let pause = open else { continue }
        pauses.append(Pause(start: pause.at, end: event.at, reason: pause.reason))
        open = nil
      default: continue
      }
    }
    if let open { pauses.append(Pause(start: open.at, end: nil, reason: open.reason)) }
    self.pauses = pauses
    start = run.startTime
    end = max(last, run.startTime)
    let hasEnded = run.endTime.map { $0 <= moment } ?? false
    state =
      switch run.status {
      case .completed where hasEnded: .completed
      case .cancelled where hasEnded: .cancelled
      default: open.map { .paused(since: $0.at) } ?? .running
      }
  }
}

extension RunProgress {
  public var isOpen: Bool { state != .completed && state != .cancelled }

  /// Seconds from the start to the end without the pauses.
  public var secondsWorked: Int { secondsWorked(from: start, to: end) }

  /// Seconds from the start to the end.
  public var secondsElapsed: Int { end.seconds - start.seconds }

  /// Seconds between two instants of the run in which it was not paused; none when they are the
  /// wrong way round.
  public func secondsWorked(from: Instant, to: Instant) -> Int {
    let (first, last) = (max(from, start).seconds, min(to, end).seconds)
    let paused = pauses.map { pause in
      let until = min((pause.end ?? end).seconds, last)
      return max(0, until - max(pause.start.seconds, first))
    }
    return max(0, last - first - paused.reduce(0, +))
  }

  /// The pause in which the instant lies, if any; the moment of going on is not part of it.
  public func pause(at instant: Instant) -> Pause? {
    pauses.first { pause in pause.start <= instant && pause.end.map { instant < $0 } ?? true }
  }
}

extension Sequence<RunEvent> {
  /// By time; those of one second as they were written.
  var inOrder: [RunEvent] { sorted { ($0.at, $0.id) < ($1.at, $1.id) } }
}
