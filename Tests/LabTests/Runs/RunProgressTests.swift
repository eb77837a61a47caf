import Tables
import Testing

@testable import Lab

@Suite("How far a run is")
struct RunProgressTests {
  private func run(
    _ status: Run.Status = .inProgress, from start: String = "08:00", to end: String? = nil
  ) -> Run {
    Run(
      id: Key(1), procedure: Key(1), startTime: .at(start), endTime: end.map { .at($0) },
      status: status, notes: nil, procedureVersion: 1, user: nil)
  }

  private func events(_ list: [(RunEvent.Event, String)]) -> [RunEvent] {
    list.enumerated().map { i, event in
      RunEvent(
        id: Key(i + 1), run: Key(1), event: event.0, at: .at(event.1), user: nil,
        reason: event.0 == .pause ? "pause \(i)" : nil)
    }
  }

  private func progress(
    _ list: (RunEvent.Event, String)..., at moment: String, of run: Run? = nil
  ) -> RunProgress {
    RunProgress(of: run ?? self.run(), events: events(list), at: .at(moment))
  }

  @Test("Without a pause all the time since the start is work")
  func running() {
    let progress = progress((.start, "08:00"), at: "08:45")
    #expect(progress.state == .running)
    #expect(progress.isOpen)
    #expect(progress.secondsWorked == 45 * 60)
    #expect(progress.secondsElapsed == 45 * 60)
    #expect(progress.pauses == [])
  }

  @Test("Pauses are no work, and the one that lasts is none either")
  func pauses() {
    let progress = progress(
      (.start, "08:00"), (.pause, "08:10"), (.resume, "08:25"), (.pause, "08:40"), at: "09:00")
    #expect(progress.state == .paused(since: .at("08:40")))
    #expect(progress.isOpen)
    #expect(progress.secondsWorked == (10 + 15) * 60)
    #expect(progress.secondsElapsed == 60 * 60)
    #expect(
      progress.pauses == [
        .init(start: .at("08:10"), end: .at("08:25"), reason: "pause 1"),
        .init(start: .at("08:40"), end: nil, reason: "pause 3"),
      ])
  }

  @Test("What comes after the moment has not happened yet")
  func past() {
    let over = run(.completed, to: "10:00")
    let list: [(RunEvent.Event, String)] = [
      (.start, "08:00"), (.pause, "08:10"), (.resume, "08:25"), (.complete, "10:00"),
    ]
    let at = { RunProgress(of: over, events: events(list), at: .at($0)) }
    #expect(at("08:05").state == .running)
    #expect(at("08:20").state == .paused(since: .at("08:10")))
    #expect(at("08:20").secondsWorked == 10 * 60)
    #expect(at("09:59").state == .running)
    #expect(at("10:00").state == .completed)
    #expect(at("23:00").secondsWorked == (120 - 15) * 60)
    #expect(at("23:00").secondsElapsed == 120 * 60)
  }

  @Test("Before its start no time of a run has passed")
  func beforeStart() {
    let progress = progress((.start, "08:00"), at: "07:00")
    #expect(progress.state == .running)
    #expect(progress.secondsWorked == 0)
    #expect(progress.secondsElapsed == 0)
  }

  @Test("A run that is given up in a pause was worked on until then")
  func cancelledInPause() {
    let progress = progress(
      (.start, "08:00"), (.pause, "08:30"), (.cancel, "09:00"), at: "12:00",
      of: run(.cancelled, to: "09:00"))
    #expect(progress.state == .cancelled)
    #expect(!progress.isOpen)
    #expect(progress.secondsWorked == 30 * 60)
    #expect(progress.pauses.map(\.end) == [nil])
  }

  @Test("Events count in the order of their times, and those that lead nowhere are passed over")
  func handEdited() {
    let progress = progress(
      (.resume, "08:05"), (.resume, "08:30"), (.pause, "08:10"), (.pause, "08:20"),
      (.note, "08:15"), (.start, "08:00"), at: "09:00")
    #expect(progress.state == .running)
    #expect(progress.pauses.map(\.start) == [.at("08:10")])
    #expect(progress.secondsWorked == 40 * 60)
  }

  @Test("A pause and its end within one second follow each other as they were written")
  func oneSecond() {
    #expect(progress((.pause, "08:10"), (.resume, "08:10"), at: "09:00").state == .running)
    #expect(
      progress((.resume, "08:10"), (.pause, "08:10"), at: "09:00").state
        == .paused(since: .at("08:10")))
  }

  @Test(
    "Of a part of the run the pauses in it are taken away",
    arguments: [
      ("08:00", "08:10", 10), ("08:00", "08:15", 10), ("08:12", "08:20", 0), ("08:20", "08:30", 5),
      ("08:05", "08:45", 20), ("08:30", "08:20", 0), ("07:00", "08:05", 5), ("08:45", "11:00", 0),
      ("08:25", "08:40", 15),
    ])
  func part(from: String, to: String, minutes: Int) {
    let progress = progress(
      (.pause, "08:10"), (.resume, "08:25"), (.pause, "08:40"), at: "09:00")
    #expect(progress.secondsWorked(from: .at(from), to: .at(to)) == minutes * 60)
  }

  @Test("A pause holds its first second and not the one of going on")
  func pauseAt() {
    let progress = progress((.pause, "08:10"), (.resume, "08:25"), (.pause, "08:40"), at: "09:00")
    let at = { progress.pause(at: .at($0))?.start }
    #expect(at("08:09") == nil)
    #expect(at("08:10") == .at("08:10"))
    #expect(at("08:24") == .at("08:10"))
    #expect(at("08:25") == nil)
    #expect(at("23:00") == .at("08:40"))
  }

  @Test("Work and pauses are all the time there was, whatever the pauses", arguments: 0..<40)
  func sum(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var time = Instant.at("08:00").seconds
    var list: [RunEvent] = []
    var paused = 0
    for i in 0..<next(6) {
      let start = time + next(1000)
      let end = start + next(1000)
      for (event, at) in [(RunEvent.Event.pause, start), (.resume, end)] {
        list.append(
          RunEvent(
            id: Key(list.count + 1), run: Key(1), event: event, at: Instant(seconds: at),
            user: nil, reason: "\(i)"))
      }
      paused += end - start
      time = end + next(1000)
    }
    let progress = RunProgress(of: run(), events: list.reversed(), at: Instant(seconds: time))
    #expect(progress.secondsWorked + paused == progress.secondsElapsed)
    #expect(progress.secondsElapsed == time - Instant.at("08:00").seconds)
  }
}
