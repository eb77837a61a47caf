import Tables
import Testing

@testable import Lab

/// Moves at random, legal and illegal ones, beside a model that is too simple to be wrong.
@Suite("Runs at random")
struct RunWalkTests {
  private struct Model {
    var isPaused = false
    var isOver = false
    var done: Set<Int> = []
    var worked = 0

    /// Makes the move if it is legal, and says whether it is.
    mutating func make(_ move: Move) -> Bool {
      guard !isOver else { return false }
      switch move {
      case .complete(let step):
        guard !isPaused else { return false }
        return (1...3).contains(step) && done.insert(step).inserted
      case .undo(let step): return done.remove(step) != nil
      case .pause:
        guard !isPaused else { return false }
        isPaused = true
      case .resume:
        guard isPaused else { return false }
        isPaused = false
      case .finish(let skipped):
        guard !isPaused, done.isDisjoint(with: skipped), done.union(skipped) == [1, 2, 3] else {
          return false
        }
        isOver = true
      case .cancel: isOver = true
      }
      return true
    }
  }

  private enum Move {
    case complete(Int)
    case undo(Int)
    case pause, resume
    case finish(Set<Int>)
    case cancel

    init(_ random: inout Random) {
      switch random.next(20) {
      case 0..<7: self = .complete(random.next(5))
      case 7..<10: self = .undo(random.next(5))
      case 10..<14: self = .pause
      case 14..<17: self = .resume
      case 17..<19: self = .finish(Set((1...3).filter { _ in random.next(2) == 0 }))
      default: self = .cancel
      }
    }

    func make(_ change: inout Change, _ run: Key<Run>, _ time: Instant) throws {
      switch self {
      case .complete(let step): try change.complete(step: step, of: run, at: time)
      case .undo(let step): try change.undo(step: step, of: run, at: time)
      case .pause: try change.pause(run, at: time)
      case .resume: try change.resume(run, at: time)
      case .finish(let skipped):
        let reasons = skipped.map { ($0, "no need") }
        try change.finish(
          run, at: time, skipping: Dictionary(reasons, uniquingKeysWith: { first, _ in first }))
      case .cancel: try change.cancel(run, at: time, reason: "leak")
      }
    }
  }

  private struct Random {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  @Test(
    "A run is in the state that its legal moves lead to, and illegal ones leave no trace",
    arguments: 1...40)
  func walk(seed: Int) throws {
    var random = Random(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
    var model = Model()
    var time = Instant.at("08:00")
    let lab = try TemporaryLab(TemporaryLab.procedures)
    try lab.write { change in
      let run = try change.startRun(of: Key(1), at: time).id
      for _ in 0..<25 {
        let minutes = random.next(10)
        time = Instant(seconds: time.seconds + minutes * 60)
        if !model.isPaused, !model.isOver { model.worked += minutes * 60 }
        let move = Move(&random)
        let isLegal = model.make(move)
        var wasMade = true
        do {
          try move.make(&change, run, time)
        } catch is RefusedChange {
          wasMade = false
        }
        #expect(wasMade == isLegal, "\(move)")
        let record = try change.record(of: run)
        let progress = record.progress(at: time)
        #expect(Set(record.lines.filter(\.step.isCompleted).map(\.number)) == model.done)
        #expect(progress.isOpen == !model.isOver)
        #expect(progress.secondsWorked == model.worked)
        if case .paused = progress.state {
          #expect(model.isPaused)
        } else {
          #expect(!model.isPaused || model.isOver)
        }
        if !isLegal { #expect(record.lines.allSatisfy { $0.step.notes == nil } || model.isOver) }
      }
    }
    #expect(try lab.faults() == [])
  }
}
