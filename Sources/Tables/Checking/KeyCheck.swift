internal import CSVText
internal import Wording

/// The primary key of a table or another that is unique, and the values that were seen.
struct KeyCheck {
  let columns: [Int]
  private let names: [String]
  /// The columns' names, as a message says them.
  var name: String { names.joined(separator: ", ") }
  let code: FindingCode
  /// The lab's own rule that demands it, if it is one.
  let rule: QualityRule?
  /// The column at which a finding stands: of a key of several the last, which tells the rows of
  /// one parent apart.
  let place: Int
  private let areNumbers: [Bool]
  private var keys: KeySet
  private var twins: LookalikeSet?
  private var runs: [Run] = []
  /// How many keys came again and were not kept, by file.
  private(set) var omitted: [Int: Int] = [:]
  private var buffer: [UInt8] = []

  /// Keys that came again in records one below the other: a block that was pasted twice is one
  /// mistake.
  private struct Run {
    var first: [Duplicate]
    var count = 1
    var lastRecord: Int
  }

  private struct Duplicate {
    let value: [UInt8]
    let shown: String
    let row: String?
    let file: Int
    let place: Place
  }

  enum Clash {
    case same
    case lookalike(String)
  }

  var severity: Severity { rule?.severity ?? .error }

  /// Whether it is one whole number.
  var isNumber: Bool { columns.count == 1 && keys.isOfNumbers }

  /// Whether it is two whole numbers.
  var isPair: Bool { areNumbers == [true, true] }

  /// Whether keys that look alike are told.
  var hasTwins: Bool { twins != nil }

  static func all(of table: TableSchema) -> [KeyCheck] {
    let primary = table.primaryKey.isEmpty ? [] : [KeyCheck(table, table.primaryKey, .primaryKey)]
    return primary + table.uniqueKeys.map { KeyCheck(table, $0, .uniqueError) }
  }

  /// What a rule of data quality demands to be unique; `nil` for one that demands something else.
  init?(_ rule: QualityRule, _ table: TableSchema) {
    guard case .unique(let column) = rule.demand else { return nil }
    self.init(table, [column], .rule, rule)
  }

  private init(
    _ table: TableSchema, _ columns: [Int], _ code: FindingCode, _ rule: QualityRule? = nil
  ) {
    self.rule = rule
    self.columns = columns
    self.code = code
    place = code == .primaryKey ? columns[0] : columns[columns.count - 1]
    names = columns.map { table.columns[$0].name }
    areNumbers = columns.map { table.columns[$0].type == .int }
    let type = columns.count == 1 ? table.columns[columns[0]].type : .text()
    keys = KeySet(of: type)
    twins = columns.count == 1 && type.isText && rule == nil ? LookalikeSet() : nil
  }
}

extension KeyCheck {
  /// Adds a record's key; what it clashes with, if anything.
  @inline(__always)
  mutating func insert(
    _ batch: borrowing RecordBatch, _ record: Int, _ projection: [Int]
  ) -> Clash? {
    guard columns.count == 1 else { return insertJoined(batch, record, projection) }
    return batch.withCell(record, projection[columns[0]]) { cell -> Clash? in
      guard keys.insert(cell) else { return .same }
      return twins?.insert(cell, among: keys).map { .lookalike($0) }
    }
  }

  private mutating func insertJoined(
    _ batch: borrowing RecordBatch, _ record: Int, _ projection: [Int]
  ) -> Clash? {
    joinCells(batch, record, projection)
    let joined = buffer
    return keys.insert(joined.span) ? nil : .same
  }

  /// Remembers a key that came again, until it is known where it came first.
  ///
  /// - Parameter number: How many records of the file came before the batch.
  mutating func note(
    _ batch: borrowing RecordBatch, _ record: Int, _ projection: [Int], file: Int,
    after number: Int,
    row: String?
  ) {
    let last = runs.count - 1
    let continues =
      last >= 0 && runs[last].lastRecord == number + record - 1 && runs[last].first[0].file == file
    if continues {
      runs[last].count += 1
      runs[last].lastRecord += 1
      if runs[last].count > FaultFolding.limit { return }
    } else if runs.count >= FindingList.limitPerFile {
      omitted[file, default: 0] += 1
      return
    }
    joinCells(batch, record, projection)
    let duplicate = Duplicate(
      value: buffer,
      shown: columns.map { batch.text(record, projection[$0]) }.joined(separator: ", "),
      row: row, file: file, place: batch.place(of: record, projection[place]))
    if continues {
      runs[last].first.append(duplicate)
    } else {
      runs.append(Run(first: [duplicate], lastRecord: number + record))
    }
  }

  private mutating func joinCells(
    _ batch: borrowing RecordBatch, _ record: Int, _ projection: [Int]
  ) {
    buffer.removeAll(keepingCapacity: true)
    for (column, isNumber) in zip(columns, areNumbers) {
      batch.withCell(record, projection[column]) { cell in
        if isNumber {
          if let number = Int(cell: cell) { buffer.append(inOrder: number) }
        } else {
          for i in cell.indices { buffer.append(cell[i]) }
          // No cell holds a zero byte, so that two cells never join to what two others do.
          buffer.append(0)
        }
      }
    }
  }

  /// A record's key as bytes: those of two keys are the same when the keys are, and where whole numbers
  /// are part of it, they are in the order of the numbers.
  mutating func bytes(
    of batch: borrowing RecordBatch, _ record: Int, _ projection: [Int]
  ) -> [UInt8] {
    joinCells(batch, record, projection)
    return buffer
  }

  /// The bytes of a key of two whole numbers.
  static func bytes(of pair: (Int, Int)) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(inOrder: pair.0)
    bytes.append(inOrder: pair.1)
    return bytes
  }
}

extension [UInt8] {
  /// Appends eight bytes whose order is that of the numbers: the keys of a file that grows at its end
  /// then ascend, which `ByteTable` has a short way for.
  @inline(__always)
  fileprivate mutating func append(inOrder number: Int) {
    let bits = UInt64(bitPattern: Int64(number)) ^ 1 << 63
    for shift in stride(from: 56, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: bits >> shift))
    }
  }
}

// MARK: Keys that came twice

extension KeyCheck {
  /// The findings of keys that came again, with the number of the file that each is about.
  func findings(
    in store: Store, _ table: TableSchema, _ titles: [String]
  ) throws -> [(file: Int, finding: Finding)] {
    guard !runs.isEmpty else { return [] }
    let first = try firstPlaces(in: store, table)
    return runs.flatMap { run -> [(file: Int, finding: Finding)] in
      let isFolded = run.count > FaultFolding.limit
      return (isFolded ? Array(run.first.prefix(1)) : run.first).map { duplicate in
        let place = first[duplicate.value].map { spot in
          (spot.file == duplicate.file ? "" : "\(visible(titles[spot.file])), ")
            + "line \(spot.line)"
        }
        let shown = "'\(abbreviated(duplicate.shown))'"
        let fact =
          isFolded
          ? "\(name) \(shown) and \(grouped(run.count - 1)) more below it are already there"
          : "\(name) \(shown) is already there"
        let advice =
          place.map {
            isFolded
              ? "The first one stands in \($0). Were these \(grouped(run.count)) rows pasted twice?"
              : "It first stands in \($0). \(demand)"
          } ?? demand
        let finding = Finding(
          code, severity, file: titles[duplicate.file], place: duplicate.place, table: table.name,
          field: name, key: duplicate.row, rule?.message ?? fact,
          hint: rule == nil ? advice : "Here \(fact). \(advice)")
        return (duplicate.file, finding)
      }
    }
  }

  /// What holds for the rows, as a sentence.
  private var demand: String {
    if let rule { return rule.source }
    if names.count == 1 { return "Every row needs its own." }
    return "No two rows may have the same \(names.joinedForReading())."
  }

  /// Reads the table again, for the first line of each value that came twice.
  private func firstPlaces(
    in store: Store, _ table: TableSchema
  ) throws -> [[UInt8]: (file: Int, line: Int)] {
    let wanted = Set(runs.flatMap(\.first).map(\.value))
    var found: [[UInt8]: (file: Int, line: Int)] = [:]
    var copy = self
    for (number, file) in store.files(of: table).enumerated() {
      var reader = try store.reader(of: file)
      guard let header = reader.header else { continue }
      let projection = HeaderMatch(header, of: table, start: []).projection
      guard columns.allSatisfy({ projection[$0] >= 0 }) else { continue }
      loop: while found.count < wanted.count {
        switch try reader.next() {
        case .end: break loop
        case .fault: continue
        case .records:
          for record in 0..<reader.batch.count {
            copy.joinCells(reader.batch, record, projection)
            guard wanted.contains(copy.buffer), found[copy.buffer] == nil else { continue }
            found[copy.buffer] = (number, reader.batch.line(of: record))
          }
        }
      }
    }
    return found
  }
}
