internal import CSVText

/// A file of a table, to be compared.
struct ComparedFile: Sendable {
  let source: any ByteSource
  /// Its path in the data folder, and how a person is told of it.
  let path: String
  let title: String
}

/// The records of two files that are not the same bytes at the same distance from the start or the end
/// of both: where little was changed, little is left.
struct DifferingRecords: Sendable {
  private(set) var old: [RowText] = []
  private(set) var new: [RowText] = []

  /// The columns of each file; none where it is not there.
  private(set) var oldColumns: [String] = []
  private(set) var newColumns: [String] = []

  /// Linear in the bytes of both; memory is that of what differs. A file that is not there has no records.
  ///
  /// - Throws: `IncomparableFile`.
  init(
    from old: ComparedFile?, to new: ComparedFile?, _ options: RecordReader.Options
  ) throws {
    switch (old, new) {
    case (nil, nil): break
    case (let old?, nil): (oldColumns, self.old) = try Self.all(old, options)
    case (nil, let new?): (newColumns, self.new) = try Self.all(new, options)
    case (let old?, let new?): try compare(old, new, options)
    }
  }

  private static func all(
    _ file: ComparedFile, _ options: RecordReader.Options
  ) throws -> ([String], [RowText]) {
    var cursor = try cursor(file, options)
    try cursor.advanceBatch()
    var rows: [RowText] = []
    while !cursor.isAtEnd {
      rows.append(cursor.row)
      try cursor.advance()
    }
    return (cursor.columns, rows)
  }

  private static func cursor(
    _ file: ComparedFile, _ options: RecordReader.Options
  ) throws -> RecordCursor {
    try RecordCursor(file.source, file: file.path, title: file.title, options)
  }

  private mutating func compare(
    _ old: ComparedFile, _ new: ComparedFile, _ options: RecordReader.Options
  ) throws {
    var left = try Self.cursor(old, options)
    var right = try Self.cursor(new, options)
    (oldColumns, newColumns) = (left.columns, right.columns)
    let isSameHeader = left.columns == right.columns
    let common = isSameHeader ? try commonEnd(old.source, new.source) : 0
    try left.advanceBatch()
    try right.advanceBatch()
    if isSameHeader {
      while left.hasSameBatch(as: right) {
        try left.advanceBatch()
        try right.advanceBatch()
      }
      while left.hasSameRecord(as: right) {
        try left.advance()
        try right.advance()
      }
    }
    // What lies behind the same byte of the common end, at the start of a record of both, is the same.
    while left.rest != right.rest || left.rest > common {
      if left.rest >= right.rest {
        self.old.append(left.row)
        try left.advance()
      } else {
        self.new.append(right.row)
        try right.advance()
      }
    }
  }
}

/// How many bytes at the end of two sources are the same.
private func commonEnd(_ left: any ByteSource, _ right: any ByteSource) throws -> Int {
  let most = min(left.size, right.size)
  var common = 0
  while common < most {
    let count = min(1 << 20, most - common)
    let a = try left.bytes(at: left.size - common - count, count: count)
    let b = try right.bytes(at: right.size - common - count, count: count)
    guard a.count == count, b.count == count else { return common }
    if a.span.isEqual(to: b.span) {
      common += count
      continue
    }
    var same = 0
    while a[count - 1 - same] == b[count - 1 - same] { same += 1 }
    return common + same
  }
  return common
}
