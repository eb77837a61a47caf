import Tables
import Testing

@testable import Lab

@Suite("Settings")
struct SettingsTests {
  private static let table = """
    key,value,description
    sla_hours,24,Promised
    teams_channel,,Where alerts go
    coffee,strong,In the kitchen

    """

  private func lab() throws -> TemporaryLab { try TemporaryLab(["settings": Self.table]) }

  private func entry(
    _ key: String, _ environment: [String: String] = [:]
  ) throws -> Settings.Entry? {
    try lab().read { try Settings(in: $0, environment: environment)[key] }
  }

  @Test("The environment stands above the table, and the table above what is meant otherwise")
  func precedence() throws {
    let table = try entry("sla_hours")
    #expect(table?.value == "24")
    #expect(table?.source == .table)
    let environment = try entry("sla_hours", ["SLA_HOURS": "4"])
    #expect(environment?.value == "4")
    #expect(environment?.source == .environment("SLA_HOURS"))
    #expect(environment?.description == "Promised")
    // A variable without a value decides nothing.
    #expect(try entry("sla_hours", ["SLA_HOURS": ""])?.value == "24")
    let fallback = try entry("week_starts_on")
    #expect(fallback?.value == "1")
    #expect(fallback?.source == .fallback)
    #expect(try entry("teams_channel")?.value == nil)
    #expect(try entry("coffee")?.value == "strong")
    #expect(try entry("tea") == nil)
  }

  @Test("Known settings come first, then the lab's own; nothing is told twice")
  func order() throws {
    let keys = try lab().read { try Settings(in: $0, environment: [:]).entries.map(\.key) }
    #expect(keys == KnownSetting.all.map(\.key) + ["coffee"])
  }

  @Test(
    "Of an address that posts to a channel the secret is not shown",
    arguments: [
      (
        "https://acme.webhook.office.com/webhookb2/0123456789abcdef/f3a9",
        "https://acme.webhook.office.com/…"
      ),
      ("https://user:word@acme.example/0123456789", "https://acme.example/…"),
      ("https://acme.example/abc", "https://acme.example/…"),
      ("https://acme.example", "…"), ("secret", "…"),
      ("a-long-secret-without-any-host", "…"),
    ])
  func secrets(value: String, shown: String) throws {
    let entry = try entry("teams_webhook_url", ["TEAMS_WEBHOOK_URL": value])
    #expect(entry?.value == value)
    #expect(entry?.shown == shown)
  }

  @Test("A decision takes the place of the one before, and keeps what it means")
  func set() throws {
    let lab = try lab()
    try lab.write { try $0.set("sla_hours", to: " 1.5 ") }
    try lab.write { try $0.set("teams_channel", to: "#alerts", description: "Where alerts go now") }
    try lab.write { try $0.set("coffee", to: "") }
    try lab.write { try $0.set("time_zone", to: "Europe/Berlin") }
    #expect(
      try lab.text("settings") == """
        key,value,description
        sla_hours,1.5,Promised
        teams_channel,#alerts,Where alerts go now
        coffee,,In the kitchen
        time_zone,Europe/Berlin,In which opening hours and days are meant

        """)
  }

  @Test(
    "A value that a setting cannot have is refused",
    arguments: [
      ("sla_hours", "0"), ("sla_hours", "-1"), ("sla_hours", "1,5"), ("sla_hours", "soon"),
      ("time_zone", "Berlin"), ("time_zone", "local"), ("week_starts_on", "0"),
      ("week_starts_on", "8"), ("week_starts_on", "Monday"),
    ])
  func refused(key: String, value: String) throws {
    let lab = try lab()
    let refusals = try lab.refusals { try $0.set(key, to: value) }
    #expect(refusals.count == 1)
    #expect(refusals[0].hasPrefix("'\(value)' is no value of \(key). It is "))
    #expect(try lab.text("settings") == Self.table)
  }

  @Test("A key that nobody knows is a slip, unless it is said to be new")
  func unknown() throws {
    let lab = try lab()
    #expect(
      try lab.refusals { try $0.set("sla_hour", to: "4") } == [
        "there is no setting 'sla_hour'. Did you mean 'sla_hours'? For a setting of the lab's own, "
          + "add --new."
      ])
    #expect(
      try lab.refusals { try $0.set("printer", to: "2") } == [
        "there is no setting 'printer'. For a setting of the lab's own, add --new."
      ])
    #expect(try lab.refusals { try $0.set(" ", to: "2", isNew: true) }.count == 1)
    #expect(try lab.refusals { try $0.set("printer", to: "2", isNew: true) } == [])
    #expect(try lab.text("settings").hasSuffix("\nprinter,2,\n"))
  }
}
