public import CSVText

/// The columns that were asked for, as they stand in the file at hand.
public struct Projection: Sendable {
  public let file: TableFile
  /// The file's number among those of the table.
  public let number: Int
  /// The place of each column in a record; -1 where the file does not have it, which reads as empty.
  public let columns: [Int]
}

/// Where a block of records stands among all of a table.
public struct BlockPlace: Comparable, Sendable {
  /// The number of the file among those of the table, and the byte of it at which the block begins.
  public let file: Int
  public let offset: Int

  public init(file: Int, offset: Int) {
    self.file = file
    self.offset = offset
  }

  public init(_ batch: borrowing RecordBatch, _ projection: Projection) {
    self.init(file: projection.number, offset: batch.offset)
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.file, left.offset) < (right.file, right.offset)
  }
}

extension Projection {
  /// The text of the asked-for column at this place of the list; empty where the file has none.
  public func text(_ batch: borrowing RecordBatch, _ record: Int, _ column: Int) -> String {
    columns[column] < 0 ? "" : batch.text(record, columns[column])
  }

  /// The texts of some of the columns.
  public func texts(
    _ batch: borrowing RecordBatch, _ record: Int, _ wanted: some Sequence<Int>
  ) -> [String] {
    var texts: [String] = []
    for column in wanted { texts.append(text(batch, record, column)) }
    return texts
  }
}

/// Whether a reading wants more.
public enum Flow: Sendable {
  case more
  case enough
}

/// What a reading met.
public struct ReadingSummary: Sendable {
  /// Records that were read.
  public internal(set) var records = 0
  /// Records that could not be read, and were left out. `check` names each.
  public internal(set) var lost = 0

  /// Notes a fault of a file with this title; throws it where nothing can be read behind it.
  mutating func note(_ fault: DialectFault, _ title: String) throws {
    if fault.stopsReading {
      let words = DialectWording(fault.kind)
      throw ReadingError(file: title, place: fault.place, message: words.message)
    }
    if fault.losesRecords { lost += 1 }
  }
}

/// An open file, and where in it the columns stand that are wanted.
struct ProjectedReader: ~Copyable {
  var reader: RecordReader
  let projection: Projection
}

extension Store {
  /// Reads the records of a table in batches, file after file, in constant memory.
  ///
  /// - Parameters:
  ///   - columns: The names of the columns wanted, in the order in which `body` gets them.
  ///   - body: Gets each batch and where in it the columns stand.
  /// - Throws: `ReadingError` when a file cannot be understood: no header, a required column that
  ///   is not there, another encoding. Single records that cannot be read are counted, not thrown.
  @discardableResult
  public func read(
    _ table: TableSchema, columns: [String],
    _ body: (borrowing RecordBatch, Projection) throws -> Flow
  ) throws -> ReadingSummary {
    var summary = ReadingSummary()
    for (number, file) in files(of: table).enumerated() {
      var open = try open(file, number, of: table, columns: columns)
      loop: while true {
        switch try open.reader.next() {
        case .end: break loop
        case .records:
          summary.records += open.reader.batch.count
          if try body(open.reader.batch, open.projection) == .enough { return summary }
        case .fault(let fault): try summary.note(fault, tree.title(of: file.path))
        }
      }
    }
    return summary
  }

  /// Opens a file, and finds the wanted columns in its header.
  func open(
    _ file: TableFile, _ number: Int, of table: TableSchema, columns: [String]
  ) throws -> ProjectedReader {
    let wanted = columns.map { name in
      guard let column = table.column(named: name) else {
        preconditionFailure("\(table.name) has no column \(name)")
      }
      return column
    }
    let source = try tree.open(file.path)
    let reader = try RecordReader(source, options: options)
    let match = try header(of: reader.header, table, wanted, file, source)
    let projection = Projection(
      file: file, number: number, columns: wanted.map { match.projection[$0] })
    return ProjectedReader(reader: reader, projection: projection)
  }

  /// Matches a header, and refuses one without a column that is wanted and cannot be empty.
  private func header(
    of header: Header?, _ table: TableSchema, _ wanted: [Int], _ file: TableFile,
    _ source: any ByteSource
  ) throws -> HeaderMatch {
    let title = tree.title(of: file.path)
    guard let header else {
      throw ReadingError(file: title, place: .start, message: "the file has no readable header")
    }
    let match = HeaderMatch(header, of: table, start: try source.bytes(at: 0, count: 1 << 14))
    let isExact = wanted.allSatisfy { column in
      match.projection[column] < 0
        ? !table.columns[column].isRequired
        : header.names[match.projection[column]] == table.columns[column].name
    }
    if isExact { return match }
    let fault = match.faults.first { $0.severity == .error }
    throw ReadingError(
      file: title, place: fault?.place ?? header.places[0],
      message: fault?.message ?? "the header does not fit \(table.name)")
  }

  /// Decodes every row of a table, in the order of the file.
  ///
  /// Costs an object a row: for tables that are looked at as a whole, not for figures over millions.
  /// - Throws: `ReadingError` at the first record or cell that does not hold what is declared.
  public func rows<Row: TableRow>(of type: Row.Type) throws -> [Row] {
    var rows: [Row] = []
    let schema = Row.schema
    let names = schema.table.columns.map(\.name)
    let summary = try read(schema.table, columns: names) { batch, projection in
      for record in 0..<batch.count where !batch.isBlank(record) {
        do throws(CellError) {
          rows.append(try schema.decode(batch, record, projection.columns))
        } catch {
          throw unreadable(error, batch, record, projection, schema.table)
        }
      }
      return .more
    }
    guard summary.lost == 0 else {
      throw ReadingError(
        file: tree.title(of: files(of: schema.table)[0].path), place: nil,
        message: "\(summary.lost) of its records cannot be read; 'plainlab check' names them")
    }
    return rows
  }

  private func unreadable(
    _ error: CellError, _ batch: borrowing RecordBatch, _ record: Int, _ projection: Projection,
    _ table: TableSchema
  ) -> ReadingError {
    let title = tree.title(of: projection.file.path)
    guard let column = projection.columns.firstIndex(of: error.column), error.column >= 0 else {
      let place = batch.place(of: record, 0)
      return ReadingError(file: title, place: place, message: "a required column is missing")
    }
    let schema = table.columns[column]
    let text = batch.text(record, error.column)
    return ReadingError(
      file: title, place: batch.place(of: record, error.column),
      message: CellDiagnosis(of: text, as: schema).message)
  }
}
