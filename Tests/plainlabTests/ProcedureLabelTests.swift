import CommandLineKit
import Testing

@testable import plainlab

@Suite("plainlab label")
struct ProcedureLabelTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("data")
    #expect(folder.run("procedure", "create", "Rinsing").status == .success)
    #expect(folder.run("procedure", "create", "Wet insulation").status == .success)
  }

  @Test("A label is made, attached, listed, taken off and deleted")
  func life() {
    #expect(
      folder.run("label", "create", "wet", "--color", "#00aaFF").out
        == "Created label 1 'wet', in #00aaFF.\n")
    #expect(
      folder.run("label", "attach", "wet", "1", "Wet insulation").out
        == "Attached label 1 'wet' to procedure 1 'Rinsing' and procedure 2 'Wet insulation'.\n")
    #expect(
      folder.run("label", "list").out
        == "id  name  color    procedures\n 1  wet   #00aaFF           2\n")
    #expect(
      folder.run("label", "detach", "1", "Rinsing").out
        == "Took label 1 'wet' off procedure 1 'Rinsing'.\n")
    #expect(
      folder.run("label", "delete", "wet").out == "Deleted label 1 'wet'; 1 procedure bore it.\n")
    #expect(folder.run("check", "--strict").status == .success)
  }

  @Test("What is so already, or makes no sense, is told")
  func refusals() {
    _ = folder.run("label", "create", "wet")
    _ = folder.run("label", "attach", "wet", "1")
    for (words, status, message) in [
      (["create", "Wet"], ExitStatus.findings, "there is a label 'wet' already (id 1)"),
      (["create", ""], .findings, "a label needs a name"),
      (["create", "dry", "--color", "blue"], .usage, "--color needs # and six hexadecimal digits"),
      (["attach", "wet", "1"], .findings, "procedure 1 bears the label 'wet' already"),
      (["detach", "wet", "2"], .findings, "procedure 2 does not bear the label 'wet'"),
      (["attach", "wte", "2"], .usage, "There is no label 'wte'. Did you mean 'wet'?"),
      (["delete", "2"], .usage, "There is no label '2'. There is wet."),
    ] {
      let answer = folder.run(arguments: ["label"] + words)
      #expect(answer.status == status && answer.error.contains(message), "\(answer.error)")
    }
  }

  @Test("Attaching to several is all or nothing")
  func allOrNothing() throws {
    _ = folder.run("label", "create", "wet")
    _ = folder.run("label", "attach", "wet", "2")
    let before = try folder.text("data/procedure_labels.csv")
    #expect(folder.run("label", "attach", "wet", "1", "2").status == .findings)
    #expect(try folder.text("data/procedure_labels.csv") == before)
  }

  @Test("A dry run changes nothing")
  func dryRun() throws {
    #expect(folder.run("label", "create", "wet", "--dry-run").out.contains("+1,wet,#1F77B4"))
    #expect(folder.run("label", "list", "--format", "json").out == "[]\n")
  }
}
