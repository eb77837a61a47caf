import CommandLineKit
import Foundation
import JSONText
import Testing

@testable import plainlab

@Suite("plainlab site")
struct SiteCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.copySampleLab()
  }

  @Test("A folder of pages is written, and the lab's own is left as it was")
  func writing() throws {
    let before = try folder.tables()
    let run = folder.plainlab("site pages")
    #expect(run.status == .success && run.error == "")
    #expect(run.out.hasSuffix(" files. Open pages/index.html.\n"))
    #expect(try folder.tables() == before)
    let page = try folder.text("pages/index.html")
    #expect(page.contains("<title>Today · Sample Laboratory</title>"))
    #expect(page.contains("Data as of 2026-11-20 17:49 UTC"))
    #expect(page.contains("3 open specimens are older than promised"))
    #expect(page.contains("href=\"specimens.html#late-now\""))
    #expect(page.contains("before 248 · ▲ 42 % more"))
  }

  @Test("Whatever the clock says, the same lab gives the same files")
  func sameBytes() throws {
    #expect(folder.plainlab("site one").status == .success)
    #expect(folder.at("23:00", "site", "two").status == .success)
    let all = try folder.everything()
    let names = all.keys.filter { $0.hasPrefix("one/") }
    #expect(names.count > 90)
    for name in names { #expect(all[name] == all["two/" + name.dropFirst(4)], "\(name)") }
    // And it takes the place of itself.
    #expect(folder.plainlab("site one --days 7").status == .success)
    #expect(try folder.bytes("one/turnaround.html") != folder.bytes("two/turnaround.html"))
  }

  @Test("The command beside a figure says the same as the figure")
  func commands() throws {
    #expect(folder.plainlab("site pages --days 14").status == .success)
    var compared = 0
    for name in try folder.names(in: "pages/api/v1") where name != "openapi.json" {
      let answer = try JSON(parsing: try folder.text("pages/api/v1/" + name))
      guard let command = answer["meta"]?["command"]?.string,
        command.hasPrefix("plainlab metrics ") || command.hasPrefix("plainlab qc "),
        !["targets.json", "results-by-day.json"].contains(name)
      else { continue }
      let words = command.split(separator: " ").dropFirst().map(String.init)
      let run = folder.run(arguments: words + ["--format", "json"])
      #expect(run.status == .success, "\(command)")
      #expect(try JSON(parsing: run.out) == answer["data"], "\(command)")
      compared += 1
    }
    #expect(compared > 40)
  }

  @Test("Other commands that it shows are understood")
  func otherCommands() throws {
    #expect(folder.plainlab("site pages").status == .success)
    for name in try folder.names(in: "pages/api/v1") where name != "openapi.json" {
      let answer = try JSON(parsing: try folder.text("pages/api/v1/" + name))
      guard let command = answer["meta"]?["command"]?.string,
        !command.hasPrefix("plainlab metrics "), !command.hasPrefix("plainlab qc ")
      else { continue }
      let words = command.split(separator: " ").dropFirst().map(String.init)
      if words != ["log"] { #expect(folder.run(arguments: words).status == .success, "\(command)") }
    }
  }

  @Test("Commands name the folder and the zone that were asked for")
  func elsewhere() throws {
    try FileManager.default.moveItem(
      at: folder.url.appending(path: "data"), to: folder.url.appending(path: "other"))
    let run = folder.plainlab("--data other site pages --time-zone Europe/Berlin")
    #expect(run.status == .success)
    let page = try folder.text("pages/throughput.html")
    #expect(page.contains("Data as of 2026-11-20 18:49 (Europe/Berlin)"))
    #expect(
      page.contains(
        "<code>plainlab --data other metrics throughput --since 2026-10-20T22:00:00Z "
          + "--until 2026-11-20T17:49:01Z --time-zone Europe/Berlin</code>"))
  }

  @Test("With git the last commits are a page")
  func history() throws {
    #expect(folder.plainlab("site pages").status == .success)
    #expect(try !folder.names(in: "pages").contains("history.html"))
    try folder.makeRepository()
    #expect(folder.inRepository("site", "pages").status == .success)
    let page = try folder.text("pages/history.html")
    #expect(page.contains("Ada Smith") && page.contains("<td>lab</td>"))
    #expect(!page.contains("ada@lab.example"))
  }

  @Test("What a person put into the folder is not overwritten")
  func inTheWay() throws {
    try folder.write("mine", to: "pages/notes.txt")
    let run = folder.plainlab("site pages")
    #expect(run.status == .couldNotRun)
    #expect(
      run.error.contains(
        "'pages' has notes.txt, which is not what was written there before; nothing was written. Move it away"
      ))
    #expect(try folder.names(in: "pages") == ["notes.txt"])
  }

  @Test(
    "The lab's own folder is not written to, by whatever name",
    arguments: [
      "data", "data/", "data/site", "./data/site", "link", "link/site", "pages/../data/x",
    ])
  func ownFolder(name: String) throws {
    try folder.link("link", to: "data")
    try folder.makeFolder("pages")
    let run = folder.plainlab("site \(name)")
    #expect(run.status == .usage)
    #expect(run.error.contains("is in the lab's data folder"))
    #expect(try !folder.names(in: "data").contains { !$0.hasSuffix(".csv") && $0 == "site" })
  }

  @Test("A dry run lists the files and writes none")
  func dryRun() throws {
    let run = folder.plainlab("site pages --dry-run")
    #expect(run.status == .success)
    #expect(run.out.hasPrefix("pages/index.html\npages/turnaround.html\n"))
    #expect(run.out.contains("pages/api/v1/openapi.json\n"))
    #expect(try folder.names() == ["data"])
    try folder.write("mine", to: "pages/notes.txt")
    #expect(folder.plainlab("site pages --dry-run").status == .couldNotRun)
  }

  @Test(
    "Words that make no sense are told",
    arguments: [
      "site", "site pages --days 0", "site pages --days 99999", "site pages --as-of soon",
      "site pages --watch --dry-run", "site pages --time-zone Mars",
    ])
  func usage(line: String) throws {
    #expect(folder.plainlab(line).status == .usage)
    #expect(folder.run(arguments: ["site", ""]).status == .usage)
    #expect(try folder.names() == ["data"])
  }

  @Test("A lab in disorder has pages that say so")
  func disorder() throws {
    try folder.write("Our specimens\n1,2\n", to: "data/specimens.csv")
    #expect(folder.plainlab("site pages").status == .success)
    #expect(
      try folder.text("pages/turnaround.html").contains(
        "This cannot be told: data/specimens.csv:1:1: the first line is not the header"))
    #expect(try folder.text("pages/runs.html").contains("<td class=\"number\">40</td>"))
  }

  @Test("Without settings that can be read nobody knows what a day is, and no page is written")
  func withoutSettings() throws {
    try folder.write("key;value\n", to: "data/settings.csv")
    let run = folder.plainlab("site pages")
    #expect(run.status == .couldNotRun)
    #expect(run.error.contains("data/settings.csv:1:"))
    #expect(try folder.names() == ["data"])
  }
}
