import CommandLineKit
import Foundation
import JSONText
import Tables
import Testing

@testable import plainlab

@Suite("plainlab alert", .enabled(if: LoopbackServer.hasCurl, "curl is not installed"))
struct AlertCommandTests: AlertTesting {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder.withEmptyOutbox() }

  @Test("A dry run writes the bytes to stdout and where they would go to stderr, and sends nothing")
  func dryRun() throws {
    let server = try LoopbackServer(.status(202))
    let before = try folder.everything()
    let run = run("alert sla", server.url)
    #expect(run.status == .findings)
    #expect(run.out.hasPrefix(#"{"type":"message","attachments":[{"contentType""#))
    #expect(run.out.hasSuffix("}"))
    #expect(run.error.contains("http://127.0.0.1:\(server.port)/…, as TEAMS_WEBHOOK_URL says"))
    #expect(!run.error.contains("SECRET"))
    #expect(server.requests == [])
    #expect(try folder.everything() == before)
    // The same question, the same bytes.
    #expect(self.run("alert sla", server.url).out == run.out)
    // People know the channel by another name than its address.
    #expect(self.run("settings set teams_channel #lab").status == .success)
    #expect(
      self.run("alert sla", server.url).error.contains(
        "/…, which the lab calls '#lab', as TEAMS_WEBHOOK_URL says"))
    let bare = self.run("alert sla --to qms")
    #expect(
      bare.out.hasPrefix(#"{"event":"alert.sla","weight":"breach","lab":"Sample Laboratory""#))
    #expect(bare.error.contains("set QMS_WEBHOOK_URL, or write it to ~/.config/plainlab/qms"))
  }

  @Test("Where all is well there is nothing to tell, and nothing is sent")
  func well() throws {
    let server = try LoopbackServer(.status(202))
    for topic in ["errors", "qc", "rules"] {
      #expect(run("alert \(topic) --send", server.url) == (.success, "", "Nothing to tell.\n"))
    }
    #expect(run("alert sla --as-of 2020-01-01T00:00:00Z", server.url).status == .success)
    #expect(server.requests == [])
  }

  @Test("A rule of the lab that is broken is told, with the rows that break it")
  func rules() throws {
    _ = run("rule add specimens.specimen_id length 4 --severity warning")
    let told = run("alert rules --to qms")
    #expect(told.status == .findings)
    let json = try JSON(parsing: told.out)
    #expect(json["weight"]?.string == "hint")
    #expect(json["items"]?.array?.count == 20)
    #expect(json["left_out"]?.int ?? 0 > 100)
    #expect(json["commands"] == ["plainlab check --only rule"])
  }

  @Test("An instrument out of control, and a machine that fails, are told by name")
  func instruments() throws {
    let controls = try folder.text("data/qc_results.csv").split(separator: "\n")
    let last = try #require(controls.last).split(separator: ",", omittingEmptySubsequences: false)
    var cells = last.map(String.init)
    cells[0] = "999999"
    let header = controls[0].split(separator: ",").map(String.init)
    let value = try #require(header.firstIndex(of: "measured_value"))
    let time = try #require(header.firstIndex(of: "timestamp"))
    let key = try #require(header.firstIndex(of: "run_key"))
    (cells[value], cells[time], cells[key]) = ("99999", "2026-11-20T17:40:00Z", "R-ODD")
    try folder.write(
      controls.joined(separator: "\n") + "\n" + cells.joined(separator: ",") + "\n",
      to: "data/qc_results.csv")
    let qc = run("alert qc --to qms")
    #expect(qc.status == .findings)
    #expect(qc.out.contains("is out of control"))
    #expect(qc.out.contains("R-ODD"))

    var specimens = try folder.text("data/specimens.csv")
    let names = specimens.split(separator: "\n")[0]
    for i in 0..<40 {
      specimens +=
        "\(900_000 + i),X\(i),TSH,ODD-1,SOK,ERROR,E12,2026-11-20T10:00:00Z,2026-11-20T11:00:00Z\n"
    }
    #expect(names.hasPrefix("id,specimen_id,assay,machine_id,operator_id,status,error_code"))
    try folder.write(specimens, to: "data/specimens.csv")
    let errors = run("alert errors --to qms")
    #expect(errors.status == .findings)
    #expect(errors.out.contains(#"{"id":"ODD-1","text":"ODD-1: 100.0 % of its 40 specimens"#))
    #expect(errors.out.contains("plainlab metrics errors --by machine"))
    #expect(errors.out.contains(#"{"id":"change","text":"The error rate rose from "#))
    // Where it is the only machine, it is none among others.
    let alone = try folder.text("data/specimens.csv").split(separator: "\n").enumerated().map {
      place, line in
      place == 0 ? String(line) : String(line).replacing(#/(ARCH|CHEM|COAG)-[12]/#, with: "ODD-1")
    }
    try folder.write(alone.joined(separator: "\n") + "\n", to: "data/specimens.csv")
    let rise = run("alert errors --to qms")
    #expect(rise.status == .findings)
    #expect(rise.out.contains(#""headline":"The error rate rose from "#))
  }

  @Test("Where nobody can tell whether all is well, nobody says so")
  func untold() throws {
    let specimens = try folder.text("data/specimens.csv")
    let lines = specimens.split(separator: "\n").map { line in
      line.contains(",RECEIVED,") || line.contains(",IN_PROCESS,")
        ? String(line).replacing(",2026-", with: ",20x6-") : String(line)
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "data/specimens.csv")
    let sla = run("alert sla --to qms")
    #expect(sla.status == .findings)
    #expect(
      sla.out.contains(#""headline":"Nobody can tell whether 8 open specimens are late: the time"#))
    #expect(sla.out.contains(#"{"id":"8 open specimens without a time""#))

    try folder.write(
      folder.text("data/rules.csv").replacing("L[0-9]{8}", with: "L[0-9"), to: "data/rules.csv")
    let rules = run("alert rules --to qms")
    #expect(rules.status == .findings)
    #expect(rules.out.contains("data/rules.csv:2"))
    #expect(rules.out.contains("plainlab check --only rule,schema-error"))

    for (topic, table) in [("sla", "specimens"), ("errors", "specimens"), ("qc", "qc_results")] {
      try? folder.remove("data/\(table).csv")
      let run = run("alert \(topic)")
      #expect(run.status == .couldNotRun && run.out == "")
      #expect(run.error.contains("there is no 'data/\(table).csv', so nobody can tell"))
    }
  }

  @Test("That nobody can tell comes before that compliance fell")
  func fallen() throws {
    let specimens = try folder.text("data/specimens.csv")
    let lines = specimens.split(separator: "\n").map { line in
      var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if cells[5] == "COMPLETED", cells[8] >= "2026-11-15" { cells[7] = "2026-11-01T00:00:00Z" }
      if ["RECEIVED", "IN_PROCESS"].contains(cells[5]) { cells[7] = "soon" }
      return cells.joined(separator: ",")
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "data/specimens.csv")
    let told = run("alert sla --to qms")
    #expect(told.status == .findings)
    #expect(
      told.out.contains(#""headline":"Nobody can tell whether 8 open specimens are late"#),
      "\(told)")
    #expect(told.out.contains("Compliance fell from "), "\(told.out)")
  }
}
