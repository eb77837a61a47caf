import CommandLineKit
import Foundation
import Testing

@testable import plainlab

/// A day that is lived from the command line and from a text editor in turns, in a lab that was empty
/// in the morning. After each step `check --strict` has nothing to say.
@Suite("A day in the lab")
struct DayInTheLabTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs a command that must succeed, and checks the lab.
  private func does(
    _ time: String, _ words: String..., answers: [String] = [],
    at location: SourceLocation = #_sourceLocation
  ) {
    let answer = folder.at(time, words, answers: answers)
    #expect(answer.status == .success, "\(words): \(answer.error)", sourceLocation: location)
    expectSound(location)
  }

  /// Changes a file as a person does in an editor, and checks the lab.
  private func edits(
    _ table: String, at location: SourceLocation = #_sourceLocation, _ edit: (String) -> String
  ) throws {
    let path = "data/\(table).csv"
    let old = try folder.text(path)
    let new = edit(old)
    #expect(old != new, sourceLocation: location)
    try folder.write(new, to: path)
    expectSound(location)
  }

  private func expectSound(_ location: SourceLocation) {
    let check = folder.plainlab("check --strict")
    #expect(check == (.success, "", ""), sourceLocation: location)
  }

  @Test("From an empty folder to the evening")
  func day() throws {
    #expect(folder.plainlab("init data").status == .success)
    // The morning: who and what there is.
    does("07:00", "settings", "set", "lab_name", "Morning Lab")
    does("07:01", "settings", "set", "time_zone", "Europe/Berlin")
    try edits("users") {
      $0
        + "1,ANN,ann,Ann Ash,ann@lab.example,true,,admin,,,\n2,BEN,ben,Ben Birk,,true,,operator,,1,\n"
    }
    does("07:02", "add", "resource_types", "name=analyzer")
    does(
      "07:03", "add", "resources", "code=CHEM-1", "name=Chemistry", "resource_type_id=1",
      "is_active=true", "capacity=1", "requires_approval=false", "requires_qualification=false")
    does("07:04", "add", "assays", "code=TSH", "name=Thyrotropin", "sla_hours=4")
    try edits("error_codes") { $0 + "E12,\"Clot, or bubble\",minor,preanalytical\n" }
    // Procedures, and following them.
    does("07:10", "label", "create", "daily")
    does(
      "07:12", "procedure", "create", "Start of the analyzer", "--step", "Switch on (5 min)",
      "--step", "Load reagents (10 min)", "--step", "Run controls (15 min)", "--label", "daily")
    does("07:15", "run", "start", "1", "--user", "BEN")
    does("07:20", "run", "step", "1", "1", "--done", "--user", "BEN")
    does("07:25", "run", "pause", "1", "--reason", "no reagents", "--user", "BEN")
    does("07:40", "run", "resume", "1", "--user", "BEN")
    // Meanwhile Ann finds a mistake in the text, and mends it in the file.
    try edits("run_events") { $0.replacing("no reagents", with: "\"no reagents, sent for\"") }
    does("07:50", "run", "step", "1", "2", "--done", "--note", "lot 17")
    does("08:05", "run", "finish", "1", "--skip", "3=controls of last night hold")
    does(
      "08:10", "procedure", "edit", "1", "--drop-step", "3", "--add-step",
      "Run two controls (20 min)",
      "-m", "Two levels")
    // Two steps of it at the terminal, then a closed terminal, then the rest.
    does("08:15", "run", "do", "1", "--user", "ANN", answers: ["", "done"])
    does("08:20", "run", "do", "1", "--user", "ANN", answers: ["", "done", "done", "finish"])
    #expect(try folder.text("data/runs.csv").contains("2,1,2026-11-20T08:1"))
    #expect(!folder.plainlab("run list --open --format csv").out.contains("\n2,"))
    // Specimens: by command, from another system, and by hand.
    does(
      "09:00", "specimen", "receive", "T1", "T2", "T3", "--assay", "TSH", "--machine", "CHEM-1",
      "--operator", "BEN")
    does("09:05", "specimen", "start", "T1", "T2", "T3")
    does("09:30", "specimen", "complete", "T1")
    does("09:31", "specimen", "fail", "T2", "--code", "E12")
    does("09:40", "specimen", "rerun", "T2")
    try edits("specimens") {
      $0.replacing(
        "3,T3,TSH,CHEM-1,BEN,IN_PROCESS,,2026-11-20T09:00:00Z,",
        with: "3,T3,TSH,CHEM-1,BEN,COMPLETED,,2026-11-20T09:00:00Z,2026-11-20T09:45:00Z")
    }
    try folder.write(
      "Tube;Test;Zeit;Status\nX1;TSH;20.11.2026 09:10;final\nX2;TSH;20.11.2026 09:20;open\n",
      to: "lims.csv")
    does(
      "10:00", "import", "specimens", "lims.csv", "--map", "specimen_id=Tube", "--map",
      "assay=Test",
      "--map", "received_at=Zeit", "--set", "machine_id=CHEM-1", "--set", "operator_id=BEN",
      "--value", "status:final=RECEIVED", "--value", "status:open=RECEIVED", "--dates",
      "dd.MM.yyyy HH:mm", "--time-zone", "Europe/Berlin", "--save-mapping", "lims.json")
    does("10:05", "set", "assays", "TSH", "sla_hours=6")
    // The evening: what is wrong is put right, and the day is looked at.
    does("10:30", "specimen", "start", "X1", "X2")
    does("16:00", "specimen", "complete", "T2", "X1", "X2")
    does("16:10", "label", "delete", "daily")
    does("16:20", "fmt")
    let report = folder.plainlab("report").out
    #expect(report.contains("Morning Lab") && report.contains("5 completed"))
    #expect(folder.at("16:30", "procedure", "delete", "1").status == .findings)
  }
}
