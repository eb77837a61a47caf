/// A block of compressed text, with the prefix codes that suit it (RFC 1951, 3.2.7).
struct DeflateBlock {
  private let tokens: [DeflateToken]
  private let literals: HuffmanCode
  private let distances: HuffmanCode

  private static let endOfBlock = 256
  /// The order in which the lengths of the code for lengths are written.
  private static let order = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  init(_ tokens: [DeflateToken]) {
    self.tokens = tokens
    var literalCounts = [Int](repeating: 0, count: 286)
    var distanceCounts = [Int](repeating: 0, count: 30)
    literalCounts[Self.endOfBlock] = 1
    for token in tokens {
      guard token.distance > 0 else {
        literalCounts[token.length] += 1
        continue
      }
      literalCounts[Self.lengthSymbol(token.length).symbol] += 1
      distanceCounts[Self.distanceSymbol(token.distance).symbol] += 1
    }
    literals = HuffmanCode(literalCounts, limit: 15)
    distances = HuffmanCode(distanceCounts, limit: 15)
  }

  func write(to bits: inout BitWriter, isLast: Bool) {
    bits.add(isLast ? 1 : 0, 1)
    bits.add(2, 2)
    writeCodes(to: &bits)
    for token in tokens {
      guard token.distance > 0 else {
        write(token.length, literals, to: &bits)
        continue
      }
      let length = Self.lengthSymbol(token.length)
      write(length.symbol, literals, to: &bits)
      bits.add(token.length - length.base, length.extraBits)
      let distance = Self.distanceSymbol(token.distance)
      write(distance.symbol, distances, to: &bits)
      bits.add(token.distance - distance.base, distance.extraBits)
    }
    write(Self.endOfBlock, literals, to: &bits)
  }

  @inline(__always)
  private func write(_ symbol: Int, _ code: HuffmanCode, to bits: inout BitWriter) {
    bits.add(Int(code.codes[symbol]), Int(code.lengths[symbol]))
  }

  /// Writes the lengths of both codes, themselves in a code; none is left out and no run of them is
  /// shortened but of zeros.
  private func writeCodes(to bits: inout BitWriter) {
    var runs: [(symbol: Int, count: Int)] = []
    for length in (literals.lengths + distances.lengths).map({ Int($0) }) {
      if length == 0, let last = runs.last, last.symbol == 0, last.count < 138 {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((length, 1))
      }
    }
    // 18 stands for 11 to 138 zeros.
    runs = runs.flatMap { run in
      run.count >= 11 ? [(18, run.count)] : Array(repeating: (run.symbol, 1), count: run.count)
    }
    var counts = [Int](repeating: 0, count: Self.order.count)
    for run in runs { counts[run.symbol] += 1 }
    let code = HuffmanCode(counts, limit: 7)
    bits.add(literals.lengths.count - 257, 5)
    bits.add(distances.lengths.count - 1, 5)
    bits.add(Self.order.count - 4, 4)
    for symbol in Self.order { bits.add(Int(code.lengths[symbol]), 3) }
    for run in runs {
      write(run.symbol, code, to: &bits)
      if run.symbol == 18 { bits.add(run.count - 11, 7) }
    }
  }
}

/// A symbol for numbers from a base on, which of them is said by bits behind it.
private struct RangeSymbol {
  let symbol: Int
  let base: Int
  let extraBits: Int

  /// The symbols of a table that begins with a symbol and a number, of how many bits follow each.
  static func table(_ first: Int, _ number: Int, extraBits: [Int]) -> [RangeSymbol] {
    var base = number
    return extraBits.enumerated().map { place, bits in
      defer { base += 1 << bits }
      return RangeSymbol(symbol: first + place, base: base, extraBits: bits)
    }
  }
}

extension DeflateBlock {
  private static let lengthSymbols: [RangeSymbol] = {
    let extraBits = Array(repeating: 0, count: 8) + (1...5).flatMap { [$0, $0, $0, $0] }
    // The greatest has a symbol of its own.
    let symbols = RangeSymbol.table(257, 3, extraBits: extraBits)
    let greatest = RangeSymbol(symbol: 285, base: DeflateToken.greatestLength, extraBits: 0)
    return byNumber(symbols + [greatest], upTo: DeflateToken.greatestLength)
  }()

  private static let distanceTable = RangeSymbol.table(
    0, 1, extraBits: [0, 0] + (0...13).flatMap { [$0, $0] })

  /// The symbol of each number; the later one counts where two have it.
  private static func byNumber(_ symbols: [RangeSymbol], upTo greatest: Int) -> [RangeSymbol] {
    (0...greatest).map { number in symbols.last { $0.base <= number } ?? symbols[0] }
  }

  @inline(__always)
  private static func lengthSymbol(_ length: Int) -> RangeSymbol { lengthSymbols[length] }

  /// From the fifth distance on, each power of two has two symbols.
  @inline(__always)
  private static func distanceSymbol(_ distance: Int) -> RangeSymbol {
    guard distance > 4 else { return distanceTable[distance - 1] }
    let bits = (distance - 1).bitWidth - (distance - 1).leadingZeroBitCount - 1
    return distanceTable[2 * bits + ((distance - 1) >> (bits - 1)) & 1]
  }
}
