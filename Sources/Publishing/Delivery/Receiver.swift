public import Lab

/// A system outside of the lab that takes messages. A new one is a type in a file of its own, and a
/// place in the list.
public protocol Receiver: Sendable {
  /// The word for it in the table outbox.
  var system: OutboxMessage.System { get }
  /// What it is, as the end of a sentence: `Microsoft Teams, by a Workflows webhook`.
  var title: String { get }
  /// How an alert is laid out for it.
  var layout: any AlertLayout { get }
  /// Where the address, or whatever else opens its door, is kept.
  var secret: SecretPlace { get }
  /// The setting in which the lab notes how people call it, as an address tells nobody; `nil` for none.
  var nameSetting: String? { get }

  /// The destination that a secret leads to. Nothing is sent, and no host is looked up.
  ///
  /// - Throws: What is wrong with the secret, in words in which it is not.
  func destination(of secret: String, _ courier: Courier) throws -> Destination
}

/// Where the messages to one receiver go.
public struct Destination: Sendable {
  /// As it may be shown to whoever looks.
  public let shown: String
  /// Sends a message, and waits for what becomes of it.
  public let deliver: @Sendable (_ payload: String) -> Delivery
}

/// What carries messages: the programs of this computer, its network, and the patience to try again.
public struct Courier: Sendable {
  let environment: [String: String]
  /// Whether a file is one that many read, as those of a lab are.
  let isShared: @Sendable (_ path: String) -> Bool
  let hosts: HostPolicy
  let backOff: BackOff
  var limits = WebPost.Limits()

  public init(
    environment: [String: String],
    isShared: @escaping @Sendable (_ path: String) -> Bool = { _ in false },
    hosts: HostPolicy? = nil, backOff: BackOff
  ) {
    self.environment = environment
    self.isShared = isShared
    self.hosts = hosts ?? HostPolicy(environment: environment)
    self.backOff = backOff
  }
}

/// Every receiver, in the order of help.
public enum Receivers {
  public static let all: [any Receiver] = [
    TeamsWorkflow(), Webhook(.lims), Webhook(.qms), Webhook(.pm), MailCommand(),
  ]

  public static subscript(system: OutboxMessage.System) -> any Receiver {
    guard let receiver = all.first(where: { $0.system == system }) else {
      preconditionFailure("every system of the outbox has a receiver")
    }
    return receiver
  }
}

extension Receiver {
  public var nameSetting: String? { nil }

  /// Where its messages go.
  ///
  /// - Throws: `NoDestination` where nobody said it, or what was said is not usable.
  public func destination(_ courier: Courier) throws -> (Destination, source: String) {
    guard let secret = try secret.secret(courier.environment, isShared: courier.isShared) else {
      throw NoDestination(
        "nobody said where messages to \(system.rawValue) go: \(self.secret.remedy)")
    }
    do {
      return (try destination(of: secret.value, courier), secret.source)
    } catch let fault as WebAddressFault {
      throw NoDestination("the address in \(secret.source) is none: \(fault)")
    }
  }
}

/// Why a message has nowhere to go, and what to do.
public struct NoDestination: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}
