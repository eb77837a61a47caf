import CommandLineKit
import Foundation
import Tables
import Testing

@testable import plainlab

@Suite("plainlab undo, of changes that are remembered by their files")
struct UndoFilesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.copySampleLab()
  }

  private func done(_ words: String...) throws {
    let run = folder.at("08:00", words)
    try #require(run.status == .success, "\(words): \(run.error)")
  }

  /// Imports so many customers that the rows are not remembered one by one.
  private func importCustomers() throws {
    let lines = (0..<4000).map {
      "Customer \($0),Somebody with a long name,c\($0)@lab.example,Somewhere"
    }
    try folder.write(
      "name,contact_name,email,address\n" + lines.joined(separator: "\n") + "\n", to: "many.csv")
    try done("import", "customers", folder.url.appending(path: "many.csv").path)
  }

  @Test("What fmt did comes back byte for byte, and is shown before")
  func formatting() throws {
    let before = Array("id,name,color\r\n  1 ,\"urgent\",#D62728\r\n".utf8)
    try folder.write(bytes: before, to: "data/labels.csv")
    try done("fmt")
    #expect(try folder.bytes("data/labels.csv") != before)
    #expect(
      folder.at("08:00", "doctor").out.contains(
        "of old files in data/.plainlab/recent are kept for"))
    let now = try folder.everything()
    let shown = folder.at("08:00", "undo", "--dry-run")
    #expect(shown.status == .success && shown.error.hasPrefix("The last change is 'fmt' ("))
    #expect(shown.out.contains("data/labels.csv  changed"))
    #expect(try folder.everything() == now)
    let run = folder.at("08:00", "undo")
    #expect(run.status == .success && run.out.contains("\nTook back 'fmt' ("), "\(run)")
    #expect(try folder.bytes("data/labels.csv") == before)
    #expect(folder.at("08:00", "undo").error.contains("has made no change here"))
  }

  @Test("A large import is taken back, also after a later change that was taken back first")
  func imported() throws {
    let before = try folder.tables()
    try importCustomers()
    try folder.remove("many.csv")
    try done("add", "customers", "name=Last", "email=last@lab.example")
    #expect(folder.at("08:00", "undo").out.contains("customers: 1 removed"))
    #expect(folder.at("08:00", "undo").out.contains("Took back 'import"))
    #expect(try folder.tables() == before)
    #expect(folder.at("08:00", "check") == (.success, "", ""))
  }

  /// The lab's, without those of backups.
  private func tables() throws -> [String: [UInt8]] {
    try folder.tables().filter { $0.key.hasPrefix("data/") }
  }

  @Test("A restored backup is taken back, files that it removed and brought with it")
  func restored() throws {
    try done("backup", "create")
    // Later a file that the backup does not have, for few eyes.
    try folder.remove("data/capa_actions.csv")
    try folder.write("id,name,color\n9,new,#000000\n", to: "data/labels.csv")
    try folder.remove("data/procedure_labels.csv")
    try folder.write("code,name\n", to: "data/my_notes.csv")
    let notes = folder.url.appending(path: "data/my_notes.csv").path
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: notes)
    let before = try tables()
    let backup = try #require(folder.names(in: "backups").first { !$0.hasPrefix(".") })
    try done("backup", "restore", backup)
    #expect(try tables() != before)
    let run = folder.at("08:00", "undo")
    #expect(run.status == .success, "\(run.error)")
    #expect(try tables() == before)
    #expect(try folder.mode(of: "data/my_notes.csv") == 0o600)
  }

  @Test("It is refused where what comes back refers to what is gone since")
  func dangling() throws {
    let attached = try folder.text("data/procedure_labels.csv")
    let lines = attached.split(separator: "\n", omittingEmptySubsequences: false)
    try folder.write(
      lines.filter { !$0.hasSuffix(",2") }.joined(separator: "\n"), to: "data/procedure_labels.csv")
    try done("backup", "create")
    try folder.write(attached, to: "data/procedure_labels.csv")
    let backup = try #require(folder.names(in: "backups").first { !$0.hasPrefix(".") })
    try done("backup", "restore", backup)
    let labels = try folder.text("data/labels.csv").split(
      separator: "\n", omittingEmptySubsequences: false)
    try folder.write(
      labels.filter { !$0.hasPrefix("2,") }.joined(separator: "\n"), to: "data/labels.csv")
    let before = try tables()
    let run = folder.at("08:00", "undo")
    #expect(run.status == .findings)
    #expect(run.error.contains("there is no id '2' in labels"), "\(run.error)")
    #expect(try tables() == before)
  }

  @Test("It is refused where a file was edited since, and nothing is changed")
  func edited() throws {
    try importCustomers()
    let text = try folder.text("data/customers.csv")
    try folder.write(
      text.replacing("Customer 7,", with: "Customer seven,"), to: "data/customers.csv")
    let before = try folder.tables()
    let run = folder.at("08:00", "undo")
    #expect(run.status == .findings && run.out == "")
    #expect(run.error.contains("nothing was changed.\ndata/customers.csv: it was changed since"))
    #expect(try folder.tables() == before)
    // As it was again, by whatever way.
    try folder.write(text, to: "data/customers.csv")
    try done("undo")
  }

  @Test("It is refused where later rows of other files depend on it, and names them")
  func dependents() throws {
    try importCustomers()
    let requests = try folder.text("data/service_requests.csv")
    let row =
      "900,SR-2026-900,4000,NL-430,1,PV-STC,received,2026-11-19T08:00:00Z,2026-11-19T08:00:00Z\n"
    try folder.write(requests + row, to: "data/service_requests.csv")
    let before = try folder.tables()
    for words in [["undo"], ["undo", "--dry-run"]] {
      let run = folder.at("08:00", words)
      #expect(run.status == .findings)
      #expect(
        run.error.contains("1 row does not go with the files as they were before 'import"),
        "\(run.error)"
      )
      #expect(run.error.contains("data/service_requests.csv:"), "\(run.error)")
      #expect(try folder.tables() == before)
    }
    try folder.write(requests, to: "data/service_requests.csv")
    try done("undo")
  }

  @Test("Where the old files are gone, or a record leads elsewhere, nothing is taken back")
  func gone() throws {
    try folder.write("id,name,color\n1,\"urgent\",#D62728\n", to: "data/labels.csv")
    try done("fmt")
    let record = "data/.plainlab/recent/1.json"
    let text = try folder.text(record)
    #expect(text.contains(".plainlab\\/recent\\/1\\/0") || text.contains(".plainlab/recent/1/0"))
    let now = try folder.tables()
    let kept = folder.url.appending(path: "data/.plainlab/recent/1/0")
    func expectGone() throws {
      let run = folder.at("08:00", "undo")
      #expect(run.status == .findings && run.out == "", "\(run)")
      #expect(run.error.contains("the files as they were before 'fmt' were not kept"))
      #expect(try folder.tables() == now)
    }
    // Somebody wrote to it; something else has its name; it is gone.
    try Data("id,name,color\n1,\"wanton\",#D62728\n".utf8).write(to: kept)
    try expectGone()
    try FileManager.default.removeItem(at: kept)
    try FileManager.default.createSymbolicLink(
      at: kept, withDestinationURL: URL(filePath: "/etc/hostname"))
    try expectGone()
    try folder.remove("data/.plainlab/recent/1")
    try expectGone()
    // A record of a file elsewhere is of none.
    try folder.write(text.replacing("labels.csv", with: "../x.csv"), to: record)
    #expect(folder.at("08:00", "undo").status == .findings)
  }
}
