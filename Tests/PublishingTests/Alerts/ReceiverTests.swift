import Lab
import Testing

@testable import Publishing

@Suite("Receivers of messages")
struct ReceiverTests {
  private func fault(_ receiver: any Receiver, _ environment: [String: String]) -> String {
    do {
      _ = try receiver.destination(Courier(environment: environment, backOff: BackOff { _ in }))
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test("Every system of the outbox has one receiver, with a secret of its own")
  func all() {
    #expect(Set(Receivers.all.map(\.system)) == Set(OutboxMessage.System.allCases))
    #expect(Receivers.all.count == OutboxMessage.System.allCases.count)
    #expect(Set(Receivers.all.map(\.secret.variable)).count == Receivers.all.count)
    #expect(Set(Receivers.all.map(\.secret.file)).count == Receivers.all.count)
    for system in OutboxMessage.System.allCases { #expect(Receivers[system].system == system) }
  }

  @Test("Who has no destination is told what to do, and who has a wrong one is not told it")
  func faults() {
    for receiver in Receivers.all {
      #expect(fault(receiver, [:]).contains("set \(receiver.secret.variable)"))
    }
    let odd = fault(TeamsWorkflow(), ["TEAMS_WEBHOOK_URL": "http s://SECRET"])
    #expect(odd.contains("the address in TEAMS_WEBHOOK_URL is none"))
    #expect(!odd.contains("SECRET"))
    let bare = fault(Webhook(.qms), ["QMS_WEBHOOK_URL": "https://a.example/", "PATH": "/nowhere"])
    #expect(bare.contains("curl"))
  }

  @Test("Of a destination only the host is shown, of a command nothing")
  func shown() throws {
    let courier = Courier(
      environment: ["EMAIL_COMMAND": "mail --password SECRET"], backOff: BackOff { _ in })
    let (mail, source) = try MailCommand().destination(courier)
    #expect(mail.shown == "a command")
    #expect(source == "EMAIL_COMMAND")
  }
}
