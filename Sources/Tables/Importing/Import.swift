public import CSVText
internal import Wording

/// Rows for a table from another system's file.
///
///     let file = try Import(source, "export.csv", into: table, by: mapping)
///     let pass = try file.rows { row in try change.insert(row.cells, into: table) }
///
/// The file is read anew by every pass, in constant memory but for the keys of its rows.
public struct Import: Sendable {
  public let table: TableSchema
  /// The file as a person called it.
  public let title: String
  /// The mapping with everything that was understood of this file.
  public let mapping: ImportMapping
  /// What was understood, as whole sentences.
  public let notes: [String]
  /// What is wrong with the header; with an error no row is read.
  public let headerFindings: [Finding]
  /// The bytes of the file up to its first row: title lines, and the header.
  public let headerBytes: Range<Int>
  /// Whether the file's bytes are the characters that a person sees, as in our own files.
  public let isUTF8: Bool

  /// Whether rows that are there already are changed.
  let isUpdate: Bool
  let source: any ByteSource
  let plan: ImportPlan
  private let cellLimit: Int

  /// One row of the file, as cells of the table.
  public struct Row {
    /// In the order of the table's columns; empty where there is nothing.
    public let cells: [String]
    /// Where it begins in the file.
    public let start: Place
    /// The bytes that it takes there, with its line end.
    public let bytes: Range<Int>
  }

  /// What one reading of the file found.
  public struct Pass {
    var found = FileFindings()
    /// The bytes of the records that are no rows of the table.
    public internal(set) var badRecords: [Range<Int>] = []
    /// How many records were passed over because they are blank.
    public internal(set) var blankRecords = 0
    /// Whether reading ended before the file did.
    public internal(set) var isCutShort = false

    /// In the order of the file.
    public var findings: FindingList {
      var list = FindingList()
      list.add(found)
      return list
    }
  }

  /// Opens a file and reads its header.
  ///
  /// - Parameter isUpdate: Whether rows may be meant that are there already, so that a row need not
  ///   have all that a new one must.
  /// - Throws: `ImportMappingError` when the mapping is not the table's; `RefusedImport` when the
  ///   header cannot be read.
  public init(
    _ source: any ByteSource, _ title: String, into table: TableSchema,
    by mapping: ImportMapping = ImportMapping(), isUpdate: Bool = false, cellLimit: Int = 16 << 20
  ) throws {
    let rules = try ImportRules(mapping, for: table)
    let reader: ForeignReader
    do {
      reader = try ForeignReader(source, mapping.dialect, cellLimit: cellLimit)
    } catch let fault as ForeignFault {
      throw RefusedImport([fault.finding(in: title)])
    }
    let plan = ImportPlan(rules, reader.header, title: title)
    let faults = Set(
      table.columns.indices.filter { plan.cell(of: $0) != nil }.compactMap(rules.missingZone))
    if !faults.isEmpty { throw ImportMappingError(faults.sorted()) }
    self.source = source
    self.plan = plan
    self.title = title
    self.table = table
    self.cellLimit = cellLimit
    self.mapping = plan.completed(reader)
    notes = plan.notes
    headerFindings = plan.findings + (isUpdate ? plan.unmatchedFindings() : plan.missingFindings())
    self.isUpdate = isUpdate
    headerBytes = 0..<reader.header.bytes.upperBound
    isUTF8 = reader.encoding == .utf8
  }
}

// MARK: Rows

extension Import {
  /// Reads the rows of the file, and hands those that are right to `body`.
  ///
  /// - Parameters:
  ///   - excluded: Where records begin, by their first bytes, that are left out as bad.
  ///   - progress: Is told the byte of the file up to which it was read.
  public func rows(
    excluding excluded: Set<Int> = [], progress: (Int) -> Void = { _ in },
    _ body: (Row) throws -> Void
  ) throws -> Pass {
    var pass = Pass()
    var reader = try ForeignReader(source, mapping.dialect, cellLimit: cellLimit)
    var ledgers = ledgers
    do {
      while let record = try reader.next() {
        progress(record.bytes.upperBound)
        if excluded.contains(record.bytes.lowerBound) {
          pass.badRecords.append(record.bytes)
        } else if let row = row(record, &ledgers, &pass) {
          try body(row)
        } else {
          pass.badRecords.append(record.bytes)
        }
      }
    } catch let fault as ForeignFault {
      pass.isCutShort = true
      pass.found.add(finding(fault.remark, at: fault.place))
    }
    pass.blankRecords = reader.blankRecords
    return pass
  }

  /// The keys that the rows of the file bring with them.
  private var ledgers: [KeyLedger] {
    ([table.primaryKey] + table.uniqueKeys)
      .filter { !$0.isEmpty && $0.allSatisfy { plan.hasSource($0) } }.map { KeyLedger($0) }
  }

  /// The row that a record is, if nothing is wrong with it.
  private func row(
    _ record: ForeignRecord, _ ledgers: inout [KeyLedger], _ pass: inout Pass
  ) -> Row? {
    if let fault = record.fault {
      pass.found.add(finding(fault.remark, at: fault.place))
      return nil
    }
    var cells: [String] = []
    cells.reserveCapacity(plan.sources.count)
    var remarks: [(column: Int, remark: CellRemark)] = []
    for (column, source) in plan.sources.enumerated() {
      switch source {
      case .nothing: cells.append("")
      case .constant(let text): cells.append(text)
      case .cell(let at, let translation):
        let (text, said) = translation.translate(record.cells[at])
        cells.append(text)
        for remark in said { remarks.append((column, remark)) }
      }
    }
    if !remarks.contains(where: { $0.remark.severity == .error }) {
      for i in ledgers.indices {
        guard let line = ledgers[i].insert(cells, line: record.start.line) else { continue }
        remarks.append((ledgers[i].columns[0], doubled(ledgers[i].columns, cells, line)))
      }
    }
    for (column, remark) in remarks {
      pass.found.add(
        finding(
          remark, at: place(of: column, in: record), column,
          key: table.primaryKey.map { cells[$0] }.joined(separator: "/")))
    }
    guard !remarks.contains(where: { $0.remark.severity == .error }) else { return nil }
    return Row(cells: cells, start: record.start, bytes: record.bytes)
  }

  private func doubled(_ columns: [Int], _ cells: [String], _ line: Int) -> CellRemark {
    let names = columns.map { table.columns[$0].name }.joined(separator: ", ")
    let shown = abbreviated(columns.map { cells[$0] }.joined(separator: ", "))
    return CellRemark(
      code: table.primaryKey == columns ? .primaryKey : .uniqueError, severity: .error,
      message: "\(names) '\(shown)' is already there",
      hint: "It first stands in line \(line). Every row needs its own.")
  }
}

// MARK: Findings

extension Import {
  /// Findings about rows of the file, made of those about the rows as they would stand in the
  /// table: each with where its row begins. One that is about no row stays as it is.
  func findings(_ refused: [(finding: Finding, start: Place?)]) throws -> [Finding] {
    guard !refused.isEmpty else { return [] }
    var reader = try ForeignReader(source, mapping.dialect, cellLimit: cellLimit)
    // In the order of the file, each block of it is read once.
    let sorted = refused.sorted { $0.start?.offset ?? 0 < $1.start?.offset ?? 0 }
    return try sorted.map { finding, start in
      guard let start else { return finding }
      let record = try reader.record(at: start)
      let column = finding.field.flatMap { table.column(named: $0) }
      return Finding(
        finding.code, finding.severity, file: title,
        place: column.map { place(of: $0, in: record) } ?? start, table: table.name,
        field: finding.field, key: finding.key, finding.message, hint: finding.hint)
    }
  }

  private func place(of column: Int, in record: ForeignRecord) -> Place {
    plan.cell(of: column).flatMap { record.places.indices.contains($0) ? record.places[$0] : nil }
      ?? record.start
  }

  private func finding(
    _ remark: CellRemark, at place: Place, _ column: Int? = nil, key: String = ""
  ) -> Finding {
    Finding(
      remark.code, remark.severity, file: title, place: place, table: table.name,
      field: column.map { table.columns[$0].name }, key: key.isEmpty ? nil : key, remark.message,
      hint: remark.hint)
  }
}
