import CommandLineKit
import Foundation
import Lab
import Tables
import Testing

@testable import plainlab

@Suite("plainlab generate")
struct GenerateTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("The same options give the same bytes, another seed another lab")
  func seeds() throws {
    for (name, seed) in [("a", 3), ("b", 3), ("c", 4)] {
      let run = folder.plainlab("generate \(name) --seed \(seed) --specimens 50")
      #expect(
        run == (
          .success,
          "'\(name)' now holds a lab with 50 specimens, 8 procedures and 40 runs.\n", ""
        ))
    }
    let names = try folder.names(in: "a")
    #expect(names.count == LabCatalog.catalog.tables.count + 3)
    for name in names {
      let bytes = try folder.bytes("a/\(name)")
      #expect(try bytes == folder.bytes("b/\(name)"), "\(name)")
    }
    #expect(try folder.bytes("a/specimens.csv") != folder.bytes("c/specimens.csv"))
  }

  @Test("The sample lab in data/ is what it makes without options")
  func sample() throws {
    #expect(folder.plainlab("generate").status == .success)
    // Beside the tables, a lab says to git what it likes.
    for name in try folder.names(in: "data") where !name.hasPrefix(".") {
      let sample = Array(try Data(contentsOf: package.appending(path: "data/\(name)")))
      #expect(try folder.bytes("data/\(name)") == sample, "\(name)")
    }
  }

  @Test(
    "Every lab passes the strictest check in silence, and is in canonical form",
    arguments: [
      "--seed 1", "--seed 0 --specimens 500 --days 90", "--seed -1 --specimens 1 --days 1",
      "--specimens 0 --procedures 0 --runs 0 --requests 0 --days 1",
      "--specimens 0 --procedures 1 --runs 1 --requests 1",
      "--seed 9223372036854775807 --specimens 100 --requests 30 --runs 5",
      "--specimens 100 --procedures 30 --runs 60", "--as-of 2000-02-29 --days 400",
      "--as-of 2030-12-31T23:59:59Z --specimens 100 --days 2", "--as-of 9899-12-31 --days 3",
      "--as-of 1990-01-02 --days 1",
    ])
  func sound(options: String) throws {
    #expect(folder.plainlab("generate \(options)").status == .success)
    #expect(folder.plainlab("check --strict") == (.success, "", ""))
    #expect(folder.plainlab("fmt") == (.success, "", ""))
    #expect(folder.plainlab("schema --write").error == "data/datapackage.json is up to date.\n")
    #expect(folder.plainlab("report").status == .success)
  }

  @Test("The counts are those that were asked for")
  func counts() throws {
    #expect(
      folder.plainlab("generate --specimens 17 --procedures 3 --runs 9 --requests 2").status
        == .success)
    for (table, count) in [
      ("specimens", 17), ("procedures", 3), ("runs", 9), ("service_requests", 2),
    ] {
      let run = folder.plainlab("list \(table) --columns id --format csv")
      #expect(run.out.split(separator: "\n").count == count + 1, "\(table)")
    }
  }

  @Test("Nothing is overwritten")
  func occupied() throws {
    try folder.write("id,name,color\n1,ours,#112233\n", to: "data/labels.csv")
    let before = try folder.everything()
    for line in ["generate", "generate data", "generate data/ --dry-run", "generate ./data"] {
      let run = folder.plainlab(line)
      #expect(run.status == .couldNotRun && run.out == "")
      #expect(run.error.contains("already has labels.csv; nothing was written"))
    }
    #expect(try folder.everything() == before)
  }

  @Test("A dry run names the files and writes none")
  func dryRun() throws {
    let run = folder.plainlab("generate demo --dry-run")
    #expect(run.status == .success)
    #expect(run.out.hasPrefix("demo/procedures.csv\ndemo/steps.csv\n"))
    #expect(run.out.split(separator: "\n").count == LabCatalog.catalog.tables.count + 3)
    #expect(try folder.names() == [])
  }

  @Test(
    "Numbers that make no lab are told, and nothing is written",
    arguments: [
      "--specimens -1", "--specimens=-1", "--procedures -1", "--runs -5", "--requests -1",
      "--days 0", "--days -3", "--runs 1 --procedures 0", "--days 9223372036854775807",
      "--days 1000000", "--as-of 0001-01-01", "--as-of 1970-01-01", "--as-of 9999-12-31",
      "--as-of soon", "--seed many", "--seed 99999999999999999999", "--specimens 1e3",
    ])
  func nonsense(options: String) throws {
    let run = folder.plainlab("generate lab \(options)")
    #expect(run.status == .usage && run.out == "")
    #expect(run.error.hasPrefix("plainlab generate: "))
    #expect(try folder.names() == [])
  }

  @Test("Where no folder can be made, it is said")
  func impossible() throws {
    try folder.write("", to: "file")
    #expect(folder.plainlab("generate file").error == "plainlab generate: file: Not a directory\n")
    #expect(
      folder.plainlab("generate a/b").error == "plainlab generate: a/b: No such file or directory\n"
    )
    #expect(folder.run("generate", "").status == .usage)
    #expect(folder.run("--data", "", "generate").status == .usage)
    #expect(try folder.names() == ["file"])
  }
}
