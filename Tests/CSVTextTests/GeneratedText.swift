/// Random numbers that are the same everywhere for the same seed (SplitMix64, Steele et al. 2014).
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Makes files: tables that are well-formed, tables with a few accidents, and plain noise.
struct GeneratedText {
  private var random: SplitMix64
  private(set) var bytes: [UInt8] = []

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<4: table()
    case 4..<8:
      table()
      for _ in 0...Int.random(in: 0..<3, using: &random) { accident() }
    default: noise()
    }
  }

  private mutating func pick(_ choices: [String]) -> [UInt8] {
    Array((choices.randomElement(using: &random) ?? "").utf8)
  }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  // Most files are calm, so that the fast path is taken; some are full of quotes and line breaks.
  private mutating func table() {
    let width = Int.random(in: 1...4, using: &random)
    let quoted = [2, 8, 1_000_000].randomElement(using: &random) ?? 2
    let lineEnds = [["\n"], ["\r\n"], ["\n", "\n", "\r\n"]].randomElement(using: &random) ?? []
    for _ in 0...Int.random(in: 0...12, using: &random) {
      for column in 0..<width {
        if column > 0 { bytes.append(UInt8(ascii: ",")) }
        if chance(quoted) { quotedCell() } else { plainCell() }
      }
      bytes += pick(lineEnds)
    }
    if chance(4) { bytes.removeLast() }
  }

  private mutating func plainCell() {
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      bytes += pick([
        "a", "12", "é", "\u{301}", "😀", " ", "x y", "=", "<", "\u{FEFF}", "\t", "long text",
      ])
    }
  }

  private mutating func quotedCell() {
    bytes.append(UInt8(ascii: "\""))
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      bytes += pick(["a", "\"\"", ",", "\n", "\r\n", "\r", "é", "\"\"\"\"", "\n=======\n", "z,z"])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func accident() {
    let at = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0, 1:
      bytes.insert(contentsOf: pick(Self.intrusions), at: at)
    case 2:
      if at < bytes.count { bytes.remove(at: at) }
    case 3:
      if at < bytes.count { bytes[at] = UInt8.random(in: .min ... .max, using: &random) }
    case 4:
      bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 0...9, using: &random)))
    default:
      let end = min(bytes.count, at + Int.random(in: 0...30, using: &random))
      bytes.insert(contentsOf: Array(bytes[at..<end]), at: Int.random(in: 0...at, using: &random))
    }
  }

  private mutating func noise() {
    for _ in 0..<Int.random(in: 0...40, using: &random) { bytes += pick(Self.intrusions) }
  }

  private static let intrusions = [
    "\"", "\"", ",", ",", "\n", "\n", "\r\n", "\r", "\"\"", "a", "b", "é", "\0", "\n\n", ",\"",
    "\",",
    "\n\"", "\"\n", "<<<<<<< x\n", "\n<<<<<<< x,y\n", "\n=======\n", "=======", "\n>>>>>>> z\n",
    "\n|||||||\n",
    "\u{FEFF}", "\"x,", "a,b\n", "1,2,3\n",
  ]
}
