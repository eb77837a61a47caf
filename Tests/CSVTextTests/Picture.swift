import CSVText
import Testing

/// A file with marks where something is expected: `1️⃣`, `2️⃣`, … in their order. They
/// are no part of the text.
struct Picture {
  var bytes: [UInt8] = []
  private var marks: [Place] = []

  init(_ drawing: String) { self.init(Array(drawing.utf8)) }

  init(_ drawing: [UInt8]) {
    var rest = drawing[...]
    var (line, column) = (1, 1)
    while let byte = rest.first {
      if let digit = Self.mark(rest) {
        precondition(digit == marks.count + 1, "marks are numbered in their order")
        marks.append(Place(line: line, column: column, offset: bytes.count))
        rest = rest.dropFirst(7)
        continue
      }
      bytes.append(byte)
      rest = rest.dropFirst()
      if byte == UInt8(ascii: "\n") {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80, !(bytes.count == 1 && byte == 0xEF) {
        // The lead byte of a byte order mark takes no column.
        column += 1
      }
    }
  }

  private static func mark(_ text: ArraySlice<UInt8>) -> Int? {
    guard let digit = text.first, text.dropFirst().starts(with: "\u{FE0F}\u{20E3}".utf8) else {
      return nil
    }
    return Int(digit) - Int(UInt8(ascii: "0"))
  }

  var count: Int { marks.count }

  func place(_ mark: Int, length: Int) -> Place {
    let found = marks[mark]
    return Place(line: found.line, column: found.column, offset: found.offset, length: length)
  }
}

/// What is expected at a mark.
struct Expected {
  let kind: DialectFault.Kind
  let length: Int

  static func fault(_ kind: DialectFault.Kind, length: Int = 0) -> Expected {
    Expected(kind: kind, length: length)
  }
}

/// Expects that reading the picture finds exactly these faults, one at each mark, and these
/// records, whatever the block size and whichever path reads.
func expect(
  _ drawing: String, _ expected: Expected..., header: [String]? = ["a", "b"],
  records: [[String]], cellLimit: Int = 1000, at location: SourceLocation = #_sourceLocation
) throws {
  try expect(
    Picture(drawing), expected, header: header, records: records, cellLimit: cellLimit,
    at: location)
}

func expect(
  _ picture: Picture, _ expected: [Expected], header: [String]?, records: [[String]],
  cellLimit: Int = 1000, at location: SourceLocation = #_sourceLocation
) throws {
  #expect(picture.count == expected.count, "one mark for each fault", sourceLocation: location)
  guard picture.count == expected.count else { return }
  let faults = expected.enumerated().map {
    DialectFault($1.kind, at: picture.place($0, length: $1.length))
  }
  for options in waysToRead(cellLimit: cellLimit) {
    let reading = try Reading(picture.bytes, options)
    #expect(reading.names == header, "\(options)", sourceLocation: location)
    #expect(reading.records == records, "\(options)", sourceLocation: location)
    #expect(reading.faults == Set(faults), "\(options)", sourceLocation: location)
    #expect(reading.faultCount == faults.count, "\(options)", sourceLocation: location)
  }
}

/// The same file must read the same in all of these ways.
func waysToRead(cellLimit: Int = 16 << 20) -> [RecordReader.Options] {
  [
    .init(cellLimit: cellLimit), .init(cellLimit: cellLimit, usesBulkIndex: false),
  ]
    + [16, 32].flatMap { width in
      [65, 1 << 17].map {
        .init(cellLimit: cellLimit, blockSize: $0, registerWidth: width)
      }
    }
    + [1, 2, 3, 7, 63, 64, 65, 128].map { .init(cellLimit: cellLimit, blockSize: $0) }
}

/// Ways to read a file with several workers: with blocks that end anywhere in a record.
func waysToShare(cellLimit: Int = 16 << 20) -> [(options: RecordReader.Options, workers: Int)] {
  [(1, 2), (3, 3), (7, 2), (24, 3), (64, 2)].map { block, workers in
    (.init(cellLimit: cellLimit, blockSize: block), workers)
  }
}
