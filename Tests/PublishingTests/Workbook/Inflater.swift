/// Reads DEFLATE (RFC 1951) bit by bit: slow, and with no code of the writer's.
struct Inflater {
  struct Fault: Error { let what: String }

  private let bytes: [UInt8]
  private var bit = 0
  private var output: [UInt8] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func text() throws -> [UInt8] {
    var isLast = false
    while !isLast {
      isLast = try bits(1) == 1
      guard try bits(2) == 2 else { throw Fault(what: "a block without codes of its own") }
      try readBlock()
    }
    guard (bit + 7) / 8 == bytes.count else { throw Fault(what: "bytes behind the end") }
    return output
  }

  private mutating func bits(_ count: Int) throws -> Int {
    var value = 0
    for i in 0..<count {
      guard bit / 8 < bytes.count else { throw Fault(what: "the text ends early") }
      value |= (Int(bytes[bit / 8]) >> (bit % 8) & 1) << i
      bit += 1
    }
    return value
  }

  /// Codes by their length and their bits in the order in which they are read.
  private typealias Code = [[Int]: Int]

  private static func code(_ lengths: [Int]) throws -> Code {
    var (code, next, room) = (Code(), 0, 0.0)
    for length in 1...15 {
      for (symbol, own) in lengths.enumerated() where own == length {
        code[[length, next]] = symbol
        next += 1
        room += 1 / Double(1 << length)
      }
      next <<= 1
    }
    guard room == 1 else { throw Fault(what: "a code that does not fill its room: \(room)") }
    return code
  }

  private mutating func symbol(_ code: Code) throws -> Int {
    var word = 0
    for length in 1...15 {
      word = try word << 1 | bits(1)
      if let symbol = code[[length, word]] { return symbol }
    }
    throw Fault(what: "bits that are no code")
  }

  private mutating func readBlock() throws {
    let (literals, distances) = try (bits(5) + 257, bits(5) + 1)
    let count = try bits(4) + 4
    var lengths = Array(repeating: 0, count: 19)
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    for place in order.prefix(count) { lengths[place] = try bits(3) }
    let lengthCode = try Self.code(lengths)
    var all: [Int] = []
    while all.count < literals + distances {
      switch try symbol(lengthCode) {
      case 16: all += try Array(repeating: all[all.count - 1], count: 3 + bits(2))
      case 17: all += try Array(repeating: 0, count: 3 + bits(3))
      case 18: all += try Array(repeating: 0, count: 11 + bits(7))
      case let length: all.append(length)
      }
    }
    guard all.count == literals + distances else { throw Fault(what: "too many lengths") }
    try readText(Self.code(Array(all[..<literals])), Self.code(Array(all[literals...])))
  }

  private mutating func readText(_ literals: Code, _ distances: Code) throws {
    while true {
      let symbol = try symbol(literals)
      if symbol == 256 { return }
      if symbol < 256 {
        output.append(UInt8(symbol))
        continue
      }
      let length = try length(symbol)
      let distance = try distance(self.symbol(distances))
      guard distance <= min(output.count, 32_768) else { throw Fault(what: "too far back") }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  private mutating func length(_ symbol: Int) throws -> Int {
    if symbol == 285 { return 258 }
    if symbol < 265 { return symbol - 254 }
    let extra = (symbol - 261) / 4
    return try ((4 + (symbol - 265) % 4) << extra) + 3 + bits(extra)
  }

  private mutating func distance(_ symbol: Int) throws -> Int {
    if symbol < 4 { return symbol + 1 }
    let extra = symbol / 2 - 1
    return try ((2 + symbol % 2) << extra) + 1 + bits(extra)
  }
}
