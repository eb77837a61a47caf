import CommandLineKit
import Foundation
import Testing

@testable import plainlab

@Suite("plainlab export powerbi")
struct ExportPowerBITests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.copySampleLab()
  }

  @Test("The star and the project are written, and nothing of the lab is touched")
  func written() throws {
    let lab = try folder.everything()
    #expect(
      folder.plainlab("export powerbi out")
        == (.success, "Wrote 21 tables with 1,966 rows to 'out/data'.\n", ""))
    let all = try folder.everything()
    #expect(all.filter { $0.key.hasPrefix("data") } == lab.filter { $0.key.hasPrefix("data") })
    #expect(
      try folder.names(in: "out")
        == [".gitignore", "Lab.Report", "Lab.SemanticModel", "Lab.pbip", "data"])
    let model = try folder.text("out/Lab.SemanticModel/model.bim")
    #expect(model.contains("\"\\\"\(folder.url.path)/out/data\\\" meta ["))
    // The same once more.
    #expect(folder.plainlab("export powerbi out/").status == .success)
    #expect(try folder.everything() == all)
  }

  @Test("The folder as Power BI sees it is what was said")
  func seenAs() throws {
    #expect(folder.run("export", "powerbi", "out", "--folder", #"C:\Lab\data\"#).status == .success)
    let model = try folder.text("out/Lab.SemanticModel/model.bim")
    #expect(model.contains(#""\"C:\\Lab\\data\" meta ["#))
  }

  @Test("What a person made of the project stays; the rest goes on being written")
  func edited() throws {
    #expect(folder.plainlab("export powerbi out").status == .success)
    let page = "out/Lab.Report/definition/pages/overview/page.json"
    try folder.write("{}", to: page)
    try folder.write("mine", to: "out/Lab.pbip")
    try folder.write("notes", to: "out/notes.txt")
    let again = folder.run("export", "powerbi", "out", "--folder", #"C:\new"#)
    #expect(
      again.error == """
        'out/Lab.Report' was changed since it was written, and stays as it is. Move it away to have \
        it anew.

        """)
    #expect(again.status == .success)
    #expect(try folder.text(page) == "{}")
    #expect(try folder.text("out/Lab.pbip") == "mine")
    #expect(try folder.text("out/notes.txt") == "notes")
    // Nobody changed the model.
    #expect(try folder.text("out/Lab.SemanticModel/model.bim").contains(#"C:\\new"#))

    try folder.write("{}", to: "out/Lab.SemanticModel/definition/mine.tmdl")
    let third = folder.run("export", "powerbi", "out", "--folder", #"C:\third"#)
    #expect(third.error.contains("'out/Lab.SemanticModel' was changed"))
    #expect(try folder.text("out/Lab.SemanticModel/model.bim").contains(#"C:\\new"#))
  }

  @Test("A file of somebody else among the star's is in the way, and nothing is lost")
  func inTheWay() throws {
    #expect(folder.plainlab("export powerbi out").status == .success)
    try folder.write("mine", to: "out/data/mine.csv")
    let all = try folder.everything()
    let again = folder.plainlab("export powerbi out")
    #expect(again.status == .couldNotRun)
    #expect(
      again.error.contains(
        "'out/data' has mine.csv, which is not what was written there before; nothing"))
    #expect(try folder.everything() == all)
  }

  @Test(
    "A folder in the lab's data, or one whose data would be the lab's, is refused",
    arguments: ["data", "data/out", "./data/../data/out", "link", "link/out", "data/", ".", ""])
  func refused(directory: String) throws {
    try folder.link("link", to: "data")
    let all = try folder.everything()
    let answer = folder.run("export", "powerbi", directory)
    #expect(answer.status == .usage && answer.out == "", "\(answer)")
    #expect(try folder.everything() == all)
  }

  @Test("A folder that is a file, or whose folder is not there, is refused")
  func noFolder() throws {
    try folder.write("x", to: "file")
    #expect(folder.plainlab("export powerbi file").error.contains("'file' is no folder."))
    let deep = folder.plainlab("export powerbi a/b")
    #expect(deep.status == .usage && deep.error.contains("'a/b' cannot be made."))
    #expect(folder.plainlab("export powerbi").status == .usage)
    #expect(folder.plainlab("export powerbl out").error.contains("Did you mean 'powerbi'?"))
  }

  @Test("Without a lab nothing is made")
  func noLab() throws {
    try folder.remove("data")
    let answer = folder.plainlab("export powerbi out")
    #expect(answer.status == .couldNotRun && answer.error.contains("there is no folder 'data'"))
    #expect(try folder.names() == [])
  }

  @Test("Where the lab cannot be read, no folder is left")
  func unreadable() throws {
    try folder.write("id\n", to: "data/users.csv")
    let answer = folder.plainlab("export powerbi out")
    #expect(answer.status == .couldNotRun && answer.error.contains("data/users.csv"))
    #expect(try folder.names() == ["data"])
  }

  @Test("Days are those of the lab's clock, or of the zone that was named")
  func zone() throws {
    let specimen = "out/data/fact_specimens/2026-10.csv"
    #expect(folder.plainlab("export powerbi out").status == .success)
    let first = try folder.text(specimen)
    #expect(folder.plainlab("set settings time_zone value=Asia/Tokyo").status == .success)
    #expect(folder.plainlab("export powerbi out").status == .success)
    #expect(first.contains("2026-10-21T04:41:56"))
    #expect(try folder.text(specimen).contains("2026-10-21T13:41:56"))
    #expect(folder.plainlab("export powerbi out --time-zone UTC").status == .success)
    #expect(try folder.text(specimen) == first)
  }

  @Test("What is left empty or unknown is told")
  func remarks() throws {
    try folder.write(
      """
      id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at
      1,a,NONE,,,RECEIVED,,yesterday,
      2,b,NONE,,,RECEIVED,,2026-11-20T08:00:00Z
      3,c,TSH,,,RECEIVED,,2026-11-20T08:00:00Z,

      """, to: "data/specimens.csv")
    let answer = folder.plainlab("export powerbi out")
    #expect(answer.status == .success)
    #expect(
      answer.error == """
        1 cell without a value of its type, or of a year that Power BI does not know, is left empty. \
        'plainlab check' names faults.
        1 cell names what no table of the lab has, and leads to the member (unknown).
        1 record could not be read and is left out; 'plainlab check' names them.

        """)
  }
}
