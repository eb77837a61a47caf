import CommandLineKit
import Testing

@testable import plainlab

@Suite("plainlab specimen")
struct SpecimenCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("key,value,description\ntime_zone,UTC,\n", to: "data/settings.csv")
    try folder.write("code,name\nTSH,Thyrotropin\n", to: "data/assays.csv")
    try folder.write("code,description\nE12,Clot\n", to: "data/error_codes.csv")
    try folder.write(
      "id,code,username,full_name,email,is_active,date_joined,role\n"
        + "1,ADA,ada,Ada Byron,,true,,operator\n", to: "data/users.csv")
    try folder.write("id,name,description\n1,Analyzer,\n", to: "data/resource_types.csv")
    let resource = "Analyzer,1,true,,1,false,false,,,,,,\n"
    try folder.write(
      "id,code,name,resource_type_id,is_active,location,capacity,requires_approval,"
        + "requires_qualification,min_minutes,max_minutes,horizon_days,no_show_after_minutes,"
        + "max_bookings_per_user_day,max_future_minutes_per_user\n1,A1,\(resource)2,A2,\(resource)",
      to: "data/resources.csv")
  }

  private func receive(_ time: String, _ specimens: String...) -> Answer {
    let words = ["specimen", "receive"] + specimens
    return folder.at(
      time, words + ["--assay", "TSH", "--machine", "A1", "--operator", "ADA"])
  }

  @Test("The way of two specimens, to a result and to an error and its rerun")
  func way() throws {
    #expect(
      receive("08:00", "S1", "S2") == (
        .success, "2 specimens received at 2026-11-20T08:00:00Z: now RECEIVED.\n", ""
      ))
    #expect(
      folder.at("08:10", "specimen", "start", "S1", "S2").out
        == "2 specimens started: now IN_PROCESS.\n")
    #expect(
      folder.at("09:00", "specimen", "complete", "S1", "--at", "08:50").out
        == "Specimen S1 completed at 2026-11-20T08:50:00Z: now COMPLETED.\n")
    #expect(
      folder.at("09:00", "specimen", "fail", "S2", "--code", "E12").out
        == "Specimen S2 failed at 2026-11-20T09:00:00Z: now ERROR.\n")
    #expect(try folder.text("data/specimens.csv").contains("ERROR,E12,2026-11-20T08:00:00Z,2026"))
    #expect(
      folder.at("09:10", "specimen", "rerun", "S2", "--machine", "A2").out
        == "Specimen S2 rerun: now IN_PROCESS.\n")
    #expect(
      try folder.text("data/specimens.csv") == """
        id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at
        1,S1,TSH,A1,ADA,COMPLETED,,2026-11-20T08:00:00Z,2026-11-20T08:50:00Z
        2,S2,TSH,A2,ADA,IN_PROCESS,,2026-11-20T08:00:00Z,

        """)
    #expect(folder.at("10:00", "check") == (.success, "", ""))
  }

  @Test("What cannot be done with one is done with none, and each such specimen is named")
  func refused() throws {
    _ = receive("08:00", "S1", "S2")
    _ = folder.at("08:10", "specimen", "start", "S1")
    let before = try folder.tables()
    let run = folder.at("09:00", "specimen", "complete", "S1", "S2", "S3")
    #expect(run.status == .findings)
    #expect(run.out == "")
    #expect(run.error.contains("specimen S2 is RECEIVED and cannot be completed"))
    #expect(run.error.contains("there is no specimen 'S3'"))
    #expect(receive("09:00", "S4", "S1").status == .findings)
    #expect(try folder.tables() == before)
  }

  @Test("A code that nobody entered is noted, and does not keep a specimen from its analyzer")
  func weakReferences() throws {
    let run = folder.at(
      "08:00",
      ["specimen", "receive", "S1", "--assay", "TSSH", "--machine", "A1", "--operator", "ADA"])
    #expect(run.status == .success)
    #expect(run.error.contains("there is no code 'TSSH' in assays"))
  }

  @Test("A dry run shows the lines, and writes none")
  func dryRun() throws {
    _ = receive("08:00", "S1")
    let before = try folder.tables()
    let run = folder.at("08:10", "specimen", "start", "S1", "--dry-run")
    #expect(run.out.contains("\n-1,S1,TSH,A1,ADA,RECEIVED,,2026-11-20T08:00:00Z,\n"))
    #expect(run.out.contains("\n+1,S1,TSH,A1,ADA,IN_PROCESS,,2026-11-20T08:00:00Z,\n"))
    #expect(!run.out.contains("started"))
    #expect(try folder.tables() == before)
  }

  @Test("The person on shift may stand in the environment")
  func environment() throws {
    let words = ["specimen", "receive", "S1", "--assay", "TSH", "--machine", "A1"]
    #expect(folder.at("08:00", words).error.contains("--operator is missing"))
    #expect(folder.at("08:00", words, environment: ["PLAINLAB_USER": "ADA"]).status == .success)
    #expect(try folder.text("data/specimens.csv").contains("1,S1,TSH,A1,ADA,RECEIVED"))
  }

  @Test("Without a specimen, or without a reason, nothing is done")
  func usage() throws {
    #expect(folder.at("08:00", "specimen", "start").status == .usage)
    #expect(folder.at("08:00", "specimen", "fail", "S1").error.contains("--code is missing"))
    #expect(folder.at("08:00", "specimen", "finish", "S1").status == .usage)
  }
}
