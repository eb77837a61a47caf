/// Weeks and months of the proleptic Gregorian calendar.
extension CalendarDate {
  /// 1 is Monday, 7 is Sunday, as in ISO 8601.
  public var weekday: Int {
    // Day 0 was a Thursday.
    (days % 7 + 10) % 7 + 1
  }

  /// The Monday of the day's week.
  public var monday: CalendarDate { CalendarDate(days: days - weekday + 1) }

  /// The week's number in the year to which it belongs: that of its Thursday.
  ///
  /// ISO 8601-1:2019, 3.1.1.23: weeks begin on Mondays, and week 1 has the year's first Thursday.
  public var isoWeek: (year: Int, week: Int) {
    let thursday = monday.days + 3
    let year = Civil.date(thursday).year
    return (year, (thursday - Civil.days(year, 1, 1)) / 7 + 1)
  }

  /// The first day of the day's month.
  public var firstOfMonth: CalendarDate { CalendarDate(days: days - Civil.date(days).day + 1) }

  /// The first day of the month after that of the day.
  public var firstOfNextMonth: CalendarDate {
    // No month has more than 31 days, nor fewer than 28.
    CalendarDate(days: firstOfMonth.days + 31).firstOfMonth
  }
}
