public import Lab
internal import Processes

/// A system with an address to which JSON is posted.
public struct Webhook: Receiver {
  public let system: OutboxMessage.System

  public init(_ system: OutboxMessage.System) { self.system = system }

  public var title: String { "\(system.rawValue.uppercased()), by a webhook that takes JSON" }
  public var layout: any AlertLayout { PlainAlert() }
  public var secret: SecretPlace {
    let name = system.rawValue.uppercased()
    return SecretPlace(
      "\(name)_WEBHOOK_URL", fileVariable: "\(name)_WEBHOOK_FILE",
      file: "plainlab/\(system.rawValue)")
  }

  public func destination(of secret: String, _ courier: Courier) throws -> Destination {
    try Destination(postingTo: WebAddress(secret), courier)
  }
}

extension Destination {
  /// An address to which messages are posted with curl.
  init(postingTo address: WebAddress, _ courier: Courier) throws(NoDestination) {
    guard let curl = InstalledProgram("curl", environment: courier.environment) else {
      throw NoDestination(
        "the program curl, which posts messages, is not installed; a package 'curl' has it")
    }
    shown = "\(address)"
    deliver = { payload in
      do {
        let places = try courier.hosts.addresses(of: address)
        let post = WebPost(
          curl: curl, address: address, places: places, body: payload, limits: courier.limits,
          environment: courier.environment)
        return courier.backOff.deliver(post.answer)
      } catch {
        return Delivery(.refused("\(error)"))
      }
    }
  }
}
