import CSVText
import Testing

/// What must hold of any file at all, and more of a well-formed one.
///
/// Reports what does not, with the seed, and answers whether all held.
func checkProperties(of bytes: [UInt8], seed: UInt64) throws -> Bool {
  // One file in three is read under a limit that its cells may well exceed.
  var random = SplitMix64(seed: seed)
  let limits = [16 << 20, 16 << 20, Int.random(in: 1...60, using: &random)]
  return try checkProperties(
    of: bytes, cellLimit: limits.randomElement(using: &random) ?? 1, seed: seed)
}

func checkProperties(of bytes: [UInt8], cellLimit: Int, seed: UInt64? = nil) throws -> Bool {
  let name = seed.map { "seed \($0)" } ?? "as given"
  let ways = waysToRead(cellLimit: cellLimit)
  let first = try Reading(bytes, ways[0])
  for way in ways.dropFirst() where try Reading(bytes, way) != first {
    Issue.record("\(name): \(way) reads otherwise: \(String(reflecting: show(bytes)))")
    return false
  }
  for way in waysToShare(cellLimit: cellLimit)
  where try Reading(bytes, way.options, workers: way.workers) != first {
    Issue.record("\(name): \(way) reads otherwise: \(String(reflecting: show(bytes)))")
    return false
  }
  let checks: [(String, Bool)] = [
    ("a fault is told twice", first.faultCount == first.faults.count),
    ("a fault lies outside the file", first.faults.allSatisfy { isInside($0.place, bytes) }),
    ("bytes were lost", first.raw == bytes || !losesNothing(first)),
    ("the oracle disagrees", cellLimit < 100 || agreesWithOracle(first, bytes)),
    ("written and read again, cells differ", try survivesWriting(first)),
  ]
  for (complaint, holds) in checks where !holds {
    Issue.record("\(name): \(complaint): \(String(reflecting: show(bytes)))")
    return false
  }
  return true
}

private func show(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

private func isInside(_ place: Place, _ bytes: [UInt8]) -> Bool {
  guard place.offset + place.length <= bytes.count else { return false }
  let before = bytes[..<place.offset]
  let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  let isMarked = lineStart == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) && place.offset >= 3
  let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + (isMarked ? 0 : 1)
  return place.line == before.count { $0 == UInt8(ascii: "\n") } + 1 && place.column == column
}

private func losesNothing(_ reading: Reading) -> Bool {
  reading.faults.allSatisfy { fault in
    switch fault.kind {
    case .quoteInPlainCell, .carriageReturnLineFeed: true
    default: false
    }
  }
}

private func agreesWithOracle(_ reading: Reading, _ bytes: [UInt8]) -> Bool {
  guard let oracle = Oracle(bytes) else {
    // The oracle gives up where something must be told, or where there is no name at all.
    let isTold = reading.faults.contains {
      if case .carriageReturnLineFeed = $0.kind { false } else { true }
    }
    return isTold || bytes.isEmpty || reading.names == [""]
  }
  let isMixed = oracle.endsInFeedOnly > 0
  let expected: [DialectFault.Kind] =
    oracle.endsInReturn == 0 ? [] : [.carriageReturnLineFeed(isMixed: isMixed)]
  let records = oracle.records.dropFirst()
  return reading.kinds == expected
    && reading.names == oracle.records[0].map { String(decoding: $0.content, as: UTF8.self) }
    && reading.header?.places == oracle.records[0].map(place)
    && reading.cells == records.map { $0.map(\.content) }
    && reading.places == records.map { $0.map(place) }
}

private func place(_ cell: Oracle.Cell) -> Place {
  Place(line: cell.line, column: cell.column, offset: cell.offset, length: cell.length)
}

private func survivesWriting(_ reading: Reading) throws -> Bool {
  guard let header = reading.header else { return true }
  var writer = RecordWriter()
  for record in [header.names.map { Array($0.utf8) }] + reading.cells {
    for cell in record { writer.cell(cell) }
    writer.endRecord()
  }
  let again = try Reading(writer.bytes)
  return again.faults.isEmpty && again.names == header.names && again.cells == reading.cells
}
