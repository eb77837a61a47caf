/// A cell as it stands in the file, for loops that look at every cell of a column.
///
/// Sixty-four bytes from its start can be read, whatever follows it, so that a few loads answer what a
/// loop over its bytes would.
@safe public struct CellBytes: ~Copyable {
  @usableFromInline let base: UnsafeRawPointer
  /// How many bytes it has, with its quotes.
  public let count: Int

  @inlinable @inline(__always)
  init(_ base: UnsafePointer<UInt8>, count: Int) {
    unsafe self.base = UnsafeRawPointer(base)
    self.count = count
  }

  /// Sixteen bytes at most as numbers, which are faster to compare than bytes; `nil` of a longer cell,
  /// and of one in quotes.
  @inlinable @inline(__always)
  public var short: ShortCell? {
    let first = unsafe UInt64(littleEndian: base.loadUnaligned(as: UInt64.self))
    guard count <= 16, UInt8(truncatingIfNeeded: first) != .quote || count == 0 else { return nil }
    if count < 8 {
      return ShortCell(first: first & ((1 &<< UInt64(8 &* count)) &- 1), last: 0, count: count)
    }
    let last = unsafe base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    return ShortCell(first: first, last: UInt64(littleEndian: last), count: count)
  }

  /// Its first and its last byte; 0 of an empty cell.
  @inlinable @inline(__always)
  public var firstByte: UInt8 { count > 0 ? unsafe base.load(as: UInt8.self) : 0 }
  @inlinable @inline(__always)
  public var lastByte: UInt8 {
    count > 0 ? unsafe base.load(fromByteOffset: count &- 1, as: UInt8.self) : 0
  }

  /// The number that up to eight digits write, without leading zeros; `nil` of all else.
  @inlinable @inline(__always)
  public var smallNumber: Int? {
    guard count &- 1 >= 0, count <= 8 else { return nil }
    let first = unsafe UInt64(littleEndian: base.loadUnaligned(as: UInt64.self))
    if UInt8(truncatingIfNeeded: first) == 0x30, count > 1 { return nil }
    // The digits at the end of eight, and zeros before them.
    let shift = UInt64(8 &* (8 &- count))
    let zeros: UInt64 = 0x0030_3030_3030_3030 &>> (56 &- shift)
    let digits = (first &<< shift | zeros) ^ 0x3030_3030_3030_3030
    // Adding this sets the highest bit of a byte over 9.
    guard ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0 else {
      return nil
    }
    // Pairs of digits, then all of them, each weighed by its place in one multiplication.
    let pairs = digits &* 10 &+ digits &>> 8
    let high = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let low = (pairs &>> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return Int(truncatingIfNeeded: (high &+ low) &>> 32)
  }

  /// The twenty bytes from its start, the first lowest: eight, eight and four of them.
  @inlinable @inline(__always)
  public var twenty: (UInt64, UInt64, UInt32) {
    unsafe (
      UInt64(littleEndian: base.loadUnaligned(as: UInt64.self)),
      UInt64(littleEndian: base.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
      UInt32(littleEndian: base.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
    )
  }
}

/// The bytes of a short cell: two cells are the same when these are.
public struct ShortCell: Equatable, Sendable {
  /// The first eight bytes, the first lowest, with zeros behind the cell's end.
  public let first: UInt64
  /// The last eight, some of which may be among the first; 0 of a cell of less than eight.
  public let last: UInt64
  public let count: Int

  @inlinable @inline(__always)
  init(first: UInt64, last: UInt64, count: Int) {
    self.first = first
    self.last = last
    self.count = count
  }

  /// The cell that holds these bytes; `nil` when they are too many.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count <= 16 else { return nil }
    func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
      bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    let last = bytes.count < 8 ? 0 : number(bytes.suffix(8))
    self.init(first: number(bytes.prefix(8)), last: last, count: bytes.count)
  }

  /// What no cell is the same as.
  @inlinable @inline(__always)
  public static var none: ShortCell { ShortCell(first: 0, last: 0, count: -1) }

  /// One comparison instead of three, of which each might be guessed wrong.
  @inlinable @inline(__always)
  public static func == (left: Self, right: Self) -> Bool {
    (left.first ^ right.first) | (left.last ^ right.last)
      | UInt64(bitPattern: Int64(left.count ^ right.count)) == 0
  }
}

extension RecordBatch {
  /// Lends a cell as it stands in the file.
  @inlinable @inline(__always)
  public func withBytes<Result>(
    _ record: Int, _ column: Int, _ body: (borrowing CellBytes) -> Result
  ) -> Result {
    let (start, end) = bounds(record, column)
    return unsafe body(CellBytes(base + start, count: end &- start))
  }

  /// Calls `body` with each record's number and its cell of a column.
  ///
  /// The column is checked once, and not at each cell.
  @inlinable @inline(__always)
  public func forEachCell(of column: Int, _ body: (Int, borrowing CellBytes) -> Void) {
    precondition(UInt(bitPattern: column) < UInt(bitPattern: width), "a column of the batch")
    let isLast = column &+ 1 == width
    var cell = column
    for record in 0..<count {
      let start = unsafe Int(ends[cell &- 1] &+ 1)
      var end = unsafe Int(ends[cell])
      if isLast, end > start, unsafe base[end &- 1] == .carriageReturn { end &-= 1 }
      unsafe body(record, CellBytes(base + start, count: end &- start))
      cell &+= width
    }
  }
}
