internal import CSVText

/// Where new records go in a file.
struct EndOfRecords {
  /// The byte behind the last record, its line end included.
  let offset: Int
  /// The byte at which the last record begins; that of the header where there is none.
  let lastRecord: Int
  /// Whether the last record has a line end.
  let hasLineEnd: Bool
}

extension TableAtHand {
  /// Finds the end of a file's records: the end of the file, most often, of which only the last bytes
  /// are looked at. Where blank lines or rows follow, as a spreadsheet leaves them, the file is read.
  func end(of number: Int, _ options: RecordReader.Options) throws -> EndOfRecords {
    let file = files[number]
    let size = file.source.size
    let start = max(file.header.bytes.lowerBound, size - 1 << 12)
    let tail = try file.source.bytes(at: start, count: size - start)
    let line = tail.lastLine
    if tail.last == UInt8(ascii: "\n"), tail[line].contains(where: { !Self.isBlank($0) }) {
      return EndOfRecords(offset: size, lastRecord: start + line.lowerBound, hasLineEnd: true)
    }
    var end = EndOfRecords(
      offset: file.header.bytes.upperBound, lastRecord: file.header.bytes.lowerBound,
      hasLineEnd: file.headerBytes.last == UInt8(ascii: "\n"))
    try forEachBatch(of: number, options) { batch in
      for record in (0..<batch.count).reversed() {
        if batch.isBlank(record) { continue }
        let offset = batch.offset(of: record)
        end = batch.withRawRecord(record) { raw in
          EndOfRecords(
            offset: offset + raw.count, lastRecord: offset,
            hasLineEnd: raw[raw.count - 1] == UInt8(ascii: "\n"))
        }
        return
      }
    }
    return end
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    [UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n")].contains(byte)
  }
}

extension [UInt8] {
  /// The last line, with its line end.
  fileprivate var lastLine: Range<Int> {
    let end = last == UInt8(ascii: "\n") ? count - 1 : count
    let start = self[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return start..<count
  }
}
