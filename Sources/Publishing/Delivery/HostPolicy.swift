internal import Wording

/// To which hosts messages may go.
///
/// By default only to those that may be anywhere in the world, and only encrypted: an address that
/// somebody else wrote down must not reach what only the lab's own network can reach. The variable
/// `PLAINLAB_PRIVATE_HOSTS` names others that are meant, as `qms.lab.example,10.0.0.7`.
public struct HostPolicy: Sendable {
  /// The variable of the environment.
  public static let variable = "PLAINLAB_PRIVATE_HOSTS"

  /// Hosts that may be in a private network, in small letters.
  let privateHosts: Set<String>
  private let resolve: @Sendable (String) -> [NetworkAddress]

  /// - Parameter resolve: Who knows the addresses of hosts.
  public init(
    privateHosts: Set<String> = [],
    resolve: @escaping @Sendable (String) -> [NetworkAddress] = NetworkAddress.addresses
  ) {
    self.privateHosts = privateHosts
    self.resolve = resolve
  }

  public init(environment: [String: String]) {
    let names = (environment[Self.variable] ?? "").lowercased().split { ", ".contains($0) }
    self.init(privateHosts: Set(names.map(String.init)))
  }

  /// The addresses at which a host may be reached. Who posts goes there and nowhere else, so that
  /// nobody can move the host between this look and the next.
  ///
  /// - Throws: `HostRefusal` where one of them may not be.
  func addresses(of address: WebAddress) throws(HostRefusal) -> [NetworkAddress] {
    let found = resolve(address.host)
    guard !found.isEmpty else { throw .unknown(host: address.host) }
    if privateHosts.contains(address.host) {
      guard address.isEncrypted || found.allSatisfy(\.isLoopback) else {
        throw .unencrypted(host: address.host)
      }
      return found
    }
    guard address.isEncrypted else { throw .unencrypted(host: address.host) }
    // One is enough to refuse: which of them is taken is not ours to say.
    if let other = found.first(where: { !$0.isPublic }) {
      throw .isPrivate(host: address.host, address: other)
    }
    return found
  }
}

/// Why nothing is sent to a host.
enum HostRefusal: Error, CustomStringConvertible {
  case unknown(host: String)
  case unencrypted(host: String)
  case isPrivate(host: String, address: NetworkAddress)

  var description: String {
    switch self {
    case .unknown(let host):
      "no address of the host '\(visible(host))' is known; is the network there?"
    case .unencrypted(let host):
      "'\(visible(host))' is to be reached by https:// only"
    case .isPrivate(let host, let address):
      "the host '\(visible(host))' is at \(address), which is no public address; if that is meant, "
        + "name the host in \(HostPolicy.variable)"
    }
  }
}
