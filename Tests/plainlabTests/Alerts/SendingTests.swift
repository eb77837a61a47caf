import CommandLineKit
import Foundation
import JSONText
import Tables
import Testing

@testable import plainlab

@Suite(
  "Sending alerts, and plainlab outbox",
  .enabled(if: LoopbackServer.hasCurl, "curl is not installed"))
struct SendingTests: AlertTesting {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder.withEmptyOutbox() }

  @Test("What is sent stands in the outbox before and after, and arrives as it was shown")
  func sent() throws {
    let server = try LoopbackServer(.status(202))
    let shown = run("alert sla", server.url).out
    let run = run("alert sla --send", server.url)
    #expect(run.status == .findings)
    #expect(
      run.out == "Sent message 1 to teams: alert.sla, to http://127.0.0.1:\(server.port)/….\n")
    #expect(server.contents == [shown])
    #expect(
      try outbox() == [
        "1,teams,alert.sla,sent,2026-11-20T17:49:00Z,2026-11-20T17:49:00Z,1,"
      ])
    #expect(self.run("check").status == .success)
    for (path, bytes) in try folder.everything() {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("SECRET"), "\(path)")
    }
    // Told is told, as long as there is nothing new on the day.
    let again = self.run("alert sla --send", server.url, at: "17:50")
    #expect(again.status == .findings)
    #expect(again.error == "Message 1 of today says so already; nothing was sent.\n")
    #expect(server.requests.count == 1)
    // L51429723 was at risk, and is late by then.
    let later = self.run("alert sla --send", server.url, at: "19:00")
    #expect(later.status == .findings)
    #expect(server.requests.count == 2)
    #expect(try outbox().count == 2)
  }

  @Test("Where more are late than a card names, one more is told even so")
  func many() throws {
    let server = try LoopbackServer(.status(202))
    func add(_ numbers: Range<Int>) throws {
      let rows = numbers.map {
        "\($0),L7000\($0),TSH,ARCH-1,SOK,RECEIVED,,2026-11-20T10:\($0 % 60):00Z,\n"
      }
      try folder.write(folder.text("data/specimens.csv") + rows.joined(), to: "data/specimens.csv")
    }
    try add(1210..<1260)
    #expect(run("alert sla --send", server.url).status == .findings)
    #expect(run("alert sla --send", server.url).error.contains("says so already"))
    // It is not among the worst.
    try add(1270..<1271)
    #expect(run("alert sla --send", server.url).out.contains("Sent message 2"))
    #expect(server.contents.last?.contains("54 open specimens are older than promised") == true)
    #expect(run("alert sla --send", server.url).error.contains("says so already"))
    #expect(server.requests.count == 2)
  }

  @Test("While one process sends, no other does")
  func alone() throws {
    let silent = try LoopbackServer(.silence)
    #expect(run("alert sla --send", silent.url).status == .couldNotRun)
    let server = try LoopbackServer(.status(202))
    let data = DiskFolder(folder.url.appending(path: "data").path, name: "data")
    try data.alone(
      "outbox send", as: "outbox-teams", patience: .zero, at: 1_795_000_000
    ) {
      let busy = run("outbox retry 1", server.url)
      #expect(busy.status == .findings)
      #expect(busy.error.contains("'data' is being changed by 'outbox send' (process "))
      // Its tables are free meanwhile.
      #expect(run("add labels name=late color=#D62728").status == .success)
    }
    #expect(server.requests == [])
    #expect(run("outbox retry 1", server.url).status == .success)
  }

  @Test("An address in a file of the lab's is not used")
  func shared() throws {
    let server = try LoopbackServer(.status(202))
    try folder.write(server.url + "\n", to: "data/teams")
    let path = folder.url.appending(path: "data/teams").path
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    var environment = environment()
    environment["TEAMS_WEBHOOK_FILE"] = path
    let run = folder.at(Self.now, ["alert", "sla", "--send"], environment: environment)
    #expect(run.status == .couldNotRun)
    #expect(run.error.contains("it is in the lab's data folder, from where it goes to others"))
    #expect(server.requests == [])
  }

  @Test("A channel that did not get what its webhook took is not told")
  func passedOn() throws {
    func took(_ status: Int) -> LoopbackServer.Reply {
      .bytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nWebhook message delivery failed with error: "
          + "Microsoft Teams endpoint returned HTTP error \(status) with ContextId tcid=0")
    }
    let large = try LoopbackServer(took(413))
    let run = run("alert sla --send", large.url)
    #expect(run.status == .couldNotRun)
    #expect(
      run.error.contains("it answered with status 413: the message is too large for it. 'plainlab"))
    #expect(run.error.contains("'plainlab remove outbox 1' gives it up"))
    let busy = try LoopbackServer(took(429), .status(202))
    #expect(self.run("outbox send", busy.url).status == .success)
    #expect(busy.requests.count == 2)
  }

  @Test("What did not arrive waits, is brought up to date, and is sent by the next that can")
  func failed() throws {
    let down = try LoopbackServer(.status(404))
    let run = run("alert sla --send", down.url)
    #expect(run.status == .couldNotRun)
    #expect(run.error.contains("404"))
    #expect(
      try outbox()[0].contains("1,teams,alert.sla,failed,2026-11-20T17:49:00Z,,1,\"it answered"))
    let up = try LoopbackServer(.status(429, "Retry-After: 0"), .status(202))
    #expect(self.run("outbox send", up.url, at: "17:52").status == .success)
    #expect(
      try outbox() == [
        "1,teams,alert.sla,sent,2026-11-20T17:49:00Z,2026-11-20T17:52:00Z,3,"
      ])
    #expect(self.run("outbox send", up.url, at: "17:53").error == "No message waits.\n")
    #expect(up.requests.count == 2)
    for url in [up.url, nil] {
      #expect(self.run("outbox retry 1", url).error.contains("is not sent again"))
    }
  }

  @Test("What may have arrived is sent again by retry alone")
  func unknown() throws {
    let silent = try LoopbackServer(.silence)
    let run = run("alert sla --send", silent.url)
    #expect(run.status == .couldNotRun)
    #expect(run.error.contains("may have arrived or not"))
    #expect(try outbox() == ["1,teams,alert.sla,unknown,2026-11-20T17:49:00Z,,1,"])
    let server = try LoopbackServer(.status(202))
    #expect(self.run("outbox send", server.url).error == "No message waits.\n")
    let doubt = self.run("alert sla --send", server.url)
    #expect(doubt.status == .couldNotRun)
    #expect(doubt.error.contains("'plainlab outbox retry 1' sends it again"))
    #expect(server.requests == [])
    #expect(self.run("outbox retry 1", server.url).status == .success)
    #expect(server.requests.count == 1)
    #expect(try outbox()[0].hasPrefix("1,teams,alert.sla,sent"))
  }

  @Test("A process that is killed while it sends leaves a message of which nobody knows")
  func killed() throws {
    let hanging = try LoopbackServer(.hang)
    let child = try Child(
      "/usr/bin/env",
      [
        "TEAMS_WEBHOOK_URL=\(hanging.url)", "PLAINLAB_PRIVATE_HOSTS=127.0.0.1", Child.plainlab,
        "--data", folder.url.appending(path: "data").path, "alert", "sla", "--send", "--as-of",
        "2026-11-20T17:49:00Z",
      ])
    let patience = ContinuousClock.now + .seconds(60)
    while hanging.contents.allSatisfy(\.isEmpty), ContinuousClock.now < patience {
      Thread.sleep(forTimeInterval: 0.01)
    }
    child.kill()
    #expect(child.wait() == .killed(9))
    #expect(hanging.requests.count == 1)
    let cells = try #require(try outbox().first).split(
      separator: ",", omittingEmptySubsequences: false)
    #expect(cells[1...3] == ["teams", "alert.sla", "unknown"])
    #expect(cells[5...7] == ["", "1", ""])
    let server = try LoopbackServer(.status(202))
    #expect(run("outbox send", server.url).error == "No message waits.\n")
    #expect(server.requests == [])
  }

  @Test("Messages go in their order, and one without a destination keeps only its own system")
  func order() throws {
    let row = ",request.completed,service_requests,1,\"{\"\"n\"\":"
    try folder.write(
      Self.header + "1,lims\(row)1}\",2026-11-20T10:00:00Z,,0,\n"
        + "2,teams\(row)2}\",2026-11-20T12:00:00Z,,0,\n"
        + "3,teams\(row)3}\",2026-11-20T11:00:00Z,,2,closed\n"
        + "4,teams\(row)4}\",2026-11-20T09:00:00Z,,1,\n", to: "data/outbox.csv")
    let server = try LoopbackServer(.status(202))
    let plan = run("outbox send --dry-run", server.url)
    #expect(plan.status == .success)
    #expect(server.requests == [])
    #expect(plan.out.contains("+3,teams"))
    #expect(!plan.out.contains("+4,teams"))
    let run = run("outbox send", server.url)
    #expect(run.status == .findings)
    #expect(run.error.contains("message 1 waits: nobody said where messages to lims go"))
    #expect(server.contents == [#"{"n":3}"#, #"{"n":2}"#])
  }

  @Test("A secret in a table is refused, found, and not used")
  func tables() throws {
    let set = run("settings set teams_webhook_url https://a.example/SECRET")
    #expect(set.status == .findings)
    #expect(set.error.contains("teams_webhook_url is never written into the table"))
    #expect(set.error.contains("TEAMS_WEBHOOK_URL"))
    try folder.write(
      "key,value,description\nteams_webhook_url,https://a.example/SECRET,\n",
      to: "data/settings.csv")
    let check = run("check")
    #expect(check.status == .findings)
    #expect(check.out.contains("what opens a door to whoever knows it"))
    #expect(!check.out.contains("SECRET"))
    #expect(run("alert sla").error.contains("nobody said where"))
    #expect(run("settings set teams_webhook_url ''").status == .findings)
    #expect(
      folder.at("08:00", "settings", "set", "teams_webhook_url", "").out
        == "teams_webhook_url is now empty.\n")
  }

  @Test("An address that is none is told without it, before anything is written")
  func badAddress() throws {
    let before = try folder.everything()
    for (url, word) in [("https://u:SECRET@a.example/", "name before"), ("SECRET", "https://")] {
      let run = run("alert sla --send", url)
      #expect(run.status == .couldNotRun)
      #expect(run.error.contains(word))
      #expect(!run.error.contains("SECRET"))
    }
    let bare = folder.at(
      "17:49", ["alert", "sla", "--send"],
      environment: ["PATH": "/nowhere", "TEAMS_WEBHOOK_URL": "https://a.example/x"])
    #expect(bare.error.contains("curl"))
    #expect(bare.error.contains("not installed"))
    #expect(try folder.everything() == before)
  }

  @Test("A command of the lab's own is another receiver")
  func command() throws {
    var environment = environment()
    environment["EMAIL_COMMAND"] = "cat > '\(folder.url.path)/mail.json'"
    let words = ["alert", "sla", "--to", "email", "--send"]
    let run = folder.at(Self.now, words, environment: environment)
    #expect(run.out == "Sent message 1 to email: alert.sla, to a command.\n")
    let mail = try JSON(parsing: folder.text("mail.json"))
    #expect(mail["headline"]?.string?.contains("older than promised") ?? false)
  }
}
