import Lab
import Tables
import Testing

@Suite("The outbox")
struct OutboxTests {
  private static let header =
    "id,system,event,resource_type,resource_id,payload,created_at,sent_at,attempts,last_error\n"
  private let lab: TemporaryLab
  private let day = Instant.at("00:00").seconds..<Instant.at("00:00").seconds + 86_400

  init() throws { lab = try TemporaryLab(["outbox": Self.header]) }

  private func announce(
    _ time: String, _ payload: String = "{}", to system: OutboxMessage.System = .teams,
    covered: Bool = true
  ) throws -> Announcement {
    try lab.write { change in
      try change.announce(
        to: system, "alert.sla", about: "specimens",
        payload: try #require(JSONCell(cellText: payload)), on: day, at: .at(time),
        unless: { _ in covered })
    }
  }

  private func begun(_ time: String, _ payload: String = "{}") throws -> OutboxMessage {
    guard case .begun(let message) = try announce(time, payload, covered: false) else {
      throw CancellationError()
    }
    return message
  }

  private func end(
    _ message: OutboxMessage, _ ending: OutboxMessage.Ending, attempts: Int = 1, at time: String
  ) throws {
    _ = try lab.write {
      try $0.endSending(message, ending, attempts: attempts, at: .at(time))
    }
  }

  private func row(_ place: Int = 0) throws -> String {
    let lines = try lab.text("outbox").split(separator: "\n")
    return lines.count > place + 1 ? String(lines[place + 1]) : ""
  }

  @Test("A message is unknown until it is known what became of it")
  func way() throws {
    let message = try begun("08:00")
    #expect(try row() == "1,teams,alert.sla,specimens,,{},2026-11-20T08:00:00Z,,1,")
    #expect(message.state == .unknown)
    try end(message, .sent, attempts: 3, at: "08:01")
    #expect(
      try row()
        == "1,teams,alert.sla,specimens,,{},2026-11-20T08:00:00Z,2026-11-20T08:01:00Z,3,")
    #expect(try lab.faults() == [])
  }

  @Test("What may have arrived is never begun again by itself, and what was sent not at all")
  func onlyOnce() throws {
    let message = try begun("08:00")
    #expect(
      try lab.refusals { _ = try $0.beginSending(message.id) }.first?
        .contains("'plainlab outbox retry 1' sends it even so.") ?? false)
    let again = try lab.write { try $0.beginSending(message.id, evenUnknown: true) }
    #expect(again.attempts == 2)
    try end(again, .sent, at: "08:02")
    for evenUnknown in [false, true] {
      #expect(
        try lab.refusals { _ = try $0.beginSending(message.id, evenUnknown: evenUnknown) }
          == ["message 1 was sent at 2026-11-20T08:02:00Z, and is not sent again"])
    }
    #expect(
      try lab.refusals { _ = try $0.beginSending(Key(7)) }.first?.contains("no message 7") ?? false)
  }

  @Test("One that did not arrive is begun again, without the fault of the time before")
  func failed() throws {
    let message = try begun("08:00")
    try end(message, .failed("busy, \"very\""), attempts: 2, at: "08:01")
    #expect(try row().hasSuffix(",,2,\"busy, \"\"very\"\"\""))
    let again = try lab.write { try $0.beginSending(message.id) }
    #expect(again.state == .unknown)
    #expect(try row().hasSuffix(",,3,"))
  }

  @Test("Who ends what somebody else began again meanwhile changes nothing")
  func overtaken() throws {
    let message = try begun("08:00")
    _ = try lab.write { try $0.beginSending(message.id, evenUnknown: true) }
    let before = try row()
    try end(message, .failed("late"), at: "08:09")
    #expect(try row() == before)
  }

  @Test("What was told on the day is not told again, until there is something new or another day")
  func told() throws {
    try end(try begun("08:00"), .sent, at: "08:00")
    guard case .told(let last) = try announce("09:00") else {
      Issue.record("all was told")
      return
    }
    #expect(last.id == Key(1))
    #expect(try row(1) == "")
    // Another receiver, and something new.
    _ = try announce("09:00", to: .qms)
    _ = try announce("09:00", "{\"id\":\"new\"}", covered: false)
    #expect(try row(1).hasPrefix("2,qms,"))
    #expect(try row(2).hasPrefix("3,teams,"))
    let tomorrow = day.upperBound..<day.upperBound + 86_400
    let next = try lab.write { change in
      try change.announce(
        to: .teams, "alert.sla", about: "specimens",
        payload: try #require(JSONCell(cellText: "{}")), on: tomorrow,
        at: Instant(seconds: tomorrow.lowerBound), unless: { _ in true })
    }
    guard case .begun = next else {
      Issue.record("it is another day")
      return
    }
  }

  @Test("Who was told is asked of what was sent first, and only then of what may have arrived")
  func doubt() throws {
    // The first may have arrived, the second did.
    _ = try begun("08:00", "{\"id\":\"x\"}")
    let second = try begun("08:10", "{\"id\":\"y\"}")
    try end(second, .sent, at: "08:11")
    func told(_ wanted: String...) throws -> Key<OutboxMessage>? {
      let announcement = try lab.write { change in
        try change.announce(
          to: .teams, "alert.sla", about: "specimens",
          payload: try #require(JSONCell(cellText: "{}")), on: day, at: .at("09:00"),
          unless: { payloads in
            wanted.allSatisfy { name in payloads.contains { $0.text.contains("\"\(name)\"") } }
          })
      }
      guard case .told(let message) = announcement else { return nil }
      return message.id
    }
    #expect(try told("y") == Key(2))
    #expect(try told("x") == Key(1))
    #expect(try told("x", "y") == Key(1))
    #expect(try told("z") == nil)
  }

  @Test("News of the day that did not arrive are brought up to date, not put beside")
  func updated() throws {
    try end(try begun("08:00", "{\"a\":1}"), .failed("closed"), at: "08:00")
    guard case .begun(let message) = try announce("09:00", "{\"a\":2}") else {
      Issue.record("it did not arrive, and is sent")
      return
    }
    #expect(message.id == Key(1))
    #expect(message.attempts == 2)
    #expect(try row().contains("{\"\"a\"\":2}"))
    #expect(try row(1) == "")
  }

  @Test("A clock that was put back does not make a message arrive before it was written")
  func clock() throws {
    try end(try begun("08:00"), .sent, at: "07:00")
    #expect(try lab.faults() == [])
  }
}
