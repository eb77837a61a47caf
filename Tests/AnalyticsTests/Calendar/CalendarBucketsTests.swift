import Tables
import Testing

@testable import Analytics

@Suite("Calendar buckets")
struct CalendarBucketsTests {
  private func seconds(_ text: String) throws -> Int {
    try #require(Instant(cellText: text)).seconds
  }

  private func text(_ seconds: Int) -> String { Instant(seconds: seconds).cellText }

  /// Zone and instant; its day's start, end and name; its week's start and name; its month's start.
  /// Computed with Python 3.11 (`zoneinfo`, `date.isocalendar`).
  @Test(
    "Days, weeks and months are those of the zone's clock",
    arguments: [
      "Europe/Berlin 2026-10-25T00:30:00Z 2026-10-24T22:00:00Z 2026-10-25T23:00:00Z 2026-10-25 2026-10-18T22:00:00Z 2026-W43 2026-09-30T22:00:00Z",
      "Europe/Berlin 2026-10-25T22:59:59Z 2026-10-24T22:00:00Z 2026-10-25T23:00:00Z 2026-10-25 2026-10-18T22:00:00Z 2026-W43 2026-09-30T22:00:00Z",
      "Europe/Berlin 2026-03-29T12:00:00Z 2026-03-28T23:00:00Z 2026-03-29T22:00:00Z 2026-03-29 2026-03-22T23:00:00Z 2026-W13 2026-02-28T23:00:00Z",
      "Europe/Berlin 2026-12-31T23:00:00Z 2026-12-31T23:00:00Z 2027-01-01T23:00:00Z 2027-01-01 2026-12-27T23:00:00Z 2026-W53 2026-12-31T23:00:00Z",
      "Asia/Calcutta 2026-11-20T18:29:59Z 2026-11-19T18:30:00Z 2026-11-20T18:30:00Z 2026-11-20 2026-11-15T18:30:00Z 2026-W47 2026-10-31T18:30:00Z",
      "Asia/Calcutta 2026-11-20T18:30:00Z 2026-11-20T18:30:00Z 2026-11-21T18:30:00Z 2026-11-21 2026-11-15T18:30:00Z 2026-W47 2026-10-31T18:30:00Z",
      "America/Sao_Paulo 2018-11-04T03:00:00Z 2018-11-04T03:00:00Z 2018-11-05T02:00:00Z 2018-11-04 2018-10-29T03:00:00Z 2018-W44 2018-11-01T03:00:00Z",
      "America/Sao_Paulo 2018-11-04T02:59:59Z 2018-11-03T03:00:00Z 2018-11-04T03:00:00Z 2018-11-03 2018-10-29T03:00:00Z 2018-W44 2018-11-01T03:00:00Z",
      "Australia/Lord_Howe 2026-04-04T15:10:00Z 2026-04-04T13:00:00Z 2026-04-05T13:30:00Z 2026-04-05 2026-03-29T13:00:00Z 2026-W14 2026-03-31T13:00:00Z",
      "America/Havana 2026-11-01T05:30:00Z 2026-11-01T04:00:00Z 2026-11-02T05:00:00Z 2026-11-01 2026-10-26T04:00:00Z 2026-W44 2026-11-01T04:00:00Z",
      "Pacific/Apia 2011-12-30T10:00:00Z 2011-12-30T10:00:00Z 2011-12-31T10:00:00Z 2011-12-31 2011-12-26T10:00:00Z 2011-W52 2011-12-01T10:00:00Z",
      "Pacific/Apia 2011-12-30T09:59:59Z 2011-12-29T10:00:00Z 2011-12-30T10:00:00Z 2011-12-29 2011-12-26T10:00:00Z 2011-W52 2011-12-01T10:00:00Z",
      "America/New_York 1969-12-31T23:59:59Z 1969-12-31T05:00:00Z 1970-01-01T05:00:00Z 1969-12-31 1969-12-29T05:00:00Z 1970-W01 1969-12-01T05:00:00Z",
      "Asia/Kathmandu 2027-01-03T18:20:00Z 2027-01-03T18:15:00Z 2027-01-04T18:15:00Z 2027-01-04 2027-01-03T18:15:00Z 2027-W01 2026-12-31T18:15:00Z",
      "UTC 2027-01-01T00:00:00Z 2027-01-01T00:00:00Z 2027-01-02T00:00:00Z 2027-01-01 2026-12-28T00:00:00Z 2026-W53 2027-01-01T00:00:00Z",
      "UTC 1900-02-28T23:59:59Z 1900-02-28T00:00:00Z 1900-03-01T00:00:00Z 1900-02-28 1900-02-26T00:00:00Z 1900-W09 1900-02-01T00:00:00Z",
    ])
  func days(_ line: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let zone = try LocalZone(words[0])
    let instant = try seconds(words[1])
    var days = CalendarBuckets(.day, in: zone)
    let day = days.bucket(of: instant)
    #expect([text(day.lowerBound), text(day.upperBound)] == Array(words[2...3]))
    #expect(days.name(day.lowerBound) == words[4])
    var weeks = CalendarBuckets(.week, in: zone)
    let week = weeks.start(of: instant)
    #expect([text(week), weeks.name(week)] == Array(words[5...6]))
    var months = CalendarBuckets(.month, in: zone)
    let month = months.start(of: instant)
    #expect(text(month) == words[7])
    #expect(months.name(month) == String(months.zone.day(at: month).cellText.prefix(7)))
  }

  @Test("The hour that a clock shows twice is two buckets")
  func hourTwice() throws {
    var hours = CalendarBuckets(.hour, in: try LocalZone("Europe/Berlin"))
    let period = try seconds("2026-10-24T23:30:00Z")..<seconds("2026-10-25T02:00:00Z")
    let starts = hours.starts(in: period)
    #expect(
      starts?.map { hours.name($0) } == [
        "2026-10-25T01:00+02:00", "2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00",
      ])
  }

  @Test("An hour begins where the clock strikes it, or is put elsewhere")
  func oddHours() throws {
    // Lord Howe goes back by half an hour at 02:00, which is 15:00 UTC.
    var hours = CalendarBuckets(.hour, in: try LocalZone("Australia/Lord_Howe"))
    let period = try seconds("2026-04-04T14:00:00Z")..<seconds("2026-04-04T16:30:00Z")
    let starts = hours.starts(in: period)
    #expect(
      starts?.map { hours.name($0) } == [
        "2026-04-05T01:00+11:00", "2026-04-05T01:30+10:30", "2026-04-05T02:00+10:30",
      ])
    var indian = CalendarBuckets(.hour, in: try LocalZone("+05:30"))
    let start = indian.start(of: try seconds("2026-11-20T18:29:59Z"))
    let next = indian.next(after: try seconds("1969-12-31T23:59:59Z"))
    #expect(text(start) == "2026-11-20T17:30:00Z")
    #expect(text(next) == "1970-01-01T00:30:00Z")
  }

  @Test(
    "Buckets follow one another without a gap, whatever the clock does, and are remembered rightly",
    arguments: [
      // Put back at one minute past midnight to the day before.
      ("America/St_Johns", "2006-10-27T00:00:00Z"), ("Pacific/Apia", "2011-12-28T00:00:00Z"),
      ("America/Havana", "2026-10-30T00:00:00Z"), ("Australia/Lord_Howe", "2026-04-03T00:00:00Z"),
      ("Africa/Monrovia", "1972-01-05T00:00:00Z"), ("Europe/Berlin", "1969-12-30T00:00:00Z"),
    ], Grain.allCases)
  func noGap(_ place: (zone: String, from: String), _ grain: Grain) throws {
    let zone = try LocalZone(place.zone)
    var buckets = CalendarBuckets(grain, in: zone)
    let first = try seconds(place.from)
    var before = buckets.bucket(of: first)
    for instant in stride(from: first, to: first + 5 * 86_400, by: 557) {
      let bucket = buckets.bucket(of: instant)
      #expect(bucket.contains(instant))
      #expect(bucket == before || bucket.lowerBound >= before.upperBound)
      var fresh = CalendarBuckets(grain, in: zone)
      #expect(fresh.bucket(of: instant) == bucket)
      before = bucket
    }
  }

  @Test("A period without an end has no list of buckets, an empty one none in it")
  func periods() throws {
    var days = CalendarBuckets(.day, in: .utc)
    let endless = days.starts(in: 0..<(.max))
    let tooMany = days.starts(in: 0..<(86_400 * 20), limit: 10)
    let none = days.starts(in: 5..<5)
    let two = days.starts(in: 5..<86_401)
    #expect(endless == nil)
    #expect(tooMany == nil)
    #expect(none == [])
    #expect(two == [0, 86_400])
  }
}
