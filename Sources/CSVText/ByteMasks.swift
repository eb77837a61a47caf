// How the fast index looks at text: 64 bytes become 64 bits, one for each byte that is a comma, a
// line feed or a quote. Swift has no “movemask”, so a comparison's 0x00/0xFF lanes are packed by a
// multiplication that gathers the high bit of each of eight bytes into one byte.

/// Sixteen bytes at a time, four times.
struct Chunk {
  let a: SIMD16<UInt8>
  let b: SIMD16<UInt8>
  let c: SIMD16<UInt8>
  let d: SIMD16<UInt8>

  /// Loads 64 bytes, which must be readable.
  @inline(__always)
  init(_ bytes: UnsafeRawPointer) {
    unsafe a = bytes.loadUnaligned(as: SIMD16<UInt8>.self)
    unsafe b = bytes.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
    unsafe c = bytes.loadUnaligned(fromByteOffset: 32, as: SIMD16<UInt8>.self)
    unsafe d = bytes.loadUnaligned(fromByteOffset: 48, as: SIMD16<UInt8>.self)
  }

  /// One bit for each byte that equals `byte`, the first byte lowest.
  @inline(__always)
  func mask(of byte: UInt8) -> UInt64 {
    let wanted = SIMD16<UInt8>(repeating: byte)
    return packed(a .== wanted) | packed(b .== wanted) &<< 16
      | packed(c .== wanted) &<< 32 | packed(d .== wanted) &<< 48
  }

  /// All bytes or-ed into sixteen: shows whether any has its high bit set.
  @inline(__always)
  var union: SIMD16<UInt8> { (a | b) | (c | d) }

  /// The smallest bytes once line feeds are put aside: shows whether any other control is there.
  @inline(__always)
  var smallestButLineFeeds: SIMD16<UInt8> {
    let feed = SIMD16<UInt8>(repeating: .lineFeed)
    let space = SIMD16<UInt8>(repeating: .space)
    let left = pointwiseMin(
      a.replacing(with: space, where: a .== feed), b.replacing(with: space, where: b .== feed))
    let right = pointwiseMin(
      c.replacing(with: space, where: c .== feed), d.replacing(with: space, where: d .== feed))
    return pointwiseMin(left, right)
  }
}

@inline(__always)
private func packed(_ lanes: SIMDMask<SIMD16<Int8>>) -> UInt64 {
  let words = unsafe unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
  return packed(words[0]) | packed(words[1]) &<< 8
}

@inline(__always)
private func packed(_ word: UInt64) -> UInt64 {
  ((word & 0x8080_8080_8080_8080) &* 0x0002_0408_1020_4081) &>> 56
}

/// Each bit becomes the parity of all bits up to and including it: quotes become “inside quotes”.
@inline(__always)
func runningParity(_ bits: UInt64) -> UInt64 {
  var x = bits
  x ^= x &<< 1
  x ^= x &<< 2
  x ^= x &<< 4
  x ^= x &<< 8
  x ^= x &<< 16
  x ^= x &<< 32
  return x
}

extension UInt8 {
  @inlinable static var comma: UInt8 { UInt8(ascii: ",") }
  @inlinable static var quote: UInt8 { UInt8(ascii: "\"") }
  @inlinable static var lineFeed: UInt8 { UInt8(ascii: "\n") }
  @inlinable static var carriageReturn: UInt8 { UInt8(ascii: "\r") }
  @inlinable static var space: UInt8 { UInt8(ascii: " ") }
}
