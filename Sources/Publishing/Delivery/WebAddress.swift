internal import Wording

/// An address of the web to which messages are posted. Whoever knows all of it may post, so that
/// people are only shown its host.
public struct WebAddress: Sendable, Equatable {
  /// Whether it begins with `https`.
  public let isEncrypted: Bool
  /// In small letters; of an address in numbers of the sixth version, without its brackets.
  public let host: String
  public let port: Int
  /// What follows the host: the secret.
  private let rest: String

  /// Reads an address.
  ///
  /// Refused is what two readers could understand in two ways: a name before the host, letters that
  /// are not ASCII, spaces, quotes and backslashes.
  public init(_ text: String) throws(WebAddressFault) {
    let lower = text.lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { throw .scheme }
    isEncrypted = lower.hasPrefix("https")
    let place = text.dropFirst(isEncrypted ? 8 : 7)
    let isPlain = place.utf8.allSatisfy { byte in
      (0x21..<0x7F).contains(byte) && !#""'\<>^`{|}"#.utf8.contains(byte)
    }
    guard isPlain else { throw .characters }
    let end = place.firstIndex { "/?#".contains($0) } ?? place.endIndex
    let authority = place[..<end]
    guard !authority.contains("@") else { throw .person }
    guard !place.contains("#") else { throw .characters }
    rest = place[end...].hasPrefix("/") ? String(place[end...]) : "/" + place[end...]
    let parts = try Self.parts(of: authority)
    host = parts.host.lowercased()
    port = parts.port ?? (isEncrypted ? 443 : 80)
  }

  private static func parts(
    of authority: Substring
  ) throws(WebAddressFault) -> (host: String, port: Int?) {
    var host = authority
    var digits: Substring?
    if authority.first == "[" {
      guard let close = authority.firstIndex(of: "]") else { throw .host }
      host = authority[authority.index(after: authority.startIndex)..<close]
      let after = authority[authority.index(after: close)...]
      guard after.isEmpty || after.first == ":" else { throw .host }
      digits = after.isEmpty ? nil : after.dropFirst()
      guard !host.isEmpty, host.allSatisfy({ $0.isHexDigit || ".:".contains($0) }) else {
        throw .host
      }
    } else {
      if let colon = authority.firstIndex(of: ":") {
        host = authority[..<colon]
        digits = authority[authority.index(after: colon)...]
      }
      let isName = host.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-._".utf8.contains(byte)
        }
      }
      guard isName, host.count <= 253, let last = host.last, last != ".", host.first != "." else {
        throw .host
      }
    }
    guard let digits else { return (String(host), nil) }
    guard digits.allSatisfy(\.isNumber), let port = Int(digits), (1...65_535).contains(port) else {
      throw .host
    }
    return (String(host), port)
  }

  /// All of it, for who posts.
  var whole: String { "\(scheme)://\(authority)\(rest)" }

  /// The host as an address has it, with the port where it is not the usual one.
  private var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isEncrypted ? 443 : 80) ? name : "\(name):\(port)"
  }

  private var scheme: String { isEncrypted ? "https" : "http" }
}

extension WebAddress: CustomStringConvertible, CustomReflectable {
  /// The address as it may be shown to whoever looks: `https://host/…`.
  public var description: String { "\(scheme)://\(authority)/…" }

  /// Nor is there more to see for who looks into the value.
  public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

/// Why words are no address that is posted to. The words themselves are a secret, and are not in it.
public enum WebAddressFault: Error, CustomStringConvertible {
  case scheme
  case characters
  case person
  case host

  public var description: String {
    switch self {
    case .scheme: "it does not begin with https://"
    case .characters:
      "it has a character that an address does not have: a space, a quote, a '#', a letter that is "
        + "not ASCII; %20 stands for a space"
    case .person: "it has a name before its host, which is not sent"
    case .host: "its host or its port is none"
    }
  }
}
