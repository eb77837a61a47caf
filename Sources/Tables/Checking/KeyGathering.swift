internal import CSVText

/// That a table must be read record after record, as something in it can only be told in that order:
/// a key that came twice, or one that looks like another; rows without any value.
struct NeedsOrder: Error {}

/// The keys that one of several threads has seen, so that nobody need look for each among all.
///
/// Whole numbers have a bit each. Of other keys it is enough that they ascend, as in a file that grows
/// at its end: then none comes twice, and only the ends of the stretches are kept. Where they do not,
/// `KeyHashes` looks at them once more.
struct KeyGathering {
  /// Keys that ascend, from the first to the last of a block, as bytes whose order is theirs.
  private struct Stretch {
    let place: BlockPlace
    let first: [UInt8]
    let last: [UInt8]
  }

  private var numbers: NumberSet
  private var stretches: [Stretch] = []
  private var ascends = true

  /// - Parameter before: What was gathered of other files of the table.
  init(after before: KeyGathering? = nil) {
    numbers = NumberSet(after: before?.numbers.count ?? 0)
  }
}

extension KeyGathering {
  /// Adds the keys of a batch.
  ///
  /// - Throws: `NeedsOrder` where one came before, or looks like another.
  mutating func add(
    _ key: inout KeyCheck, _ batch: borrowing RecordBatch, _ projection: [Int],
    _ judged: Judgements, file: Int
  ) throws {
    if key.isNumber {
      try add(numbersOf: key.columns[0], batch, projection, judged)
      return
    }
    if key.isPair {
      add(pairsOf: key, batch, projection, judged, file)
      return
    }
    if key.hasTwins {
      let at = projection[key.columns[0]]
      for record in 0..<batch.count where judged.isSound(record, key.columns[0]) {
        guard batch.withCell(record, at, { $0.isVisibleASCII }) else { throw NeedsOrder() }
      }
    }
    guard ascends else { return }
    var first: [UInt8] = []
    var last: [UInt8]?
    for record in 0..<batch.count where key.columns.allSatisfy({ judged.isSound(record, $0) }) {
      let bytes = key.bytes(of: batch, record, projection)
      if let before = last {
        guard before.lexicographicallyPrecedes(bytes) else {
          ascends = false
          return
        }
      } else {
        first = bytes
      }
      last = bytes
    }
    let place = BlockPlace(file: file, offset: batch.offset)
    if let last { stretches.append(Stretch(place: place, first: first, last: last)) }
  }

  private mutating func add(
    numbersOf column: Int, _ batch: borrowing RecordBatch, _ projection: [Int],
    _ judged: Judgements
  ) throws {
    if let small = judged.smallNumbers(in: column), numbers.insert(small) > 0 {
      throw NeedsOrder()
    }
    for record in judged.recordsWithoutNumber(in: column) where judged.isSound(record, column) {
      guard let number = batch.wholeNumber(record, projection[column]) else { continue }
      if !numbers.insert(number) { throw NeedsOrder() }
    }
  }

  /// Adds keys of two whole numbers: the rows of a thing that is counted elsewhere, numbered or named by
  /// another number.
  private mutating func add(
    pairsOf key: KeyCheck, _ batch: borrowing RecordBatch, _ projection: [Int],
    _ judged: Judgements, _ file: Int
  ) {
    guard ascends else { return }
    let (major, minor) = (key.columns[0], key.columns[1])
    let (majorPlace, minorPlace) = (projection[major], projection[minor])
    var first: (Int, Int)?
    var last = (Int.min, Int.min)
    for record in 0..<batch.count
    where judged.isSound(record, major) && judged.isSound(record, minor) {
      guard let high = batch.wholeNumber(record, majorPlace),
        let low = batch.wholeNumber(record, minorPlace)
      else { continue }
      if first == nil {
        first = (high, low)
      } else if last >= (high, low) {
        ascends = false
        return
      }
      last = (high, low)
    }
    guard let first else { return }
    stretches.append(
      Stretch(
        place: BlockPlace(file: file, offset: batch.offset), first: KeyCheck.bytes(of: first),
        last: KeyCheck.bytes(of: last)))
  }

  /// Adds the keys that another thread has seen.
  ///
  /// - Throws: `NeedsOrder` where one is among both.
  mutating func merge(_ other: KeyGathering) throws {
    guard numbers.formUnion(other.numbers) == 0 else { throw NeedsOrder() }
    stretches += other.stretches
    ascends = ascends && other.ascends
  }

  /// Whether it is sure, once all were merged, that no key came twice.
  var areDistinct: Bool {
    guard ascends else { return false }
    let inOrder = stretches.sorted { $0.place < $1.place }
    return zip(inOrder, inOrder.dropFirst()).allSatisfy {
      $0.last.lexicographicallyPrecedes($1.first)
    }
  }
}
