internal import CPlatform

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

  /// Not all zero when a byte is a control other than a line feed, or beyond ASCII.
  ///
  /// As signed numbers bytes beyond ASCII are negative, so one comparison finds both.
  @inline(__always)
  var oddities: SIMD16<UInt8> {
    (Self.oddities(a) | Self.oddities(b)) | (Self.oddities(c) | Self.oddities(d))
  }

  @inline(__always)
  private static func oddities(_ bytes: SIMD16<UInt8>) -> SIMD16<UInt8> {
    let signed = unsafe unsafeBitCast(bytes, to: SIMD16<Int8>.self)
    let isOdd = signed .< SIMD16<Int8>(repeating: Int8(UInt8.space))
    let isFeed = bytes .== SIMD16<UInt8>(repeating: .lineFeed)
    return unsafe unsafeBitCast(isOdd .^ isFeed, to: SIMD16<UInt8>.self)
  }
}

@inline(__always)
private func packed(_ lanes: SIMDMask<SIMD16<Int8>>) -> UInt64 {
  UInt64(platform_high_bits(unsafe unsafeBitCast(lanes, to: SIMD16<UInt8>.self)))
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
