import Foundation
import Synchronization
import Testing

@testable import Publishing

@Suite("Messages over the wire", .enabled(if: LoopbackServer.hasCurl, "curl is not installed"))
struct DeliveryTests {
  private static let environment = [
    "PATH": LoopbackServer.searchPath,
    // Nothing of it is heard.
    "http_proxy": "http://127.0.0.1:1", "ALL_PROXY": "http://127.0.0.1:1", "HOME": "/nowhere",
  ]

  private func courier(
    _ hosts: HostPolicy = HostPolicy(privateHosts: ["127.0.0.1"]), seconds: Double = 20
  ) -> Courier {
    var courier = Courier(
      environment: Self.environment, hosts: hosts, backOff: BackOff(waits: [0, 0]) { _ in })
    courier.limits.whole = seconds
    return courier
  }

  private func deliver(
    _ payload: String = "{}", to url: String, _ courier: Courier
  ) throws -> Delivery {
    try TeamsWorkflow().destination(of: url, courier).deliver(payload)
  }

  @Test("The message arrives byte by byte, as JSON, and 2xx is taken for its receipt")
  func arrives() throws {
    let payload =
      #"{"a":"\"\\ @x \u0000 {}[]%2F 🧪\t","b":["#
      + (0..<500).map { "\"line \($0)\"" }.joined(separator: ",") + "]}"
    for status in [200, 202, 204] {
      let server = try LoopbackServer(.status(status))
      #expect(try deliver(payload, to: server.url, courier()) == Delivery(.accepted))
      #expect(server.contents == [payload])
      let request = try #require(server.requests.first)
      #expect(request.hasPrefix("POST /hook?sig=SECRETSECRET HTTP/1.1\r\n"))
      #expect(request.contains("Content-Type: application/json; charset=utf-8\r\n"))
      #expect(!request.contains("Expect:"))
    }
  }

  @Test("A busy or faulty receiver is tried again, and then has the message once")
  func again() throws {
    let server = try LoopbackServer(
      .status(429, "Retry-After: 0"), .status(503), .status(202))
    #expect(try deliver(to: server.url, courier()) == Delivery(.accepted, attempts: 3))
    #expect(server.requests.count == 3)
    let faulty = try LoopbackServer(.status(500))
    let delivery = try deliver(to: faulty.url, courier())
    #expect(delivery.attempts == 3)
    #expect(delivery.outcome == .refused("it answered with status 500: a fault of its own"))
  }

  @Test("A receiver says in seconds, or by a date and its own, when it may be asked again")
  func wishes() throws {
    let date = "Date: Fri, 20 Nov 2026 08:00:00 GMT"
    let server = try LoopbackServer(
      .status(429, "Retry-After: 7"),
      .status(503, date, "Retry-After: Fri, 20 Nov 2026 08:00:30 GMT"),
      .status(503, date, "Retry-After: Fri, 20 Nov 2026 07:00:00 GMT"),
      .status(503, date, "Retry-After: soon"), .status(202))
    let waits = Waits()
    let courier = Courier(
      environment: Self.environment, hosts: HostPolicy(privateHosts: ["127.0.0.1"]),
      backOff: BackOff(waits: [1, 2, 3, 4]) { wait in waits.seconds.withLock { $0.append(wait) } })
    #expect(try deliver(to: server.url, courier) == Delivery(.accepted, attempts: 5))
    #expect(waits.seconds.withLock { $0 } == [7, 30, 0, 4])
  }

  private final class Waits: Sendable {
    let seconds = Mutex<[Double]>([])
  }

  @Test("A redirection is not followed")
  func redirection() throws {
    let elsewhere = try LoopbackServer(.status(202))
    let server = try LoopbackServer(.status(307, "Location: \(elsewhere.url)"))
    guard case .refused(let why) = try deliver(to: server.url, courier()).outcome else {
      Issue.record("a redirection is no receipt")
      return
    }
    #expect(why.contains("307"))
    #expect(elsewhere.requests == [])
    #expect(!why.contains("SECRET"))
  }

  @Test("What is not answered may have arrived, and is not tried again")
  func unanswered() throws {
    for (reply, seconds) in [(LoopbackServer.Reply.silence, 20.0), (.hang, 0.5)] {
      let server = try LoopbackServer(reply)
      let delivery = try deliver(to: server.url, courier(seconds: seconds))
      guard case .unknown = delivery.outcome else {
        Issue.record("nobody knows of \(reply): \(delivery)")
        continue
      }
      #expect(delivery.attempts == 1)
      #expect(server.requests.count == 1)
    }
  }

  @Test(
    "An answer that is none is no receipt",
    arguments: [
      "\u{0}\u{1}garbage\r\n\r\n", "HTTP/1.1 OK\r\n\r\n", "HTTP/1.1 99 Low\r\n\r\n", "HTTP",
      "SSH-2.0-OpenSSH_9.2\r\n",
    ])
  func garbage(text: String) throws {
    let server = try LoopbackServer(.bytes(text))
    let delivery = try deliver(to: server.url, courier(seconds: 2))
    guard case .unknown = delivery.outcome else {
      Issue.record("nobody knows: \(delivery)")
      return
    }
  }

  @Test("Of an answer without end only its head is waited for; preliminary heads are none")
  func heads() throws {
    let endless = try LoopbackServer(.endless)
    #expect(try deliver(to: endless.url, courier()) == Delivery(.accepted))
    #expect(endless.requests.count == 1)
    let early = try LoopbackServer(
      .bytes(
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 404 Not Found\r\n"
          + "Content-Length: 0\r\n\r\n"))
    guard case .refused(let why) = try deliver(to: early.url, courier()).outcome else {
      Issue.record("404 is a refusal")
      return
    }
    #expect(why.contains("404"))
  }

  @Test("Where nobody listens, nothing was sent")
  func closed() throws {
    let port = try LoopbackServer(.silence).port
    let delivery = try deliver(to: "http://127.0.0.1:\(port)/", courier())
    #expect(
      delivery == Delivery(.refused("its host does not take the connection"), attempts: 3))
  }

  @Test("It goes to the address that was looked at, whatever the system says later")
  func pinned() throws {
    let server = try LoopbackServer(.status(202))
    let hosts = HostPolicy(privateHosts: ["hooks.invalid"]) { _ in
      [NetworkAddress([127, 0, 0, 1])]
    }
    let url = "http://hooks.invalid:\(server.port)/a"
    #expect(try deliver(to: url, courier(hosts)) == Delivery(.accepted))
    #expect(server.requests.first?.contains("Host: hooks.invalid:\(server.port)\r\n") ?? false)
  }

  @Test("A private address that nobody meant is not even knocked at")
  func privateAddress() throws {
    let server = try LoopbackServer(.status(202))
    let url = "https://127.0.0.1:\(server.port)/a"
    guard case .refused(let why) = try deliver(to: url, courier(HostPolicy())).outcome else {
      Issue.record("a private address is refused")
      return
    }
    #expect(why.contains("PLAINLAB_PRIVATE_HOSTS"))
    #expect(server.requests == [])
  }

  @Test("A host that does not encrypt where it should is not told anything")
  func unencrypted() throws {
    let server = try LoopbackServer(.status(202))
    let delivery = try deliver(
      "{\"a\":\"PAYLOAD\"}", to: "https://127.0.0.1:\(server.port)/a", courier(seconds: 0.5))
    guard case .refused = delivery.outcome else {
      Issue.record("nothing was sent: \(delivery)")
      return
    }
    #expect(server.requests.allSatisfy { !$0.contains("PAYLOAD") })
  }

  @Test("A command is given the message, and its status says whether it has it")
  func command() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: file) }
    func outcome(_ command: String, seconds: Double = 20) throws -> Delivery.Outcome {
      try MailCommand().destination(of: command, courier(seconds: seconds)).deliver("{\"a\":1}")
        .outcome
    }
    #expect(try outcome("cat > '\(file)'") == .accepted)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "{\"a\":1}")
    #expect(try outcome("exit 7") == .refused("the command ended with status 7"))
    #expect(try outcome("sleep 60", seconds: 0.3) == .unknown("the command was stopped after 0 s"))
  }
}
