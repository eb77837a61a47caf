#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The number of a computer in a network: four bytes, or sixteen.
public struct NetworkAddress: Sendable, Hashable {
  public let bytes: [UInt8]

  public init(_ bytes: [UInt8]) {
    precondition(bytes.count == 4 || bytes.count == 16, "an address has 4 bytes or 16")
    self.bytes = bytes
  }

  /// Whether it is this computer's own.
  public var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes == Array(repeating: 0, count: 15) + [1]
  }

  /// Whether it may be anywhere in the world, by the registers of IANA for special addresses: not of
  /// this computer, not of a house's own network, not of many at once.
  public var isPublic: Bool {
    if bytes.count == 4 { return !Self.special.contains { $0.contains(bytes) } }
    // 64:ff9b::/96 stands for an address of four bytes (RFC 6052).
    if bytes.starts(with: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
      return NetworkAddress(Array(bytes.suffix(4))).isPublic
    }
    return bytes[0] & 0xE0 == 0x20 && !Self.specialOfSixteen.contains { $0.contains(bytes) }
  }

  /// Addresses that begin with the same bits.
  private struct Block {
    let start: [UInt8]
    let bits: Int

    init(_ start: [UInt8], _ bits: Int) {
      self.start = start
      self.bits = bits
    }

    func contains(_ bytes: [UInt8]) -> Bool {
      (0..<bits).allSatisfy { bit in
        let own = bit / 8 < start.count ? start[bit / 8] : 0
        return (bytes[bit / 8] ^ own) & (0x80 >> UInt8(bit % 8)) == 0
      }
    }
  }

  private static let special = [
    Block([0], 8), Block([10], 8), Block([100, 64], 10), Block([127], 8), Block([169, 254], 16),
    Block([172, 16], 12), Block([192, 0, 0], 24), Block([192, 0, 2], 24),
    Block([192, 88, 99], 24), Block([192, 168], 16), Block([198, 18], 15),
    Block([198, 51, 100], 24), Block([203, 0, 113], 24), Block([224], 3),
  ]

  /// Of those that begin with 001: of protocols, of documentation, and 6to4, which hides four bytes.
  private static let specialOfSixteen = [
    Block([0x20, 0x01, 0, 0], 23), Block([0x20, 0x01, 0x0D, 0xB8], 32), Block([0x20, 0x02], 16),
    Block([0x3F, 0xFF, 0], 20),
  ]
}

extension NetworkAddress: CustomStringConvertible {
  public var description: String {
    if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2).map { i in
      String(UInt16(bytes[i]) << 8 | UInt16(bytes[i + 1]), radix: 16)
    }.joined(separator: ":")
  }
}

extension NetworkAddress {
  /// The addresses of a host, as the system knows them; none where it knows no such host.
  public static func addresses(of host: String) -> [NetworkAddress] {
    var hints = unsafe addrinfo()
    #if canImport(Glibc)
      unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    #else
      unsafe hints.ai_socktype = SOCK_STREAM
    #endif
    var first: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
    defer { unsafe freeaddrinfo(first) }
    var found: [NetworkAddress] = []
    var next = unsafe first
    while let entry = unsafe next {
      if let address = unsafe NetworkAddress(entry.pointee), !found.contains(address) {
        found.append(address)
      }
      unsafe next = entry.pointee.ai_next
    }
    return found
  }

  private init?(_ entry: addrinfo) {
    guard let address = unsafe entry.ai_addr else { return nil }
    switch unsafe entry.ai_family {
    case AF_INET:
      let number = unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        unsafe $0.pointee.sin_addr
      }
      self.init(unsafe withUnsafeBytes(of: number) { unsafe Array($0) })
    case AF_INET6:
      let number = unsafe address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
        unsafe $0.pointee.sin6_addr
      }
      self.init(unsafe withUnsafeBytes(of: number) { unsafe Array($0) })
    default: return nil
    }
  }
}
