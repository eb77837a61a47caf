import CSVText
import Synchronization
import Testing

/// Hostile files cost no more than twice as much when they are twice as long. What can be counted
/// is counted here; `scripts/verify-scale` measures the time.
@Suite struct LinearWorkTests {
  @Test("Each byte is asked of the source once, however hostile the file", arguments: Hostile.all)
  fileprivate func bytesAsked(_ hostile: Hostile) throws {
    for count in [10_000, 40_000] {
      let bytes = hostile.bytes(count)
      for blockSize in [64, 1000, 1 << 19] {
        let source = CountingSource(bytes)
        _ = try events(source, blockSize: blockSize)
        #expect(source.asked <= bytes.count, "\(hostile.name), blocks of \(blockSize)")
        // What is kept is moved at each read, so each must bring half a block of new bytes or more.
        let reads = bytes.count / (blockSize / 2) + 4
        #expect(source.reads <= reads, "\(hostile.name), blocks of \(blockSize)")
      }
    }
  }

  @Test("Twice the file makes at most twice the events", arguments: Hostile.all)
  fileprivate func eventsGrowLinearly(_ hostile: Hostile) throws {
    let once = try events(MemorySource(hostile.bytes(20_000)), blockSize: 4096)
    let twice = try events(MemorySource(hostile.bytes(40_000)), blockSize: 4096)
    #expect(twice <= 2 * once + 10)
  }

  @Test(
    "A long cell is read where the limit allows it, else refused at its place"
  )
  func longCell() throws {
    let text = Array("a,b\n1,\"".utf8) + [UInt8](repeating: 0x78, count: 3 << 20)
    let whole = text + Array("\"\n2,3\n".utf8)
    let source = CountingSource(whole)
    var options = RecordReader.Options(cellLimit: 4 << 20)
    #expect(try Reading(whole, options).cells.map { $0[1].count } == [3 << 20, 1])
    _ = try events(source, blockSize: 1 << 12)
    #expect(source.asked == whole.count)

    options.cellLimit = 2 << 20
    let refused = try Reading(whole, options)
    #expect(
      refused.faults == [
        DialectFault(
          .cellTooLong(limit: 2 << 20), at: Place(line: 2, column: 3, offset: 6, length: 0))
      ])
  }

  private func events(_ source: some ByteSource, blockSize: Int) throws -> Int {
    var reader = try RecordReader(
      source, options: .init(cellLimit: 1 << 30, blockSize: blockSize))
    var events = 0
    while true {
      if case .end = try reader.next() { return events }
      events += 1
    }
  }
}

/// A kind of file that makes a careless reader slow.
private struct Hostile: CustomTestStringConvertible {
  let name: String
  let header: String
  let unit: String

  init(_ name: String, _ unit: String, below header: String = "a,b\n") {
    (self.name, self.unit, self.header) = (name, unit, header)
  }

  var testDescription: String { name }

  func bytes(_ count: Int) -> [UInt8] {
    var bytes = Array(header.utf8)
    while bytes.count < count { bytes += unit.utf8 }
    return bytes
  }

  static let all: [Hostile] = [
    Hostile("quotes only", "\"", below: ""),
    Hostile("quotes only, below a header", "\""),
    Hostile("quotes in a plain cell", "\"", below: "a,b\nx"),
    Hostile("quotes in plain cells", "x\"y,z\"\n"),
    Hostile("one long quoted cell", "x", below: "a,b\n1,\""),
    Hostile("one long quoted cell of lines that nearly fit", "x\n", below: "a,b\n1,\""),
    Hostile("one long plain cell", "x", below: "a,b\n1,"),
    Hostile("empty lines", "\n"),
    Hostile("empty lines in one column", "\n", below: "a\n"),
    Hostile("empty lines with CR", "\r\n"),
    Hostile("quote and newline in turn", "\"\n"),
    Hostile("quote, newline, text", "\"x\n"),
    Hostile("unclosed quotes", "1,\"x\n"),
    Hostile("unclosed quotes among lines that fit", "1,\"x\n2,y\n3,\"\"\n"),
    Hostile("unclosed quotes among pairs", "1,\"x\n2,\"\"\n\"\",3\n4,\"\"\"\"\n"),
    Hostile("a quote that opens and closes across lines", "a\"\"\",\"\n", below: "a\n"),
    Hostile("ragged lines", "1\n1,2,3\n"),
    Hostile("commas only", ","),
    Hostile("opened conflicts", "<<<<<<< x\n"),
    Hostile("an opened conflict full of quotes", "1,\"x\n", below: "a,b\n<<<<<<< x\n"),
    Hostile("closing markers", ">>>>>>> x\n"),
    Hostile("text after quotes", "\"x\"y,z\n"),
    Hostile("text after quotes across lines", "\"x\nz\"y\n"),
    Hostile("zero bytes", "1,\0\n"),
    Hostile("calm text", "1,2\n"),
  ]
}

/// Memory that counts how many bytes were read from it.
private final class CountingSource: ByteSource {
  private let memory: MemorySource
  private let count = Atomic(0)
  private let calls = Atomic(0)

  init(_ bytes: [UInt8]) { memory = MemorySource(bytes) }

  var size: Int { memory.size }

  /// How many bytes were handed out, and in how many pieces.
  var asked: Int { count.load(ordering: .relaxed) }
  var reads: Int { calls.load(ordering: .relaxed) }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    let got = unsafe memory.read(into: buffer, at: offset)
    count.add(got, ordering: .relaxed)
    calls.add(1, ordering: .relaxed)
    return got
  }
}
