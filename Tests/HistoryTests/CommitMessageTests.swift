import Foundation
import History
import Testing

@testable import Tables

@Suite("The message of a commit") struct CommitMessageTests {
  private static let runs = table("runs", states: ["in_progress", "completed", "cancelled"])
  private static let specimens = table(
    "specimens", states: ["RECEIVED", "IN_PROCESS", "COMPLETED"])
  private static let labels = table("labels", states: [])
  private static let catalog = Catalog(
    [labels, runs, specimens] + (1...9).map { table("a_table_with_a_long_name_\($0)", states: []) })

  private static func table(_ name: String, states: [String]) -> TableSchema {
    let columns = [
      ColumnSchema(name: "id", type: .int, isRequired: true, isPrimaryKey: true),
      ColumnSchema(name: "status", type: states.isEmpty ? .text() : .enumeration(states)),
      ColumnSchema(name: "note", type: .text()),
    ]
    let next = Dictionary(
      zip(states, states.dropFirst().map { [$0] }), uniquingKeysWith: { first, _ in first })
    return TableSchema(
      name: name, about: "A row.", columns: columns,
      stateMachines: states.isEmpty
        ? [] : [StateMachine(1, of: columns, from: [states[0]], next)])
  }

  /// What a commit says of these files, after those that were there before.
  private func message(
    _ before: [String: String], _ after: [String: String], words: String? = nil,
    change: String? = nil
  ) throws -> CommitMessage {
    let lab = try LabRepository(before)
    for path in before.keys where after[path] == nil {
      try FileManager.default.removeItem(atPath: lab.data + "/" + path)
    }
    for (path, text) in after { try lab.write(path, text) }
    let commit = try DataCommit(in: lab.repository, at: 0)
    let difference = try FolderDifference(
      in: lab.repository, from: Store(commit.before, catalog: Self.catalog),
      to: Store(commit.after, catalog: Self.catalog))
    return CommitMessage(words, ChangeSummary(of: difference), change: change, version: "1")
  }

  @Test("It says to which states rows came, and of others how many were added, changed or removed")
  func states() throws {
    let message = try message(
      [
        "labels.csv": "id,status,note\n1,,\n2,,\n3,,\n",
        "runs.csv": "id,status,note\n1,in_progress,\n2,in_progress,\n",
      ],
      [
        "labels.csv": "id,status,note\n2,,x\n3,,\n4,,\n5,,\n",
        "runs.csv":
          "id,status,note\n1,completed,\n2,in_progress,x\n3,in_progress,\n4,in_progress,\n",
        "specimens.csv": "id,status,note\n"
          + (1...14).map { "\($0),RECEIVED,\n" }.joined() + "15,IN_PROCESS,\n",
      ])
    #expect(
      message.text == """
        runs: 2 started, 1 completed, 1 changed and 2 more tables

        runs: 2 started, 1 completed, 1 changed
        specimens: 14 received, 1 started
        labels: 2 added, 1 changed, 1 removed

        Plainlab-Version: 1

        """)
  }

  @Test("What fits into one line has no more")
  func short() throws {
    let message = try message(
      ["runs.csv": "id,status,note\n1,in_progress,\n"],
      [
        "runs.csv": "id,status,note\n1,completed,\n",
        "specimens.csv": "id,status,note\n1,RECEIVED,\n", "report.pdf": "x",
      ], change: "specimen 1 received\nSigned-off-by: nobody")
    #expect(
      message.text == """
        runs: 1 completed; specimens: 1 received; report.pdf added

        Plainlab-Change: specimen 1 received Signed-off-by: nobody
        Plainlab-Version: 1

        """)
  }

  @Test("A subject has at most 72 characters, and the body has all")
  func long() throws {
    let files = Dictionary(
      uniqueKeysWithValues: (1...9).map {
        ("a_table_with_a_long_name_\($0).csv", "id,status,note\n1,,\n")
      })
    let message = try message([:], files)
    #expect(message.subject == "a_table_with_a_long_name_1: 1 added and 8 more tables")
    #expect(message.text.contains("\na_table_with_a_long_name_9: 1 added\n"))
  }

  @Test("What a person says stands in its place, with what made it below")
  func words() throws {
    let message = try message(
      ["labels.csv": "id,status\n1,\n"], ["labels.csv": "id,note\n1,\n"], words: "Ours\n\nand why\n"
    )
    #expect(message.text == "Ours\n\nand why\n\nPlainlab-Version: 1\n")
    #expect(message.subject == "Ours")
  }

  @Test("Columns that come and go, and files that cannot be compared, are a change too")
  func others() throws {
    #expect(
      try message(["labels.csv": "id,status\n1,\n"], ["labels.csv": "id,note\n1,\n"]).subject
        == "labels: column note added, column status removed")
    #expect(
      try message(["labels.csv": "id,status\n1,\n"], ["labels.csv": "id,status\n\"1,\n"]).subject
        == "labels: changed")
    #expect(
      try message(["a": "1", "b": "1"], ["a": "2", "c": "1", "d": "1"]).subject
        == "other files: 2 added, 1 changed, 1 removed")
  }
}
