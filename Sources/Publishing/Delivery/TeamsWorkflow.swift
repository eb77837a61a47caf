public import Lab

/// A channel of Microsoft Teams, by the webhook of a workflow “Post to a channel when a webhook
/// request is received”.
public struct TeamsWorkflow: Receiver {
  public init() {}

  public var system: OutboxMessage.System { .teams }
  public var title: String { "a channel of Microsoft Teams, by a Workflows webhook" }
  public var layout: any AlertLayout { AdaptiveCard() }
  public var secret: SecretPlace {
    SecretPlace(
      "TEAMS_WEBHOOK_URL", fileVariable: "TEAMS_WEBHOOK_FILE", file: "plainlab/teams")
  }

  public var nameSetting: String? { "teams_channel" }

  public func destination(of secret: String, _ courier: Courier) throws -> Destination {
    try Destination(postingTo: WebAddress(secret), courier)
  }
}
