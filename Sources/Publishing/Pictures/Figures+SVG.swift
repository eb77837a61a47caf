public import Analytics

extension Figures {
  /// The picture of these figures as SVG; `nil` where they have none, or nothing to draw.
  ///
  /// It stands by itself: it has its style, for light and dark paper, a title and a description in
  /// words, no script, and asks for nothing from elsewhere. The same figures give the same bytes.
  /// - Parameters:
  ///   - title: Any text.
  ///   - id: What its ids begin with, so that a page can hold several.
  ///   - isBelowTitle: Whether the title stands above the picture. A page with headings of its own only
  ///     needs it told to those who do not see.
  public func svg(
    title: String, id: String = "picture", isBelowTitle: Bool = true
  ) -> Markup? {
    chart.map { Paper.svg($0, title: title, id: id, isBelowTitle: isBelowTitle) }
  }

  /// How the picture is drawn; `nil` where there is nothing to draw.
  private var chart: (any Chart)? {
    switch picture {
    case .bars(let column):
      let rows = bars(column)
      return rows.isEmpty ? nil : BarChart(axis: columns[column].name, rows: rows)
    case .ranges(let ranges):
      let rows = ranges.rows(of: self)
      return rows.isEmpty ? nil : RangeChart(ranges, rows)
    case .parts(let parts):
      let rows = parts.rows(of: self)
      return rows.isEmpty ? nil : PartsChart(picture: parts, rows: rows)
    case .overTime(let time):
      return time.series.isEmpty ? nil : TimeChart(time)
    case .histogram(let histogram): return HistogramChart(picture: histogram)
    case .schedule(let schedule):
      return schedule.tasks.isEmpty ? nil : ScheduleChart(picture: schedule)
    case .heatMap(let map): return map.rows.isEmpty ? nil : HeatMapChart(map)
    case .chart(let charts): return charts.isEmpty ? nil : ControlCharts(charts: charts)
    case nil: return nil
    }
  }
}
