import Foundation
import Processes
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A server of HTTP on this computer, with the faults that real ones have.
final class LoopbackServer: Sendable {
  /// What it does with a request.
  enum Reply: Sendable {
    /// Answers with these lines of a head, and no content.
    case head([String])
    /// Writes these bytes, and closes.
    case bytes(String)
    /// Writes a head and then content without end.
    case endless
    /// Takes the request, and closes without a word.
    case silence
    /// Takes the request, and does not answer until the other end has gone.
    case hang

    static func status(_ status: Int, _ fields: String...) -> Reply {
      .head(["HTTP/1.1 \(status) Words"] + fields)
    }
  }

  /// Whether the program is there that posts to it.
  static let hasCurl =
    InstalledProgram("curl", environment: ["PATH": searchPath]) != nil
  static let searchPath = "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin"

  let port: UInt16
  private let listener: Int32
  private let replies: Mutex<[Reply]>
  private let received = Mutex<[String]>([])

  /// - Parameter replies: One for each request; the last is for all that follow.
  init(_ replies: Reply...) throws {
    _ = signal(SIGPIPE, SIG_IGN)
    #if canImport(Glibc)
      listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = listener
    let isOpen = unsafe withUnsafeMutablePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bind(socket, address, length) == 0 && listen(socket, 16) == 0
          && getsockname(socket, address, &length) == 0
      }
    }
    guard isOpen else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    self.replies = Mutex(replies)
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(socket, nil, nil)
        guard connection >= 0 else { break }
        self?.serve(connection)
        _ = close(connection)
      }
      // Who waits at a door closes it: its number is another's at once.
      _ = close(socket)
    }
  }

  deinit { _ = shutdown(listener, Int32(SHUT_RDWR)) }

  var url: String { "http://127.0.0.1:\(port)/hook?sig=SECRETSECRET" }

  /// The requests so far, heads and contents.
  var requests: [String] { received.withLock { $0 } }

  /// The contents of the requests so far.
  var contents: [String] {
    requests.map { request in
      request.firstRange(of: "\r\n\r\n").map { String(request[$0.upperBound...]) } ?? ""
    }
  }

  private func serve(_ connection: Int32) {
    received.withLock { $0.append("") }
    var bytes: [UInt8] = []
    while !Self.isWhole(bytes), let more = Self.read(connection) { bytes += more }
    received.withLock { $0[$0.count - 1] = String(decoding: bytes, as: UTF8.self) }
    let reply = replies.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    switch reply {
    case .head(let lines):
      let fields = lines + ["Content-Length: 0", "Connection: close"]
      _ = Self.write(fields.joined(separator: "\r\n") + "\r\n\r\n", to: connection)
    case .bytes(let text): _ = Self.write(text, to: connection)
    case .endless:
      var isThere = Self.write("HTTP/1.1 202 Accepted\r\n\r\n", to: connection)
      let block = String(repeating: "x", count: 1 << 16)
      while isThere { isThere = Self.write(block, to: connection) }
    case .silence: break
    case .hang: while Self.read(connection) != nil {}
    }
  }

  private static func isWhole(_ request: [UInt8]) -> Bool {
    guard let end = request.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
    let head = String(decoding: request[..<end.lowerBound], as: UTF8.self)
    let length = head.split(separator: "\r\n").first {
      $0.lowercased().hasPrefix("content-length:")
    }
    let count = length.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
    return request.count - end.upperBound >= count
  }

  private static func read(_ connection: Int32) -> [UInt8]? {
    var block = Array(repeating: UInt8(0), count: 1 << 16)
    let count = unsafe block.withUnsafeMutableBytes {
      unsafe recv(connection, $0.baseAddress, $0.count, 0)
    }
    return count > 0 ? Array(block.prefix(count)) : nil
  }

  private static func write(_ text: String, to connection: Int32) -> Bool {
    var left = Array(text.utf8)[...]
    while !left.isEmpty {
      let count = unsafe left.withUnsafeBytes {
        unsafe send(connection, $0.baseAddress, $0.count, 0)
      }
      guard count > 0 else { return false }
      left = left.dropFirst(count)
    }
    return true
  }
}
