public import Analytics
internal import CSVText
public import Tables

/// Writes the lab as a star of CSV files: `dim_assay.csv`, `fact_runs.csv`, and large facts in
/// months, `fact_specimens/2026-11.csv`.
///
/// Each file is UTF-8 with a byte order mark and a header, its cells have commas between them, LF
/// at the end of a record, points in numbers, days and times as ISO 8601 has them on the lab's
/// clock, and `true` and `false`. The same lab gives the same bytes. Facts are streamed: memory is
/// needed for the members of dimensions, and eight bytes and some for each run, execution and
/// request.
public struct StarExport: Sendable {
  /// What was written.
  public struct Summary: Sendable {
    /// Rows by the name of the table, in order.
    public fileprivate(set) var rows: [(table: String, count: Int)] = []
    /// Cells that are no value of their type, and were left empty.
    public fileprivate(set) var unreadable = 0
    /// Cells that name what the lab's tables do not have, and lead to the unknown member.
    public fileprivate(set) var strangers = 0
    /// Records that could not be read, and are not in the star.
    public fileprivate(set) var lost = 0

    public init() {}
  }

  /// Gets the bytes of a file, behind those that it got before.
  public typealias Output = (_ file: String, _ bytes: [UInt8]) throws -> Void

  private let question: Question

  /// - Parameter question: Says the zone of the lab's clock, and what is promised of assays without
  ///   their own; a star is of all times.
  public init(_ question: Question) { self.question = question }

  /// - Throws: As reading the tables does, and what `output` throws, which ends the writing.
  public func write(_ store: Store, to output: Output) throws -> Summary {
    var summary = Summary()
    let lab = try StarLab(store, question)
    for dimension in StarSchema.dimensions {
      let members = try dimension.members(in: store)
      lab.set(members, of: dimension)
      var bytes = [UInt8].header(of: dimension.columns)
      bytes.append(row: [.whole(0)] + dimension.unknown)
      for (place, member) in members.enumerated() {
        bytes.append(row: [.whole(place + 1)] + member.cells)
      }
      try output(dimension.name + ".csv", bytes)
      summary.rows.append((dimension.name, members.count + 1))
    }
    var days: ClosedRange<Int>?
    for fact in StarSchema.facts {
      let scan = FactScan(fact, lab)
      try write(fact, scan, to: output, &summary)
      summary.unreadable += scan.unreadable
      summary.strangers += scan.strangers
      if let more = scan.days {
        days =
          days.map { min($0.lowerBound, more.lowerBound)...max($0.upperBound, more.upperBound) }
          ?? more
      }
    }
    let rows = DateDimension.rows(of: days)
    try output(DateDimension.name + ".csv", .header(of: DateDimension.columns) + rows)
    summary.rows.append((DateDimension.name, rows.count { $0 == UInt8(ascii: "\n") }))
    return summary
  }

  private func write(
    _ fact: StarFact, _ scan: FactScan, to output: Output, _ summary: inout Summary
  ) throws {
    let writers = try fact.writers(of: scan)
    let month = fact.parts.map { scan.month($0) }
    let id = scan.wholeNumbers("id")
    let followed = fact.remembers.map { name -> (Int) -> Int in
      guard let place = fact.columns.firstIndex(where: { $0.name == name }),
        case .number(let key) = writers[place]
      else { preconditionFailure("\(fact.name) has a key \(name)") }
      return key
    }
    var remembered = RememberedKeys(fact.remembers)
    var parts = StarParts(fact)
    try parts.begin(output)
    let reading = try scan.lab.store.read(fact.table, columns: scan.columns.map(\.name)) {
      batch, projection in
      scan.fill(from: batch, projection)
      for row in 0..<batch.count where !batch.isBlank(row) {
        parts.add(toMonth: month.map { $0(row) } ?? nil) { $0.append(row, writers) }
        if !followed.isEmpty { remembered.add(id.numbers[row], followed.map { $0(row) }) }
      }
      try parts.flush(output, atLeast: StarParts.piece)
      return .more
    }
    try parts.flush(output, atLeast: 0)
    if !fact.remembers.isEmpty { scan.lab.remember(remembered, of: fact) }
    summary.lost += reading.lost
    summary.rows.append((fact.name, parts.count))
  }
}

extension [UInt8] {
  /// Appends a row of a fact.
  fileprivate mutating func append(_ row: Int, _ writers: [FactColumn.Writer]) {
    for (place, writer) in writers.enumerated() {
      if place > 0 { append(UInt8(ascii: ",")) }
      switch writer {
      case .number(let number):
        let value = number(row)
        if value > FactColumn.none { append(value) }
      case .plain(let write): write(row, &self)
      case .text(let text): appendText(text(row), startsRecord: place == 0)
      }
    }
    append(UInt8(ascii: "\n"))
  }
}
