import CSVText
import Foundation
import JSONText
import Testing

@testable import Tables

/// A data folder that came from somebody else, with a state folder that may say anything.
@Suite struct ForeignJournalTests {
  /// A folder with a change that was decided on, and stopped there.
  private func interrupted() throws -> DataFolder {
    for change in 0..<100 {
      let data = try DataFolder(["runs.csv": "id\n1\n"])
      let edit = FileEdit("runs.csv", .rewrite([.kept(0..<3), .new([55, 10])]))
      _ = try? data.commit([edit], disk: FaultyDisk(.kill(change: change, cut: false)))
      if data.names(in: ".plainlab").contains("journal.json") { return data }
    }
    throw FileError("no change of it leaves a journal", 0)
  }

  @Test(
    "A journal that leads out of the folder is not followed",
    arguments: [
      #""path":"../runs.csv""#, #""path":"runs.csv","place":"/etc/hosts""#,
      #""path":"runs.csv","place":"../runs.csv""#, #""path":"/etc/hosts""#,
    ])
  func leadsOut(_ path: String) throws {
    let data = try interrupted()
    let text = try #require(data.text(".plainlab/journal.json"))
    let body = try #require(text.split(separator: "\n").last)
    let other = body.replacing(#""path":"runs.csv""#, with: path)
    try #require(other != body)
    try data.write(
      String(decoding: sealed(try JSON(parsing: String(other))), as: UTF8.self),
      to: ".plainlab/journal.json")
    #expect(throws: DamagedJournal.self) { try data.session() }
    #expect(data.text("runs.csv") == "id\n1\n")
  }

  @Test("A journal that was not touched is followed")
  func own() throws {
    let data = try interrupted()
    _ = try data.session()
    #expect(data.text("runs.csv") == "id\n7\n")
  }

  @Test("A number of changes that cannot be is said to be one")
  func numbers() throws {
    let data = try DataFolder(["runs.csv": "id\n1\n"])
    try data.commit([FileEdit("runs.csv", .append([50, 10]))])
    try data.write(
      "{\"generation\":9223372036854775807,\"files\":{}}\n", to: ".plainlab/generation")
    #expect(throws: DamagedJournal.self) {
      try data.commit([FileEdit("runs.csv", .append([51, 10]))])
    }
    #expect(data.text("runs.csv") == "id\n1\n2\n")
  }

  @Test("What is remembered of a table is for those who may read the table")
  func modes() throws {
    let data = try DataFolder(["runs.csv": "id\n1\n"])
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: data.path("runs.csv"))
    try data.commit([FileEdit("runs.csv", .append([50, 10]))])
    let status = try SystemDisk().status(
      of: data.path(".plainlab/recent/1.json"), followingLinks: false)
    #expect(status.map { $0.mode & 0o777 } == 0o600)
  }
}
