import Testing

@testable import Tables

@Suite("Dates and times")
struct TimeTests {
  @Test(
    "An instant is written as it was read",
    arguments: [
      "2026-11-20T08:30:00Z", "1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z",
      "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2024-02-29T12:00:00Z",
      "2000-02-29T00:00:00Z", "2026-11-20T08:30:00+01:00", "2026-11-20T08:30:00-11:30",
      "2026-11-20T08:30:00+00:00", "2026-01-01T00:15:00+14:00", "2026-12-31T23:45:00-12:00",
      "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-11-20T08:30:00+00:30",
      "2026-11-20T08:30:00-00:30",
    ])
  func instants(text: String) throws {
    let instant = try #require(Instant(cellText: text))
    #expect(instant.cellText == text)
    #expect(Instant(cellText: instant.cellText)?.offsetMinutes == instant.offsetMinutes)
  }

  @Test(
    "What is no instant is refused",
    arguments: [
      "", "2026-11-20", "2026-11-20T08:30Z", "2026-11-20T08:30:00", "2026-11-20 08:30:00Z",
      "2026-11-20t08:30:00Z", "2026-11-20T08:30:00z", "2026-11-20T24:00:00Z",
      "2026-11-20T23:60:00Z", "2026-11-20T23:59:60Z", "2026-02-29T00:00:00Z",
      "1900-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
      "2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z", "0000-01-01T00:00:00Z",
      "2026-11-20T08:30:00+24:00", "2026-11-20T08:30:00+01:60", "2026-11-20T08:30:00+0100",
      "2026-11-20T08:30:00.5Z", "2026-11-20T08:30:00Z ", "-026-11-20T08:30:00Z",
      "2026-11-20T08:30:00\u{2212}01:00", "2026-11-2٣T08:30:00Z", "2026-1a-20T08:30:00Z",
      "2026-11-20T0:30:00:00Z",
    ])
  func noInstants(text: String) {
    #expect(Instant(cellText: text) == nil)
  }

  @Test("Instants compare as moments, however they are written")
  func order() throws {
    let utc = try #require(Instant(cellText: "2026-11-20T08:30:00Z"))
    let local = try #require(Instant(cellText: "2026-11-20T09:30:00+01:00"))
    let later = try #require(Instant(cellText: "2026-11-20T09:30:00+00:59"))
    #expect(utc == local)
    #expect(utc.hashValue == local.hashValue)
    #expect(utc < later)
  }

  @Test("Every day from year 1 to 9999 is written as it was read, and follows the one before")
  func days() throws {
    let first = try #require(CalendarDate(cellText: "0001-01-01")).days
    let last = try #require(CalendarDate(cellText: "9999-12-31")).days
    #expect(last - first + 1 == 3_652_059)
    // A prime step meets every day of the year in every kind of year.
    for days in stride(from: first, through: last, by: 97) {
      let text = CalendarDate(days: days).cellText
      #expect(CalendarDate(cellText: text)?.days == days, "\(text)")
    }
  }

  @Test(
    "What is no day is refused",
    arguments: [
      "2026-02-29", "2100-02-29", "2026-06-31", "0000-12-31", "2026-1-01", "26-01-01",
      "2026/01/01", "2026-01-01 ", "20260101", "2026-01-1x", "",
    ])
  func noDays(text: String) {
    #expect(CalendarDate(cellText: text) == nil)
  }

  @Test("Leap days are those of the calendar", arguments: [2000, 2024, 2400, 4])
  func leapDays(year: Int) {
    let text = "\("000\(year)".suffix(4))-02-29"
    #expect(CalendarDate(cellText: text)?.cellText == text)
  }

  @Test("Every minute of a day is written as it was read, and no other is read")
  func timesOfDay() {
    for minutes in 0..<1440 {
      let text = TimeOfDay(minutes: minutes).cellText
      #expect(TimeOfDay(cellText: text)?.minutes == minutes)
    }
    for text in ["24:00", "08:60", "8:30", "08:30:00", "0830", "-1:30", "08-30", "", "08:3 "] {
      #expect(TimeOfDay(cellText: text) == nil, "\(text)")
    }
  }
}
