internal import CSVText
internal import Tables

/// Texts, one after another in one array: a million keys take little more than their bytes.
struct KeyTexts: Sendable, Equatable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  var isEmpty: Bool { ends.isEmpty }

  /// The text with this number.
  subscript(number: Int) -> String {
    let start = number == 0 ? 0 : ends[number - 1]
    return String(decoding: bytes[start..<ends[number]], as: UTF8.self)
  }

  /// Adds the cells of a row, with slashes between them.
  mutating func append(_ cells: [KeyColumn], row: Int) {
    for (i, cell) in cells.enumerated() {
      if i > 0 { bytes.append(UInt8(ascii: "/")) }
      bytes += cell[row]
    }
    ends.append(bytes.count)
  }

  mutating func reserveCapacity(_ count: Int) { ends.reserveCapacity(count) }

  /// The texts of all blocks, one block after the other. Theirs are empty afterwards.
  static func take<Block>(
    _ texts: WritableKeyPath<Block, KeyTexts>, from blocks: inout [Block]
  ) -> KeyTexts {
    var all = KeyTexts()
    all.bytes.reserveCapacity(blocks.reduce(0) { $0 + $1[keyPath: texts].bytes.count })
    all.ends.reserveCapacity(blocks.reduce(0) { $0 + $1[keyPath: texts].ends.count })
    for block in blocks.indices {
      let part = blocks[block][keyPath: texts]
      let start = all.bytes.count
      all.bytes += part.bytes
      for end in part.ends { all.ends.append(start + end) }
      blocks[block][keyPath: texts] = KeyTexts()
    }
    return all
  }
}

/// A column as its bytes stand in the file, without quotes.
final class KeyColumn: ScannedColumn {
  let name: String
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(_ name: String) { self.name = name }

  /// The cell of a record of the block.
  subscript(record: Int) -> ArraySlice<UInt8> {
    bytes[(record == 0 ? 0 : ends[record - 1])..<ends[record]]
  }

  func fill(from batch: borrowing RecordBatch, _ column: Int) {
    var (bytes, ends) = ([UInt8](), [Int]())
    swap(&bytes, &self.bytes)
    swap(&ends, &self.ends)
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    for record in 0..<batch.count {
      if column >= 0 {
        batch.withCell(record, column) { cell in
          for i in cell.indices { bytes.append(cell[i]) }
        }
      }
      ends.append(bytes.count)
    }
    swap(&bytes, &self.bytes)
    swap(&ends, &self.ends)
  }
}
