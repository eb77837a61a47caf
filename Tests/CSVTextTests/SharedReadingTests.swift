import CSVText
import Synchronization
import Testing

/// What several threads do to a file that one would not: reading ahead, and ending early.
@Suite struct SharedReadingTests {
  private struct Broken: Error {}

  /// Bytes that cannot be read behind a place, and a count of those that were asked for.
  private final class Source: ByteSource {
    let bytes: [UInt8]
    let readable: Int
    let asked = Mutex(0)
    var size: Int { bytes.count }

    init(_ text: String, readable: Int = .max) {
      bytes = Array(text.utf8)
      self.readable = readable
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
      let count = min(buffer.count, max(0, size - offset))
      guard offset + count <= readable else { throw Broken() }
      asked.withLock { $0 += count }
      unsafe buffer.copyBytes(from: bytes[offset..<offset + count])
      return count
    }
  }

  private func lines(_ count: Int) -> String {
    "a,b\n" + (0..<count).map { "\($0),x\n" }.joined()
  }

  @Test("What a worker throws is thrown, and no other batch is lent", arguments: 1...4)
  func throwingWorker(_ count: Int) throws {
    var reader = try RecordReader(Source(lines(5000)), options: .init(blockSize: 256))
    let workers = Workers(count) { 0 }
    #expect(throws: Broken.self) {
      try reader.read(with: workers) { _ in
      } records: { records, batch in
        records += batch.count
        if batch.offset > 8000 { throw Broken() }
      }
    }
    #expect(workers.results { $0 }.reduce(0, +) < 5000)
  }

  @Test("What a source throws is thrown, once what stands before it was read", arguments: 1...4)
  func throwingSource(_ count: Int) throws {
    let text = lines(5000)
    var reader = try RecordReader(
      Source(text, readable: 20_000), options: .init(blockSize: 256))
    let workers = Workers(count) { 0 }
    #expect(throws: Broken.self) {
      try reader.read(with: workers, fault: { _ in }, records: { $0 += $1.count })
    }
    #expect(workers.results { $0 }.reduce(0, +) > 1500)
  }

  @Test(
    "A fault that ends the reading is told, whatever cannot be read behind it", arguments: 1...4)
  func faultBeforeError(_ count: Int) throws {
    let text = "a,b\n1,2\n3,\r4\n" + lines(3000)
    var reader = try RecordReader(Source(text, readable: 2000), options: .init(blockSize: 128))
    var faults: [DialectFault.Kind] = []
    try reader.read(with: Workers(count) { 0 }) {
      faults.append($0.kind)
    } records: { _, _ in
    }
    #expect(faults == [.carriageReturnAlone])
  }

  @Test("Long records, and odd ones between others, do not make a file be read many times")
  func bytesAsked() throws {
    let long = "1,\(String(repeating: "x", count: 20_000))\n"
    let oddities = (0..<60).map { lines(300).dropFirst(4) + "odd\($0)\n" }.joined()
    let files = [
      "a,b\n" + String(repeating: long, count: 60),
      "a,b\n" + long + oddities,
      "a,b\n" + long + (0..<60).map { _ in long + "1,\"2\" \n" }.joined(),
    ]
    for text in files {
      let source = Source(text)
      var reader = try RecordReader(source, options: .init(blockSize: 1024))
      try reader.read(with: Workers(3) { 0 }, fault: { _ in }, records: { $0 += $1.count })
      #expect(source.asked.withLock { $0 } <= 6 * text.utf8.count)
    }
  }

  @Test("Each batch is lent once, and those of one worker in the order of the file")
  func order() throws {
    var reader = try RecordReader(Source(lines(20_000)), options: .init(blockSize: 512))
    let workers = Workers(3) { [Range<Int>]() }
    try reader.read(with: workers) { _ in
    } records: { ranges, batch in
      ranges.append(batch.offset..<batch.offset + batch.byteCount)
    }
    let all = workers.results { $0 }
    for ranges in all {
      #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
    }
    let inOrder = all.joined().sorted { $0.lowerBound < $1.lowerBound }
    #expect(zip(inOrder, inOrder.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    #expect(inOrder.last?.upperBound == reader.header.map { _ in lines(20_000).utf8.count })
  }

  @Test("Small numbers are read as numbers of any size are")
  func smallNumbers() throws {
    let cells = [
      "0", "7", "10", "01", "-1", "12345678", "99999999", "123456789", "1a", "a1", "/", ":", "9:",
      "+1", " 1", "1 ", "１", "00", "100000000", "\"5\"", "1.5", "",
    ]
    let text = "n,z\n" + cells.map { "\($0),z\n" }.joined()
    var reader = try RecordReader(Source(text))
    guard case .records = try reader.next() else { return }
    var found: [Int?] = []
    reader.batch.forEachCell(of: 0) { _, cell in found.append(cell.smallNumber) }
    let plain = cells.map { cell -> Int? in
      let isDigits = cell.utf8.allSatisfy { (0x30...0x39).contains($0) }
      let isSmall = (1...8).contains(cell.utf8.count) && (cell == "0" || !cell.hasPrefix("0"))
      return isDigits && isSmall ? Int(cell) : nil
    }
    #expect(found == plain)
  }
}
