import Foundation
import Testing

@testable import Tables

/// A data folder before and after a change.
struct Scenario: CustomTestStringConvertible, Sendable {
  let name: String
  let before: [String: String]
  let edits: [FileEdit]
  let after: [String: String]
  /// Makes links among the files, once they are written.
  var arrange: @Sendable (DataFolder) throws -> Void = { _ in }
  var canExchange = true

  var testDescription: String { name }

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
  private static let labels = "id,name\n1,urgent\n2,weekly\n"
  private static let relabel = FileEdit.Content.rewrite([
    .kept(0..<10), .new(bytes("late")), .kept(16..<26),
  ])
  private static let relabelled = "id,name\n1,late\n2,weekly\n"

  /// Those that need nothing but files and folders.
  static let plain: [Scenario] = [
    Scenario(
      name: "an append", before: ["runs.csv": "id\n1\n"],
      edits: [FileEdit("runs.csv", .append(bytes("2\n3\n")))],
      after: ["runs.csv": "id\n1\n2\n3\n"]),
    Scenario(
      name: "a rewrite", before: ["labels.csv": labels], edits: [FileEdit("labels.csv", relabel)],
      after: ["labels.csv": relabelled]),
    Scenario(
      name: "a new file", before: ["labels.csv": labels],
      edits: [FileEdit("runs.csv", .append(bytes("id\n1\n")))],
      after: ["labels.csv": labels, "runs.csv": "id\n1\n"]),
    Scenario(
      name: "a removed file", before: ["labels.csv": labels, "runs.csv": "id\n1\n"],
      edits: [FileEdit("runs.csv", .remove)], after: ["labels.csv": labels]),
    Scenario(
      name: "five files",
      before: [
        "labels.csv": labels, "runs.csv": "id\n1\n", "run_steps.csv": "id,run\n1,1\n",
        "old.csv": "id\n",
      ],
      edits: [
        FileEdit("runs.csv", .append(bytes("2\n"))),
        FileEdit("run_steps.csv", .append(bytes("2,2\n3,2\n"))),
        FileEdit("labels.csv", relabel), FileEdit("old.csv", .remove),
        FileEdit("new.csv", .rewrite([.new(bytes("id\n"))])),
      ],
      after: [
        "labels.csv": relabelled, "runs.csv": "id\n1\n2\n",
        "run_steps.csv": "id,run\n1,1\n2,2\n3,2\n", "new.csv": "id\n",
      ]),
    Scenario(
      name: "a part in a new folder", before: ["labels.csv": labels],
      edits: [
        FileEdit("labels.csv", .append(bytes("3,new\n"))),
        FileEdit("runs/2026-12.csv", .append(bytes("id\n1\n"))),
      ],
      after: ["labels.csv": labels + "3,new\n", "runs/2026-12.csv": "id\n1\n"]),
  ]

  /// Those that need links, or a file system that cannot exchange.
  static let linked: [Scenario] = [
    Scenario(
      name: "files behind links", before: ["labels.csv": labels, "runs.csv": "id\n1\n"],
      edits: [FileEdit("labels.csv", relabel), FileEdit("runs.csv", .append(bytes("2\n")))],
      after: ["labels.csv": relabelled, "runs.csv": "id\n1\n2\n"],
      arrange: { data in
        for name in ["labels.csv", "runs.csv"] { try data.moveBehindLink(name) }
      }),
    Scenario(
      name: "a file with two names", before: ["runs.csv": "id\n1\n"],
      edits: [FileEdit("runs.csv", .append(bytes("2\n")))], after: ["runs.csv": "id\n1\n2\n"],
      arrange: { data in
        try FileManager.default.linkItem(
          atPath: data.path("runs.csv"), toPath: data.outside + "/backup.csv")
      }),
    Scenario(
      name: "a file system that cannot exchange",
      before: ["labels.csv": labels, "runs.csv": "id\n1\n", "old.csv": "id\n"],
      edits: [
        FileEdit("labels.csv", relabel), FileEdit("runs.csv", .append(bytes("2\n"))),
        FileEdit("old.csv", .remove),
      ], after: ["labels.csv": relabelled, "runs.csv": "id\n1\n2\n"], canExchange: false),
  ]
}
