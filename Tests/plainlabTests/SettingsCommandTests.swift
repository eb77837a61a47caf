import CommandLineKit
import Testing

@testable import plainlab

@Suite("plainlab settings")
struct SettingsCommandTests {
  private let folder: TemporaryFolder

  private static let table = """
    key,value,description
    lab_name,Test Lab,As it stands on reports
    sla_hours,24,Promised

    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.table, to: "data/settings.csv")
  }

  @Test("Every setting is listed with its value and where it comes from, secrets cut short")
  func list() throws {
    let environment = [
      "SLA_HOURS": "4", "TEAMS_WEBHOOK_URL": "https://acme.example/0123456789abcdef",
    ]
    #expect(
      folder.at(
        "08:00", ["settings", "list", "--format", "csv"], environment: environment
      ).out == """
        key,value,from,description
        lab_name,Test Lab,table,As it stands on reports
        time_zone,,-,In which opening hours and days are meant
        sla_hours,4,environment: SLA_HOURS,Promised
        week_starts_on,1,default,1 is Monday
        commit_changes,false,default,Whether git keeps every change at once: true or false
        decision_rule,,-,Unless agreed otherwise with the customer
        teams_channel,,-,How people call the Teams channel that alerts go to
        backup_folder,backups,default,"Where backups are kept, seen from the folder that holds the data"
        teams_webhook_url,https://acme.example/…,environment: TEAMS_WEBHOOK_URL,The address that posts to the channel; never in the table
        data,data,default,Folder of the lab's tables

        """)
  }

  @Test("The folder comes from the command line, the environment, or is 'data'")
  func folderOfTables() throws {
    try folder.write(Self.table, to: "lab/settings.csv")
    let environment = ["PLAINLAB_DATA": "lab"]
    #expect(
      folder.at("08:00", ["settings", "get", "data"], environment: environment)
        == (.success, "lab\n", "From environment: PLAINLAB_DATA.\n"))
    #expect(
      folder.at("08:00", ["--data", "data", "settings", "get", "data"], environment: environment)
        == (.success, "data\n", "From default.\n"))
    #expect(
      folder.at("08:00", "--data", "lab", "settings", "get", "data")
        == (.success, "lab\n", "From --data.\n"))
    #expect(folder.at("08:00", "settings", "set", "data", "lab").status == .usage)
  }

  @Test("A value is the answer, and where it comes from is talk")
  func get() throws {
    let sla = ["settings", "get", "sla_hours"]
    #expect(folder.at("08:00", sla) == (.success, "24\n", "From table.\n"))
    #expect(
      folder.at("08:00", sla, environment: ["SLA_HOURS": "4"])
        == (.success, "4\n", "From environment: SLA_HOURS.\n"))
    #expect(
      folder.at("08:00", "settings", "get", "time_zone")
        == (.findings, "", "time_zone has no value.\n"))
    let slip = folder.at("08:00", "settings", "get", "sla_hour")
    #expect(slip.status == .usage)
    #expect(slip.error.contains("Did you mean 'sla_hours'?"))
  }

  @Test("A decision is one line of the table; what stands above it is said")
  func set() throws {
    #expect(
      folder.at(
        "08:00", ["settings", "set", "sla_hours", "12"], environment: ["SLA_HOURS": "4"]) == (
          .success, "sla_hours is now 12.\n",
          "SLA_HOURS of the environment stands above it while it is set.\n"
        ))
    #expect(try folder.text("data/settings.csv").contains("\nsla_hours,12,Promised\n"))
    #expect(folder.at("08:00", "settings", "set", "lab_name", "").out == "lab_name is now empty.\n")
    #expect(
      folder.at("08:00", "settings", "set", "coffee", "strong", "--new").out
        == "coffee is now strong.\n")
    #expect(folder.at("08:00", "check") == (.success, "", ""))
  }

  @Test("What is no value of a setting is refused with what would be one")
  func refused() throws {
    let before = try folder.tables()
    let run = folder.at("08:00", "settings", "set", "sla_hours", "soon")
    #expect(run.status == .findings)
    #expect(run.error.contains("'soon' is no value of sla_hours"))
    #expect(run.error.contains("It is a number of hours above 0"))
    #expect(
      folder.at("08:00", "settings", "set", "coffee", "strong").error.contains("add --new"))
    #expect(try folder.tables() == before)
  }

  @Test("A dry run shows the line")
  func dryRun() throws {
    let before = try folder.tables()
    let run = folder.at("08:00", "settings", "set", "sla_hours", "12", "--dry-run")
    #expect(run.out.contains("\n-sla_hours,24,Promised\n+sla_hours,12,Promised\n"))
    #expect(!run.out.contains("is now"))
    #expect(try folder.tables() == before)
  }

  @Test("A secret is not written into the table, whichever way it is tried")
  func secret() throws {
    let before = try folder.tables()
    let secret = "https://acme.example/0123456789abcdef"
    let run = folder.at("08:00", "settings", "set", "teams_webhook_url", secret)
    #expect(run.status == .findings)
    #expect(run.error.contains("TEAMS_WEBHOOK_URL"))
    let row = folder.at("08:00", "add", "settings", "key=teams_webhook_url", "value=\(secret)")
    #expect(row.status == .findings)
    for answer in [run, row] { #expect(!answer.error.contains("0123")) }
    #expect(try folder.tables() == before)
  }
}
