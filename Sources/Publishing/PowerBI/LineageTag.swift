/// The tag by which Power BI follows an object of a model through its versions: a UUID.
///
/// It is made of the object's name, so that the same star has the same tags: 128 bits of FNV-1a
/// (Fowler, Noll and Vo), of which six say that it is a UUID of version 8 (RFC 9562, 5.8).
struct LineageTag {
  let text: String

  init(_ name: String) {
    var high = Self.hash(name, from: 0xcbf2_9ce4_8422_2325)
    var low = Self.hash(name, from: high)
    high = high & ~0xF000 | 0x8000
    low = low & ~(0b11 << 62) | 0b10 << 62
    let digits = Self.digits(high) + Self.digits(low)
    let ends = [8, 12, 16, 20, 32]
    let starts = [0] + ends.dropLast()
    text = zip(starts, ends).map { String(digits.dropFirst($0).prefix($1 - $0)) }
      .joined(separator: "-")
  }

  private static func hash(_ name: String, from basis: UInt64) -> UInt64 {
    name.utf8.reduce(basis) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private static func digits(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
