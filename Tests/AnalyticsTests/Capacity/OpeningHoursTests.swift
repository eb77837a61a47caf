import Analytics
import Tables
import Testing

@testable import Lab

@Suite struct OpeningHoursTests {
  private func row(
    _ kind: ResourceCalendar.Kind, resource: Int? = nil, weekday: Int? = nil, date: String? = nil,
    _ opens: String? = nil, _ closes: String? = nil
  ) -> ResourceCalendar {
    ResourceCalendar(
      id: Key(1), resource: resource.map { Key($0) }, weekday: weekday,
      date: date.flatMap { CalendarDate(cellText: $0) },
      opens: opens.flatMap { TimeOfDay(cellText: $0) },
      closes: closes.flatMap { TimeOfDay(cellText: $0) }, kind: kind)
  }

  /// The times from one instant to another at which it is open, as text.
  private func open(
    _ hours: OpeningHours, _ start: String, _ end: String, zone: String = "UTC"
  ) throws -> [String] {
    let lower = try #require(Instant(cellText: start)).seconds
    let upper = try #require(Instant(cellText: end)).seconds
    return hours.open(in: lower..<upper, zone: try LocalZone(zone)).map {
      Instant(seconds: $0.lowerBound).cellText.dropLast(4) + " "
        + Instant(seconds: $0.upperBound).cellText.dropLast(4)
    }
  }

  @Test("Without rows it is always open")
  func always() throws {
    let hours = OpeningHours([], of: Key(1))
    #expect(hours.isAlwaysOpen)
    #expect(
      try open(hours, "2026-11-16T03:00:00Z", "2026-11-18T00:00:00Z") == [
        "2026-11-16T03:00 2026-11-18T00:00"
      ])
  }

  @Test("Weekdays with hours are open then, and other days are closed")
  func weekly() throws {
    // 2026-11-20 is a Friday.
    let rows = [
      row(.open, resource: 1, weekday: 5, "07:00", "12:00"),
      row(.open, resource: 1, weekday: 5, "13:00", "18:00"),
      row(.open, resource: 1, weekday: 1, "07:00", nil),
      row(.open, weekday: 7, "00:00", "01:00"),
    ]
    #expect(
      try open(OpeningHours(rows, of: Key(1)), "2026-11-20T00:00:00Z", "2026-11-24T00:00:00Z") == [
        "2026-11-20T07:00 2026-11-20T12:00", "2026-11-20T13:00 2026-11-20T18:00",
        "2026-11-23T07:00 2026-11-24T00:00",
      ])
    // Another has no hours of its own: those of the lab hold.
    #expect(
      try open(OpeningHours(rows, of: Key(2)), "2026-11-20T00:00:00Z", "2026-11-24T00:00:00Z") == [
        "2026-11-22T00:00 2026-11-22T01:00"
      ])
  }

  @Test("What is closed is taken away, and a date is stronger than its weekday")
  func dates() throws {
    let rows = [
      row(.open, weekday: 5, "08:00", "16:00"), row(.closed, weekday: 5, "12:00", "12:30"),
      row(.open, date: "2026-11-27", "10:00", "14:00"),
      row(.closed, date: "2026-12-04", "09:00", nil), row(.closed, resource: 2, weekday: 5),
    ]
    #expect(
      try open(OpeningHours(rows, of: Key(1)), "2026-11-20T00:00:00Z", "2026-12-05T00:00:00Z") == [
        "2026-11-20T08:00 2026-11-20T12:00", "2026-11-20T12:30 2026-11-20T16:00",
        "2026-11-27T10:00 2026-11-27T14:00", "2026-12-04T08:00 2026-12-04T09:00",
      ])
  }

  @Test("Shifts stand in the place of hours, over midnight too, and closures stay")
  func shifts() throws {
    var shifts = try #require(Shifts("06:00-14:00,22:00-06:00"))
    shifts.days = [5]
    let rows = [
      row(.open, weekday: 1, "08:00", "16:00"), row(.closed, date: "2026-11-21", "03:00"),
    ]
    #expect(
      try open(
        OpeningHours(rows, of: Key(1)).replaced(by: shifts), "2026-11-19T00:00:00Z",
        "2026-11-24T00:00:00Z") == [
          "2026-11-20T06:00 2026-11-20T14:00", "2026-11-20T22:00 2026-11-21T03:00",
        ])
    #expect(shifts.description == "06:00-14:00,22:00-06:00")
    #expect(Shifts("00:00-24:00")?.description == "00:00-24:00")
    for text in ["", "7-15", "07:00", "07:00-15:00,", "07:00-25:00", "07:00-15:00-16:00"] {
      #expect(Shifts(text) == nil, "\(text)")
    }
  }

  @Test("Hours are those of the lab's clock on the days when clocks change")
  func clockChange() throws {
    // In 2026 clocks go forward on 29 March at 02:00, and back on 25 October at 03:00.
    let day = [row(.open, weekday: 7, "01:00", "04:00")]
    #expect(
      try open(
        OpeningHours(day, of: Key(1)), "2026-03-28T00:00:00Z", "2026-03-30T00:00:00Z",
        zone: "Europe/Berlin") == ["2026-03-29T00:00 2026-03-29T02:00"])
    #expect(
      try open(
        OpeningHours(day, of: Key(1)), "2026-10-24T00:00:00Z", "2026-10-26T00:00:00Z",
        zone: "Europe/Berlin") == ["2026-10-24T23:00 2026-10-25T03:00"])
    // From the first 02:30 to the second, and from a time that was skipped.
    let odd = [row(.open, weekday: 7, "02:30", "02:45")]
    #expect(
      try open(
        OpeningHours(odd, of: Key(1)), "2026-10-25T00:00:00Z", "2026-10-26T00:00:00Z",
        zone: "Europe/Berlin") == ["2026-10-25T00:30 2026-10-25T01:45"])
    #expect(
      try open(
        OpeningHours(odd, of: Key(1)), "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z",
        zone: "Europe/Berlin") == [])
  }
}
