internal import Wording

/// A mapping made ready for a table, whatever the file: its patterns read, its names found.
struct ImportRules {
  let table: TableSchema
  let mapping: ImportMapping
  let zone: LocalZone?
  /// How days and times are written, by the place of the table's column.
  private(set) var dates: [Int: DatePattern] = [:]

  /// - Throws: `ImportMappingError` with everything that is wrong.
  init(_ mapping: ImportMapping, for table: TableSchema) throws(ImportMappingError) {
    self.mapping = mapping
    self.table = table
    var faults: [String] = []
    do throws(LocalZone.Fault) {
      zone = try mapping.timeZone.map { name throws(LocalZone.Fault) in try LocalZone(name) }
    } catch {
      zone = nil
      faults.append(error.description)
    }
    faults += unknownColumns()
    faults += readDates()
    faults += wrongConstants() + wrongValues()
    if !faults.isEmpty { throw ImportMappingError(faults) }
  }

  /// What becomes of the cells of a column.
  func translation(of column: Int) -> CellTranslation {
    let schema = table.columns[column]
    let common = mapping.values["*"] ?? [:]
    return CellTranslation(
      column: schema,
      values: common.merging(mapping.values[schema.name] ?? [:]) { _, own in own },
      booleans: mapping.booleans, date: dates[column], zone: zone,
      hasDecimalComma: mapping.hasDecimalComma, trimsSpaces: mapping.trimsSpaces)
  }
}

extension ImportRules {
  private func unknownColumns() -> [String] {
    let stated =
      Array(mapping.columns.keys) + Array(mapping.constants.keys) + Array(mapping.dates.keys)
      + mapping.values.keys.filter { $0 != "*" }
    let names = table.columns.map(\.name)
    var faults = Set(stated).sorted().filter { table.column(named: $0) == nil }.map { name in
      "\(table.name) has no column '\(visible(name))'. "
        + (nearest(to: name, in: names).map { "Did you mean '\($0)'?" }
          ?? "It has \(names.joinedForReading()).")
    }
    faults += mapping.columns.keys.filter { mapping.constants[$0] != nil }.sorted().map {
      "'\(visible($0))' has a column of the file and a value for all rows. State one of the two."
    }
    return faults
  }

  /// A value for all rows must be one of the column's.
  private func wrongConstants() -> [String] {
    mapping.constants.sorted { $0.key < $1.key }.compactMap { name, value in
      table.column(named: name).flatMap { fault(of: value, in: $0) }
    }
  }

  /// What a value stands for must be one of the column's.
  private func wrongValues() -> [String] {
    mapping.values.sorted { $0.key < $1.key }.flatMap { name, words -> [String] in
      guard let column = table.column(named: name) else { return [] }
      return words.sorted { $0.key < $1.key }.compactMap { fault(of: $0.value, in: column) }
    }
  }

  private func fault(of value: String, in column: Int) -> String? {
    let schema = table.columns[column]
    let remarks =
      value.isEmpty
      ? schema.isRequired ? [.empty(schema)] : [] : CellRemark.all(on: value, schema)
    return remarks.first { $0.severity == .error }.map {
      "\(schema.name): \($0.message). \($0.hint)".trimmingInvisible()
    }
  }
}

// MARK: Dates

extension ImportRules {
  private mutating func readDates() -> [String] {
    var faults: [String] = []
    var common: [DatePattern] = []
    func pattern(_ text: String) -> DatePattern? {
      do throws(DatePattern.Fault) {
        return try DatePattern(text)
      } catch {
        faults.append(error.description)
        return nil
      }
    }
    for text in mapping.commonDates {
      guard let pattern = pattern(text) else { continue }
      if let twin = common.first(where: { Self.kind($0) == Self.kind(pattern) }) {
        faults.append(
          "Both '\(twin.text)' and '\(pattern.text)' are stated for all columns. "
            + "State one for its column: --dates COLUMN='\(pattern.text)'.")
      }
      common.append(pattern)
    }
    for (name, text) in mapping.dates.sorted(by: { $0.key < $1.key }) {
      guard let pattern = pattern(text), let column = table.column(named: name) else { continue }
      dates[column] = pattern
      if let fault = misfit(of: pattern, to: table.columns[column]) { faults.append(fault) }
    }
    for (column, schema) in table.columns.enumerated() where dates[column] == nil {
      dates[column] = common.first { misfit(of: $0, to: schema) == nil }
    }
    return faults
  }

  private static func kind(_ pattern: DatePattern) -> [Bool] { [pattern.hasDay, pattern.hasTime] }

  /// Why the cells of a column cannot be written by a pattern; `nil` when they can.
  private func misfit(of pattern: DatePattern, to column: ColumnSchema) -> String? {
    let needs: (day: Bool, time: Bool)
    switch column.type {
    case .date: needs = (true, false)
    case .time: needs = (false, true)
    case .datetime: needs = (true, true)
    default: return "\(column.name) is neither a date nor a time: it holds \(column.type.name)."
    }
    guard pattern.hasDay == needs.day, pattern.hasTime == needs.time else {
      return "\(column.name) is \(column.type.expectation), and '\(pattern.text)' has "
        + (pattern.hasDay ? (pattern.hasTime ? "a day and a time." : "no time.") : "no day.")
    }
    return nil
  }

  /// What is said where times of a column, which the file has, do not say their zone.
  func missingZone(of column: Int) -> String? {
    guard zone == nil, table.columns[column].type == .datetime, let pattern = dates[column],
      !pattern.hasOffset
    else { return nil }
    return "Times written as '\(pattern.text)' do not say their zone. State it: --time-zone UTC, "
      + "+01:00 or Europe/Berlin."
  }
}
