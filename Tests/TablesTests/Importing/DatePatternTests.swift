import Testing

@testable import Tables

@Suite("Dates of another system")
struct DatePatternTests {
  /// What a text means, as `2026-11-20T08:30:00`, `impossible` or `otherwise`.
  private func read(_ text: String, _ pattern: String) throws -> String {
    let pattern = try DatePattern(pattern)
    switch pattern.read(text) {
    case .otherwise: return "otherwise"
    case .impossible: return "impossible"
    case .reading(let reading):
      let instant = Instant(
        seconds: reading.localSeconds - (reading.offsetMinutes ?? 0) * 60,
        offsetMinutes: reading.offsetMinutes)
      return reading.offsetMinutes == nil ? String(instant.cellText.dropLast()) : instant.cellText
    }
  }

  @Test(
    "Texts are read exactly by their pattern",
    arguments: [
      ("20.11.2026 08:30", "dd.MM.yyyy HH:mm", "2026-11-20T08:30:00"),
      ("07/01/2026", "MM/dd/yyyy", "2026-07-01T00:00:00"),
      ("07/01/2026", "dd/MM/yyyy", "2026-01-07T00:00:00"),
      ("7/1/2026 1:05 PM", "M/d/yyyy h:mm a", "2026-07-01T13:05:00"),
      ("12/11/2026 12:05 am", "M/d/yyyy h:mm a", "2026-12-11T00:05:00"),
      ("12/11/2026 12:05 PM", "M/d/yyyy h:mm a", "2026-12-11T12:05:00"),
      ("20261120083015", "yyyyMMddHHmmss", "2026-11-20T08:30:15"),
      ("20-Nov-26", "dd-MMM-yy", "2026-11-20T00:00:00"),
      ("2026-11-20T08:30:15.123", "yyyy-MM-ddTHH:mm:ss.SSS", "2026-11-20T08:30:15"),
      ("2026-11-20 08:30+0100", "yyyy-MM-dd HH:mmZ", "2026-11-20T08:30:00+01:00"),
      ("2026-11-20 08:30-03:30", "yyyy-MM-dd HH:mmZ", "2026-11-20T08:30:00-03:30"),
      ("20.11.2026 um 8:30 Uhr", "dd.MM.yyyy 'um' H:mm 'Uhr'", "2026-11-20T08:30:00"),
      ("o'clock 08:30", "'o''clock 'HH:mm", "otherwise"),
      ("29.02.2028", "dd.MM.yyyy", "2028-02-29T00:00:00"),
      ("01.02.2026 00:00:00", "dd.MM.yyyy 00:00:00", "2026-02-01T00:00:00"),
      ("29.02.2026", "dd.MM.yyyy", "impossible"),
      ("20.13.2026", "dd.MM.yyyy", "impossible"),
      ("20.11.2026 24:00", "dd.MM.yyyy HH:mm", "impossible"),
      ("1/1/2026 13:00 PM", "M/d/yyyy h:mm a", "impossible"),
      ("20.11.26", "dd.MM.yyyy", "otherwise"),
      ("1.1.2026", "dd.MM.yyyy", "otherwise"),
      ("20.11.2026 ", "dd.MM.yyyy", "otherwise"),
      ("20.11.2026 08:30", "dd.MM.yyyy", "otherwise"),
      ("", "dd.MM.yyyy", "otherwise"),
    ])
  func reading(text: String, pattern: String, meaning: String) throws {
    #expect(try read(text, pattern) == meaning)
  }

  @Test(
    "A pattern that is none is refused with what was meant",
    arguments: [
      ("DD.MM.YYYY", "Did you mean 'dd.MM.yyyy'?"),
      ("dd.mm.yyyy", "'mm' the minute"),
      ("dd.MM.yyyy hh:mm", "needs 'a'"),
      ("dd.MM.yyyy HH", "needs the hour and the minute"),
      ("dd.MM", "needs year, month and day"),
      ("yyyy-MM-dd dd", "a part twice"),
      ("'x", "not closed"),
      ("dd.MM.yyyy Uhr", "'U' means nothing"),
      ("", "neither a day nor a time"),
    ])
  func refusal(pattern: String, words: String) {
    let fault = #expect(throws: DatePattern.Fault.self) { try DatePattern(pattern) }
    #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "")")
  }

  @Test("Local times are instants; those of a change of clocks are not guessed")
  func zones() throws {
    func seconds(_ text: String) throws -> Int { try #require(Instant(cellText: text)).seconds }
    let berlin = try LocalZone("Europe/Berlin")
    #expect(
      berlin.meaning(of: try seconds("2026-07-01T10:00:00Z"))
        == .instant(try seconds("2026-07-01T08:00:00Z")))
    #expect(
      berlin.meaning(of: try seconds("2026-12-01T10:00:00Z"))
        == .instant(try seconds("2026-12-01T09:00:00Z")))
    for skipped in ["2026-03-29T02:00:00Z", "2026-03-29T02:59:59Z"] {
      #expect(berlin.meaning(of: try seconds(skipped)) == .skipped)
    }
    for clear in ["2026-03-29T01:59:59Z", "2026-03-29T03:00:00Z"] {
      #expect(berlin.meaning(of: try seconds(clear)) != .skipped)
    }
    #expect(
      berlin.meaning(of: try seconds("2026-10-25T02:30:00Z"))
        == .twice(try seconds("2026-10-25T00:30:00Z"), try seconds("2026-10-25T01:30:00Z")))
    #expect(
      berlin.meaning(of: try seconds("2026-10-25T03:00:00Z"))
        == .instant(try seconds("2026-10-25T02:00:00Z")))
    // Half an hour, in the south.
    #expect(
      try LocalZone("Australia/Lord_Howe").meaning(of: try seconds("2026-10-04T02:15:00Z"))
        == .skipped)
    #expect(try LocalZone("-03:30").meaning(of: 0) == .instant(12_600))
    #expect(try LocalZone("UTC").meaning(of: 7) == .instant(7))
  }

  @Test("A zone that is none is refused with what was meant")
  func wrongZone() {
    for (name, meant) in [("Europe/Berln", "Europe/Berlin"), ("berlin", "Europe/Berlin")] {
      let fault = #expect(throws: LocalZone.Fault.self) { try LocalZone(name) }
      #expect(fault?.description.contains("Did you mean '\(meant)'?") == true)
    }
    #expect(throws: LocalZone.Fault.self) { try LocalZone("+1") }
    #expect(throws: LocalZone.Fault.self) { try LocalZone("CEST") }
  }
}
