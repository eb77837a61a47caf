import CommandLineKit
import Foundation
import Testing

@testable import plainlab

@Suite("plainlab procedure edit, in an editor")
struct ProcedureEditorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("data")
    #expect(
      folder.run("procedure", "create", "Rinsing", "--step", "Rinse (5 min)", "--step", "Dry")
        .status
        == .success)
    #expect(folder.run("label", "create", "wet").status == .success)
  }

  /// Edits procedure 1 with a shell script for an editor, which gets the file as `$1`.
  private func edit(
    _ options: String..., script: String, isTerminal: Bool = false, variable: String = "EDITOR"
  ) throws -> Answer {
    try folder.write(Self.change + script, to: "editor.sh")
    let captured = Console.captured(
      isTerminal: isTerminal,
      environment: [
        variable: "sh '\(folder.url.path)/editor.sh'", "PATH": "/usr/bin:/bin",
        "HERE": folder.url.path, "TMPDIR": folder.url.path,
      ], workingDirectory: folder.url.path, now: { 1_795_262_400 })
    let status = Plainlab.program.run(
      arguments: ["procedure", "edit", "1"] + options, console: captured.console)
    return (status, captured.out, captured.error)
  }

  /// The file that an answer says the text is kept in.
  private func keptFile(_ answer: Answer) throws -> URL {
    let match = try #require(answer.error.firstMatch(of: /kept in (\S+);/))
    return URL(filePath: String(match.1))
  }

  /// Defines `change EXPRESSION FILE`: what `sed -i` is on Linux alone.
  private static let change =
    "change() { sed \"$1\" \"$2\" > \"$HERE/sed\"; cat \"$HERE/sed\" > \"$2\"; }\n"

  /// Puts a text into the place of the one to edit.
  private func typing(_ text: String) -> String { "cat > \"$1\" <<'END'\n\(text)\nEND\n" }

  @Test("What a person types becomes a version", arguments: ["EDITOR", "VISUAL"])
  func edit(variable: String) throws {
    let answer = try edit(
      "-m", "Better words",
      script: "cp \"$1\" \"$HERE/given\"\n"
        + typing("name: Rinsing\nlabels: wet\n\n1. Rinse twice (5 min)\n- Pack\n- Dry"),
      variable: variable)
    #expect(
      answer == (
        .success,
        "Changed procedure 1 'Rinsing', now at version 2: step 1 reworded, step 2 added, "
          + "labels changed.\n", ""
      ))
    #expect(
      try folder.text("given").hasSuffix(
        "\n\nname: Rinsing\ndescription:\nlabels:\n\n1. Rinse  (5 min)\n2. Dry\n"))
    #expect(
      folder.run("procedure", "show", "1", "--format", "sheet").out.hasSuffix(
        "\nlabels: wet\n\n1. Rinse twice  (5 min)\n2. Pack\n3. Dry\n"))
    #expect(folder.run("procedure", "versions", "1").out.hasSuffix("Better words\n"))
    #expect(folder.run("check", "--strict").status == .success)
  }

  @Test(
    "An edit is called off by changing nothing, or by emptying the text",
    arguments: [
      ("true", "procedure 1 says this already: it stays at version 1"),
      ("change 's/^1\\. /- /' \"$1\"", "procedure 1 says this already: it stays at version 1"),
      (": > \"$1\"", "the text was emptied; nothing was changed"),
      ("printf '# no\\n \\n' > \"$1\"", "the text was emptied; nothing was changed"),
    ])
  func calledOff(script: String, message: String) throws {
    let before = try folder.everything()
    let answer = try edit(script: script)
    #expect(answer.status == .findings && answer.out == "")
    #expect(answer.error.contains("plainlab procedure edit: \(message)\n"))
    try folder.remove("editor.sh")
    if try folder.names().contains("sed") { try folder.remove("sed") }
    // No draft is left either.
    #expect(try folder.everything() == before)
  }

  @Test("A text that cannot be understood is kept, and told line by line")
  func unreadable() throws {
    let answer = try edit(script: typing("name: Rinsing\nlabels: wett\nand so on\n1. Rinse"))
    let kept = try keptFile(answer)
    #expect(answer.status == .findings)
    #expect(
      answer.error.hasSuffix(
        """
        plainlab procedure edit: the text cannot be understood, and nothing was changed.
        \(kept.path):2: there is no label 'wett'; 'wet' was meant?
        \(kept.path):3: this is neither a step, as in '1. Rinse twice', nor does it go on from the \
        line above, indented

        """))
    // Mended, it is taken up again.
    try Data("name: Rinsing\nlabels: wet\n1. Rinse\n2. Dry".utf8).write(to: kept)
    #expect(folder.run("procedure", "edit", "1", "--from", kept.path).status == .success)
  }

  @Test("On a terminal the editor opens again, with what is wrong below each line")
  func again() throws {
    let script = """
      if [ -e "$HERE/second" ]; then
        cp "$1" "$HERE/second"
        change 's/^oops /2. /' "$1"
      else
        : > "$HERE/second"
        change 's/^2\\. /oops /' "$1"
      fi
      change 's/Dry/Dry well/' "$1"

      """
    let answer = try edit(script: script, isTerminal: true)
    #expect(answer.status == .success)
    #expect(answer.error.contains(": this is neither a step"))
    #expect(
      try folder.text("second").hasSuffix(
        "\noops Dry well\n#   ^ this is neither a step, as in '1. Rinse twice', nor does it go on "
          + "from the line above, indented\n"))
    #expect(folder.run("procedure", "show", "1").out.contains("2  Dry well well"))
  }

  @Test("On a terminal a person who gives up keeps the text")
  func givingUp() throws {
    let answer = try edit(
      script: "grep -q '^oops' \"$1\" || echo oops >> \"$1\"", isTerminal: true)
    #expect(answer.status == .findings)
    let kept = try keptFile(answer)
    #expect(try String(contentsOf: kept, encoding: .utf8).contains("\noops\n"))
  }

  @Test("What somebody else changed meanwhile is not overwritten, and nothing typed is lost")
  func overtaken() throws {
    // The other person is quicker: their row is there when the editor ends.
    let answer = try edit(
      script: typing("name: Mine\n1. Rinse")
        + "change 's/,1$/,2/' \"$HERE/data/procedures.csv\"\n")
    let kept = try keptFile(answer)
    #expect(answer.status == .findings)
    #expect(
      answer.error.contains(
        "procedure 1 was changed meanwhile: this edit began with version 1, and it is at version 2")
    )
    #expect(try String(contentsOf: kept, encoding: .utf8) == "name: Mine\n1. Rinse\n")
    #expect(try folder.text("data/procedures.csv").contains("1,Rinsing,"))
  }

  @Test("A row that was edited by hand meanwhile is not overwritten either")
  func editedByHand() throws {
    let answer = try edit(
      script: typing("name: Mine\n1. Rinse")
        + "change 's/Dry/Dry well/' \"$HERE/data/steps.csv\"\n")
    #expect(try FileManager.default.fileExists(atPath: keptFile(answer).path))
    #expect(answer.error.contains("the rows of procedure 1 were edited by hand meanwhile"))
    #expect(try folder.text("data/steps.csv").contains("Dry well"))
  }

  @Test("A kept text of another version, or of another procedure, is not taken")
  func otherOrigin() throws {
    try folder.write("# Procedure 1, version 9.\nname: A\n", to: "old.txt")
    try folder.write("# Procedure 2, version 1.\nname: A\n", to: "other.txt")
    #expect(
      folder.run("procedure", "edit", "1", "--from", "old.txt").error.contains(
        "this edit began with version 9, and it is at version 1"))
    #expect(
      folder.run("procedure", "edit", "1", "--from", "other.txt").error.contains(
        "'other.txt' is a text of procedure 2, as its first line says, and not of 1."))
    #expect(folder.run("procedure", "edit", "1", "--from", "none.txt").status == .couldNotRun)
  }

  @Test("An editor that fails changes nothing")
  func failure() throws {
    let answer = try edit(script: "exit 3")
    #expect(answer.status == .couldNotRun)
    #expect(answer.error.contains("ended with status 3; nothing was changed\n"))
    let killed = try edit(script: "echo more >> \"$1\"; kill -9 $$")
    #expect(killed.error.contains("ended with status 137"))
    #expect(try FileManager.default.fileExists(atPath: keptFile(killed).path))
  }

  @Test("A dry run shows what the text would change, and keeps it")
  func dryRun() throws {
    let answer = try edit("--dry-run", script: "change 's/Dry/Dry well/' \"$1\"")
    #expect(answer.status == .success)
    #expect(answer.out.contains("-2,1,2,Dry,\n+2,1,2,Dry well,\n"))
    #expect(try FileManager.default.fileExists(atPath: keptFile(answer).path))
    #expect(try folder.text("data/steps.csv").contains("2,1,2,Dry,\n"))
  }
}
