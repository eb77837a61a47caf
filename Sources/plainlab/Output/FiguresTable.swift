import Analytics
import CommandLineKit
import Tables
import Wording

extension Context {
  /// Writes an answer: its rows in the format that was asked for, its picture where people look at
  /// it, its remarks as talk.
  func write(_ figures: Figures, as format: OutputFormat) throws {
    for warning in figures.warnings { note("Warning: \(warning)") }
    let isPicture = format == .table
    if isPicture, let picture = figures.picture, !figures.isPictureApart,
      picture.standsBesideRows
    {
      try draw(picture, of: figures)
    }
    if !(isPicture && figures.picture?.standsForRows ?? false) {
      try writeRows(of: figures, as: format)
    }
    if figures.rows.isEmpty { note("No rows: nothing in the files counts for this question.") }
    for remark in figures.remarks { note(remark) }
  }

  private func writeRows(of figures: Figures, as format: OutputFormat) throws {
    let bars = format == .table ? figures.bars() : nil
    var headings = figures.columns.map { Heading($0) }
    if bars != nil { headings.append("") }
    try rows(headings, as: format) { rows in
      for (i, row) in figures.rows.enumerated() {
        var fields = figures.fields(of: row, as: format)
        if let bars { fields.append(.text(bars[i])) }
        try rows.add(fields)
      }
    }
  }
}

extension Heading {
  init(_ column: FigureColumn) {
    switch column.kind {
    case .text, .instant, .flag: self.init(column.name)
    case .count, .decimals, .significant: self = .number(column.name)
    }
  }
}

extension Field {
  init(_ figure: Figure, _ kind: FigureColumn.Kind, _ format: OutputFormat) {
    switch figure {
    case .text(let text): self = .text(text)
    case .count(let count): self = .int(count)
    case .number(let value):
      self =
        value.isFinite
        ? .decimal(Figure.digits(of: value, kind, forPeople: format == .table)) : .null
    case .instant(let seconds): self = .text(Instant(seconds: seconds).cellText)
    case .flag(let flag): self = .bool(flag)
    case .none: self = .null
    }
  }
}

extension Figures {
  /// A row, as it is written in that format.
  func fields(of row: [Figure], as format: OutputFormat) -> [Field] {
    zip(row, columns).map { Field($0, $1.kind, format) }
  }

  /// A bar for each row, as long as its value is of the greatest; `nil` where no picture asks for
  /// it.
  fileprivate func bars() -> [String]? {
    let column: Int? =
      switch picture {
      case .bars(let column): column
      case .overTime(let picture): picture.column
      default: nil
      }
    guard let column else { return nil }
    let values = bars(column).map { $0.value ?? 0 }
    let greatest = values.max() ?? 0
    return values.map { greatest > 0 ? bar($0 / greatest, width: 24) : "" }
  }
}

extension Picture {
  /// Whether it is drawn above the rows too, as it says what they do not say at a glance.
  fileprivate var standsBesideRows: Bool {
    switch self {
    case .heatMap: true
    // More than these would push the rows off the screen.
    case .chart(let charts): charts.count <= 4
    case .bars, .ranges, .parts, .overTime, .histogram, .schedule: false
    }
  }
}
