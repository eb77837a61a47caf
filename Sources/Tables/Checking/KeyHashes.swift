internal import CSVText

/// Whether the keys of a large table are distinct, in whatever order they come.
///
/// Each key becomes a number of 64 bits. Keys with different numbers are different; where two have the
/// same, they may be the same, and somebody has to look. Eight bytes a key.
struct KeyHashes {
  /// The numbers, by their lowest byte.
  private var parts: [[UInt64]] = Array(repeating: [], count: 256)

  /// Reads the columns of a key, and says whether all keys are surely distinct.
  ///
  /// Rows of which a cell is empty have no key. Records that cannot be read are passed over.
  static func areDistinct(
    _ columns: [Int], of table: TableSchema, in store: Store
  ) throws -> Bool {
    let workers = Workers { KeyHashes() }
    for file in store.files(of: table) {
      var reader = try store.reader(of: file)
      guard let header = reader.header else { continue }
      let projection = HeaderMatch(header, of: table, start: []).projection
      let places = columns.map { projection[$0] }
      guard places.allSatisfy({ $0 >= 0 }) else { continue }
      try reader.read(with: workers) { _ in
      } records: { hashes, batch in
        hashes.add(batch, places)
      }
    }
    return areDistinct(workers.results { $0.parts })
  }

  private mutating func add(_ batch: borrowing RecordBatch, _ places: [Int]) {
    for record in 0..<batch.count {
      var hash = KeyHash()
      var hasEmpty = false
      for (n, place) in places.enumerated() {
        if n > 0 { hash.add(CellKey.separator) }
        batch.withCell(record, place) { cell in
          hash.add(cell)
          if cell.isEmpty { hasEmpty = true }
        }
      }
      if !hasEmpty { parts[Int(hash.value & 0xFF)].append(hash.value) }
    }
  }

  /// Looks at part after part, each thread at some.
  private static func areDistinct(_ all: [[[UInt64]]]) -> Bool {
    let count = 256
    let threads = Workers { true }
    threads.atOnce { number, isSure in
      for part in stride(from: number, to: count, by: threads.count) where isSure {
        let sorted = all.flatMap { $0[part] }.sorted()
        isSure = zip(sorted, sorted.dropFirst()).allSatisfy { $0 != $1 }
      }
    }
    return threads.results { $0 }.allSatisfy { $0 }
  }
}
