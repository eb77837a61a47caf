internal import CSVText
internal import Tables

/// One reading of a lab's table from which a fact is written.
///
/// A column of the star asks it once for the cells that it needs, and gets a function of the row in
/// the block at hand. A column of the lab is decoded once for all that ask.
final class FactScan {
  let fact: StarFact
  let lab: StarLab
  /// The lab's columns that somebody asked for, in the order of the reading.
  private(set) var columns: [any ScannedColumn] = []
  /// The days that rows have keys of.
  private(set) var days: ClosedRange<Int>?
  /// Cells that are no value of their type, or a moment without a key.
  private(set) var unreadable = 0
  /// Cells that name a member which the lab's tables do not have.
  private(set) var strangers = 0
  private var clocks: [String: StarClock] = [:]

  init(_ fact: StarFact, _ lab: StarLab) {
    self.fact = fact
    self.lab = lab
  }

  /// Takes a block in the place of the one before.
  func fill(from batch: borrowing RecordBatch, _ projection: Projection) {
    for (column, place) in zip(columns, projection.columns) { column.fill(from: batch, place) }
    for clock in clocks.values { clock.read() }
  }

  /// The column of this name and kind, which is read once however many ask.
  private func column<Column: ScannedColumn>(_ name: String, _ make: (String) -> Column) -> Column {
    for column in columns where column.name == name {
      if let column = column as? Column { return column }
    }
    let column = make(name)
    columns.append(column)
    return column
  }

  func instants(_ name: String) -> InstantColumn { column(name) { InstantColumn($0) } }
  func codes(_ name: String) -> CodedColumn { column(name) { CodedColumn($0) } }
  func numbers(_ name: String) -> NumberColumn { column(name) { NumberColumn($0) } }
  private func texts(_ name: String) -> TextColumn { column(name) { TextColumn($0) } }

  func wholeNumbers(_ name: String) -> WholeNumberColumn {
    column(name) { WholeNumberColumn($0) }
  }

  private func clock(_ name: String) -> StarClock {
    if let clock = clocks[name] { return clock }
    let clock = StarClock(instants(name), in: lab.zone)
    clocks[name] = clock
    return clock
  }
}

// MARK: Cells

extension FactScan {
  func text(_ name: String) -> (Int) -> [UInt8] {
    let column = texts(name)
    return { Array(column.texts[$0].utf8) }
  }

  /// A text of which there are few.
  func word(_ name: String) -> (Int) -> [UInt8] {
    let column = codes(name)
    var words: [[UInt8]] = []
    return { row in
      let code = column.codes[row]
      while words.count <= code { words.append(Array(column.values.text(words.count).utf8)) }
      return words[code]
    }
  }

  func wholeNumber(_ name: String) -> (Int) -> Int {
    let column = wholeNumbers(name)
    return { row in
      let number = column.numbers[row]
      if number == WholeNumberColumn.unreadable { self.unreadable += 1 }
      return number
    }
  }

  /// A number with the digits that it has in the lab's table.
  func decimal(_ name: String) -> (Int, inout [UInt8]) -> Void {
    let column = texts(name)
    return { row, bytes in
      let text = column.texts[row]
      if ExactDecimal(text) != nil {
        bytes.append(contentsOf: text.utf8)
      } else if !text.isEmpty {
        self.unreadable += 1
      }
    }
  }

  func boolean(_ name: String) -> (Int, inout [UInt8]) -> Void {
    let column = codes(name)
    let (yes, no) = (column.code(of: "true"), column.code(of: "false"))
    let nothing = column.code(of: "")
    return { row, bytes in
      let code = column.codes[row]
      if code == yes || code == no {
        bytes.append(.boolean(code == yes))
      } else if code != nothing {
        self.unreadable += 1
      }
    }
  }

  func flag(_ name: String, _ words: [String]) -> (Int, inout [UInt8]) -> Void {
    let column = codes(name)
    let wanted = words.map { column.code(of: $0) }
    let nothing = column.code(of: "")
    return { row, bytes in
      let code = column.codes[row]
      if code != nothing { bytes.append(.boolean(wanted.contains(code))) }
    }
  }

  func minutes(from start: String, to end: String) -> (Int, inout [UInt8]) -> Void {
    let (start, end) = (instants(start), instants(end))
    return { row, bytes in
      let (from, to) = (start.seconds[row], end.seconds[row])
      if from > InstantColumn.unreadable, to >= from { bytes.append(minutesOf: to - from) }
    }
  }
}

// MARK: Keys

extension FactScan {
  func member(of dimension: StarDimension, _ name: String) -> (Int) -> Int {
    let schema = fact.table.starColumn(name)
    guard let reference = schema.reference, reference.table == dimension.table else {
      preconditionFailure("\(fact.table.name).\(name) does not refer to \(dimension.name)")
    }
    let column = codes(name)
    let nothing = column.code(of: "")
    let (all, by) = (lab.keys(of: dimension), reference.column)
    var keys: [Int] = []
    return { row in
      let code = column.codes[row]
      while keys.count <= code { keys.append(all.key(column.values.text(keys.count), by: by)) }
      if keys[code] == 0, code != nothing { self.strangers += 1 }
      return keys[code]
    }
  }

  /// A key of the row of another fact to which a column refers.
  func followed(_ name: String, _ key: String) -> (Int) -> Int {
    let schema = fact.table.starColumn(name)
    guard let table = schema.reference?.table else {
      preconditionFailure("\(fact.table.name).\(name) refers to no other table")
    }
    let column = wholeNumbers(name)
    let rows = lab.remembered("fact_" + table)
    let place = rows.place(of: key)
    return { row in
      let id = column.numbers[row]
      guard let found = rows.key(id, at: place) else {
        if id != WholeNumberColumn.empty { self.strangers += 1 }
        return 0
      }
      return found
    }
  }
}

// MARK: Moments

extension FactScan {
  func dayKey(_ name: String) -> (Int) -> Int {
    let clock = clock(name)
    return { row in
      guard let day = clock.day(row) else {
        if clock.isFilled(row) { self.unreadable += 1 }
        return FactColumn.none
      }
      if let days = self.days, days.contains(day) { return clock.number(ofDay: day) }
      self.days = min(day, self.days?.lowerBound ?? day)...max(day, self.days?.upperBound ?? day)
      return clock.number(ofDay: day)
    }
  }

  func day(_ name: String) -> (Int, inout [UInt8]) -> Void {
    let clock = clock(name)
    return { row, bytes in
      if let day = clock.day(row) { bytes.append(contentsOf: clock.text(ofDay: day)) }
    }
  }

  func timestamp(_ name: String) -> (Int, inout [UInt8]) -> Void {
    let clock = clock(name)
    return { row, bytes in clock.append(row, to: &bytes) }
  }

  func hourKey(_ name: String) -> (Int) -> Int {
    let clock = clock(name)
    // Member 1 is midnight.
    return { row in clock.hour(row).map { $0 + 1 } ?? 0 }
  }

  /// The month of a column, counted from the year 0; `nil` where there is none.
  func month(_ name: String) -> (Int) -> Int? {
    let clock = clock(name)
    return { row in clock.day(row).map { clock.number(ofDay: $0) / 100 } }
  }
}
