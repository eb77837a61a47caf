internal import Tables

/// The days of the star, `dim_date`: one row a day, without a gap, in whole years.
///
/// Power BI wants a table of days to have each day once and none empty, so there is no unknown
/// member here: of a fact without a day the key is empty.
enum DateDimension {
  static let name = "dim_date"

  static let columns = [
    StarColumn("date_key", .whole, "The day as a number: 20261120."),
    StarColumn("date", .date, "The day on the lab's calendar."),
    StarColumn("year", .whole, ""),
    StarColumn("quarter", .text, "Q1 to Q4."),
    StarColumn("month", .whole, "1 to 12."),
    StarColumn("month_name", .text, ""),
    StarColumn("year_month", .text, "As 2026-11."),
    StarColumn("week", .text, "Of ISO 8601, as 2026-W47."),
    StarColumn("day", .whole, "Of the month."),
    StarColumn("weekday", .whole, "1 is Monday, 7 is Sunday."),
    StarColumn("weekday_name", .text, ""),
    StarColumn("is_weekend", .boolean, "Saturday or Sunday."),
  ]

  /// By which columns others are sorted.
  static let order = ["month_name": "month", "weekday_name": "weekday"]

  /// Days since 1970 that have a key: those of 1900 to 2199. Power BI knows none before, and a year
  /// that somebody mistyped should not make a table of millions.
  static let known = day("1900-01-01")...day("2199-12-31")

  private static func day(_ text: String) -> Int {
    guard let date = CalendarDate(cellText: text) else {
      preconditionFailure("\(text) is a day")
    }
    return date.days
  }

  /// The rows of the years of these days; none where there is no day.
  static func rows(of days: ClosedRange<Int>?) -> [UInt8] {
    guard let days else { return [] }
    var bytes: [UInt8] = []
    let end = Int(CalendarDate(days: days.upperBound).cellText.prefix(4)) ?? 0
    var day = CalendarDate(days: days.lowerBound)
    while day.cellText.dropFirst(4) != "-01-01" { day = CalendarDate(days: day.days - 1) }
    while let year = Int(day.cellText.prefix(4)), year <= end {
      add(day, year, to: &bytes)
      day = CalendarDate(days: day.days + 1)
    }
    return bytes
  }

  private static func add(_ day: CalendarDate, _ year: Int, to bytes: inout [UInt8]) {
    let text = day.cellText
    let month = Int(text.dropFirst(5).prefix(2)) ?? 0
    let (weekYear, week) = day.isoWeek
    let cells: [StarCell] = [
      .whole(Int(text.filter { $0 != "-" }) ?? 0), .date(day), .whole(year),
      .text("Q\((month + 2) / 3)"), .whole(month), .text(months[month - 1]),
      .text(String(text.prefix(7))), .text("\(weekYear)-W\(week < 10 ? "0" : "")\(week)"),
      .whole(Int(text.suffix(2)) ?? 0), .whole(day.weekday), .text(weekdays[day.weekday - 1]),
      .boolean(day.weekday > 5),
    ]
    bytes.append(row: cells)
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
}

extension [UInt8] {
  /// Appends a row of a dimension.
  mutating func append(row cells: [StarCell]) {
    for (place, cell) in cells.enumerated() {
      if place > 0 { append(UInt8(ascii: ",")) }
      append(cell)
    }
    append(UInt8(ascii: "\n"))
  }
}
