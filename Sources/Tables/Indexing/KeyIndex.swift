internal import CSVText

/// What is known of the keys of a large table without reading it: the highest id, whether a row can be
/// found by its id, and a hash of each value of its other keys.
///
/// It answers "surely not there" for certain; "perhaps" means that the row has to be looked for. Rows
/// that were deleted or changed leave their hashes behind, which costs a reading and nothing else. It
/// is kept in `.plainlab/index`, holds for exactly the files that it was made of, and may be deleted.
struct KeyIndex {
  /// The keys with hashes, by their columns.
  let keys: [[Int]]
  /// The highest id of a table that numbers its rows; 0 for none.
  private(set) var highestID: Int
  /// Whether the table's rows are in order, as `RowOrder` has it.
  private(set) var isInOrder: Bool
  /// For each key its sorted hashes, in one source.
  let hashes: any ByteSource
  let ranges: [Range<Int>]
  /// For each key the hashes of values that came later.
  private(set) var recent: [[UInt64]]

  /// Which keys a table's index has: all but a number that its rows are counted with.
  static func keys(of table: TableSchema) -> [[Int]] {
    let primary = table.numbersItsRows || table.primaryKey.isEmpty ? [] : [table.primaryKey]
    return primary + table.uniqueKeys
  }

  init(
    keys: [[Int]], highestID: Int, isInOrder: Bool, hashes: any ByteSource,
    ranges: [Range<Int>], recent: [[UInt64]]
  ) {
    self.keys = keys
    self.highestID = highestID
    self.isInOrder = isInOrder
    self.hashes = hashes
    self.ranges = ranges
    self.recent = recent
  }

  /// Reads the table once.
  /// - Throws: `ReadingError` at a record that cannot be read: its keys are not known.
  init(reading table: TableAtHand, _ options: RecordReader.Options) throws {
    let keys = Self.keys(of: table.table)
    var order = RowOrder(of: table.table)
    var all: [[UInt64]] = keys.map { _ in [] }
    for file in table.files.indices {
      let projection = table.files[file].projection
      let id = table.table.numbersItsRows ? projection[table.table.primaryKey[0]] : -1
      order.begin(table.files[file])
      try table.forEachBatch(of: file, options) { batch in
        order.add(batch, id: id)
        for (i, columns) in keys.enumerated() {
          let places = columns.map { projection[$0] }
          if places.contains(where: { $0 < 0 }) { continue }
          for record in 0..<batch.count {
            var hash = KeyHash()
            for (n, place) in places.enumerated() {
              if n > 0 { hash.add(CellKey.separator) }
              batch.withCell(record, place) { hash.add($0) }
            }
            all[i].append(hash.value)
          }
        }
      }
      order.end(table.files[file])
    }
    var ranges: [Range<Int>] = []
    var bytes: [UInt8] = []
    for i in all.indices {
      all[i].sort()
      let start = bytes.count
      bytes.append(hashes: all[i])
      ranges.append(start..<bytes.count)
    }
    self.init(
      keys: keys, highestID: order.highestID, isInOrder: order.holds,
      hashes: MemorySource(bytes), ranges: ranges, recent: keys.map { _ in [] })
  }
}

extension KeyIndex {
  /// How many rows at most have these values in these columns; any number may, where they are no key.
  func mostRows(with values: [String], in columns: [Int]) throws -> Int {
    guard let key = keys.firstIndex(of: columns) else { return .max }
    let hash = KeyHash(CellKey.joined(values)).value
    return try recent[key].count { $0 == hash } + count(of: hash, in: ranges[key])
  }

  /// Counts a hash among sorted ones, which are read one at a time.
  private func count(of hash: UInt64, in range: Range<Int>) throws -> Int {
    func hashed(_ place: Int) throws -> UInt64 {
      try hashes.bytes(at: range.lowerBound + place * 8, count: 8).hash(at: 0)
    }
    let end = range.count / 8
    var (low, high) = (0, end)
    while low < high {
      let middle = (low + high) / 2
      if try hashed(middle) < hash { low = middle + 1 } else { high = middle }
    }
    var count = 0
    while low + count < end, try hashed(low + count) == hash { count += 1 }
    return count
  }

  /// Adds the keys of a row, which is new or takes the place of an old one.
  mutating func add(_ cells: [String], inPlaceOf old: [String]?, of table: TableSchema) {
    let hasOldKeys =
      old.map { old in
        keys.allSatisfy { key in key.map { old[$0] }.isSame(as: key.map { cells[$0] }) }
      } ?? false
    if !hasOldKeys {
      for (i, columns) in keys.enumerated() {
        recent[i].append(KeyHash(CellKey.joined(columns.map { cells[$0] })).value)
      }
    }
    guard table.numbersItsRows else { return }
    let id = Int(cellText: cells[table.primaryKey[0]])
    let staysInOrder =
      if let old { Int(cellText: old[table.primaryKey[0]]) == id } else { id ?? 0 > highestID }
    // A cell with a line break makes a record of several lines.
    if !staysInOrder || cells.contains(where: { $0.utf8.contains(UInt8(ascii: "\n")) }) {
      isInOrder = false
    }
    if let id { highestID = max(highestID, id) }
  }

  /// The same with all hashes sorted, and none recent.
  func merged() throws -> KeyIndex {
    var bytes: [UInt8] = []
    var ranges: [Range<Int>] = []
    for (i, range) in self.ranges.enumerated() {
      let old = try hashes.bytes(at: range.lowerBound, count: range.count)
      var all = (0..<old.count / 8).map { old.hash(at: $0 * 8) } + recent[i]
      all.sort()
      let start = bytes.count
      bytes.append(hashes: all)
      ranges.append(start..<bytes.count)
    }
    return KeyIndex(
      keys: keys, highestID: highestID, isInOrder: isInOrder, hashes: MemorySource(bytes),
      ranges: ranges, recent: keys.map { _ in [] })
  }
}

/// A number of 64 bits made of the bytes of a key: FNV-1a (Fowler, Noll and Vo), the same in every
/// process.
struct KeyHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  init() {}

  init(_ bytes: [UInt8]) { add(bytes.span) }

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  @inline(__always)
  mutating func add(_ bytes: Span<UInt8>) {
    for i in bytes.indices { add(bytes[i]) }
  }
}

extension [UInt8] {
  /// Appends numbers of eight bytes, the lowest first.
  mutating func append(hashes: [UInt64]) {
    reserveCapacity(count + hashes.count * 8)
    for hash in hashes {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        append(UInt8(truncatingIfNeeded: hash >> shift))
      }
    }
  }

  /// The number whose eight bytes begin here; 0 where there are fewer.
  func hash(at start: Int) -> UInt64 {
    guard start + 8 <= count else { return 0 }
    var hash: UInt64 = 0
    for i in 0..<8 { hash |= UInt64(self[start + i]) << UInt64(8 * i) }
    return hash
  }
}
