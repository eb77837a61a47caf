import CommandLineKit
import Foundation
import Testing

@testable import plainlab

@Suite("plainlab schema")
struct SchemaTests {
  @Test("The tables are listed, also where there is no data yet")
  func tables() throws {
    let run = try TemporaryFolder().run("schema", "--format", "csv")
    #expect(run.status == .success)
    #expect(
      run.out.hasPrefix(
        """
        table,columns,key,row
        procedures,6,id,How something is done in the lab: a name and steps to follow.
        steps,5,id,One thing to do in a procedure.

        """))
    #expect(run.out.contains("\nprocedure_labels,2,\"procedure_id, label_id\","))
  }

  @Test("The columns of a table are shown with what they refer to, and its rules")
  func columns() throws {
    let links = try TemporaryFolder().run("schema", "procedure_labels")
    #expect(
      links.out == """
        column        type  required  key      references     on_delete  note
        procedure_id  int   true      primary  procedures.id  cascade    -
        label_id      int   true      primary  labels.id      cascade    -

        """)
    let specimens = try TemporaryFolder().run("schema", "specimens")
    #expect(
      specimens.error.contains(
        "Rule: a specimen is not processed before it is received.\n"))
  }

  @Test("Keys of several columns and states are told after the rules, where people look")
  func beyondRows() throws {
    let approvals = try TemporaryFolder().run("schema", "booking_approvals")
    #expect(
      approvals.error == """
        Rule: an approval has a decision time once it is approved or rejected, and only then.
        Unique together: booking_id and approver_id.
        States of decision, which begins as pending:
          pending → approved, rejected
          approved is final
          rejected is final

        """)
    let bookings = try TemporaryFolder().run("schema", "bookings")
    #expect(bookings.error.contains("\nStates of status, which begins as pending or confirmed:\n"))
    for format in ["csv", "json"] {
      #expect(try TemporaryFolder().run("schema", "bookings", "--format", format).error == "")
    }
  }

  @Test("A table that is not there is answered with the one that was meant")
  func unknown() throws {
    let run = try TemporaryFolder().run("schema", "specimns")
    #expect(run.status == .usage)
    #expect(
      run.error.hasPrefix(
        "plainlab schema: There is no table 'specimns'. Did you mean 'specimens'?\n"))
  }

  @Test("The lab's own tables are there too, and survive --write with what a person added")
  func ownTables() throws {
    let folder = try TemporaryFolder()
    try folder.write("id,name,color\n", to: "data/labels.csv")
    try folder.write(
      """
      {"title": "North lab", "resources": [
        {"name": "freezers", "path": "freezers.csv", "schema": {"fields": [
          {"name": "code", "type": "string", "description": "On its door."}], "primaryKey": "code"}}
      ], "contributors": [{"title": "Marta"}]}
      """, to: "data/datapackage.json")
    #expect(
      folder.run("schema", "freezers", "--format", "csv").out == """
        column,type,required,key,references,on_delete,note
        code,text,true,primary,,,On its door.

        """)
    #expect(folder.run("schema", "--write").status == .success)
    let text = try folder.text("data/datapackage.json")
    #expect(text.contains("\"title\": \"North lab\"") && text.contains("\"Marta\""))
    #expect(text.contains("\"name\": \"labels\"") && !text.contains("\"name\": \"runs\""))
    #expect(folder.run("schema", "freezers").status == .success)
    #expect(try folder.names(in: "data") == ["datapackage.json", "labels.csv"])
  }

  @Test("A dry run shows the change as a diff, with nothing in it that a terminal obeys")
  func dryRun() throws {
    let folder = try TemporaryFolder()
    try folder.write("id,name,color\n", to: "data/labels.csv")
    #expect(folder.run("schema", "--write").status == .success)
    let good = try folder.text("data/datapackage.json")
    let old = good.replacing("\"format\": \"csv\"", with: "\"format\": \"x\u{202E}\"")
    try folder.write(old, to: "data/datapackage.json")
    let run = folder.run("schema", "--write", "--dry-run")
    #expect(
      run.out == #"""
        --- data/datapackage.json
        +++ data/datapackage.json
        @@ -8,7 +8,7 @@
               "description": "A word in a colour, to find procedures by.",
               "type": "table",
               "path": "labels.csv",
        -      "format": "x\u{202E}",
        +      "format": "csv",
               "mediatype": "text/csv",
               "encoding": "utf-8",
               "dialect": {

        """#)
    #expect(try folder.text("data/datapackage.json") == old)
  }

  @Test("A descriptor that is not JSON is never replaced")
  func broken() throws {
    let folder = try TemporaryFolder()
    try folder.write("{\"title\": \n", to: "data/datapackage.json")
    let run = folder.run("schema", "--write")
    #expect(run.status == .couldNotRun)
    #expect(
      run.error
        == "plainlab schema: data/datapackage.json:2:1: it is not JSON: a value was expected, but "
        + "the text ends\n")
    #expect(try folder.text("data/datapackage.json") == "{\"title\": \n")
    #expect(folder.run("check").out.hasPrefix("data/datapackage.json:2:1: error[schema-error]: "))
  }

  @Test("The file keeps its mode, and a link to it stays a link")
  func replacement() throws {
    let folder = try TemporaryFolder()
    try folder.write("{}", to: "shared/descriptor.json")
    let manager = FileManager.default
    let target = folder.url.appending(path: "shared/descriptor.json").path
    try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: target)
    try folder.write("id,name,color\n", to: "data/labels.csv")
    let link = folder.url.appending(path: "data/datapackage.json").path
    try manager.createSymbolicLink(atPath: link, withDestinationPath: "../shared/descriptor.json")
    #expect(folder.run("schema", "--write").status == .success)
    #expect(try manager.destinationOfSymbolicLink(atPath: link) == "../shared/descriptor.json")
    #expect(try manager.attributesOfItem(atPath: target)[.posixPermissions] as? Int == 0o640)
    #expect(try folder.text("shared/descriptor.json").contains("\"labels\""))
    #expect(try folder.names(in: "shared") == ["descriptor.json"])
  }

  @Test("Words that make no sense together are told")
  func usage() throws {
    let folder = try TemporaryFolder()
    #expect(folder.run("schema", "--dry-run").error.contains("--dry-run goes with --write."))
    #expect(folder.run("schema", "runs", "--write").status == .usage)
    #expect(folder.run("schema", "--write").error.contains("there is no folder 'data'"))
  }
}
